use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn fetch(key: &str) -> String {
    key.to_uppercase()
}

async fn lookup(cache: Arc<Mutex<HashMap<String, String>>>, key: String) -> String {
    let mut cache = cache.lock().unwrap();
    if let Some(hit) = cache.get(&key) {
        return hit.clone();
    }
    let value = fetch(&key).await;
    cache.insert(key, value.clone());
    value
}

fn main() {
    spawn(lookup(Arc::default(), "a".to_string()));
}
