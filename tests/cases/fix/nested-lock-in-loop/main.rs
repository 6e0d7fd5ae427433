use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn load(id: u32) -> String {
    id.to_string()
}

async fn warm(cache: Arc<Mutex<HashMap<u32, String>>>, ids: Vec<u32>) -> usize {
    let mut cache = cache.lock().unwrap();
    for id in ids {
        if cache.contains_key(&id) {
            continue;
        }
        let text = load(id).await;
        cache.insert(id, text);
    }
    cache.len()
}

fn main() {
    spawn(warm(Arc::default(), vec![1]));
}
