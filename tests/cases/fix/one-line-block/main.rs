use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(count: usize) {
    println!("{count}");
}

fn start(items: Arc<Mutex<Vec<u8>>>) {
    spawn(async move { send(items.lock().unwrap().len()).await });
}

fn main() {
    start(Arc::default());
}
