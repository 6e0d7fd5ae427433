use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(text: &str) {
    println!("{text}");
}

async fn greet(names: Arc<Mutex<HashMap<u32, String>>>, id: u32) {
    if let Some(name) = names.lock().unwrap().get(&id)
        && id > 3
    {
        send(name).await;
    }
}

fn main() {
    spawn(greet(Arc::default(), 1));
}
