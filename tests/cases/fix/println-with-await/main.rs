use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn fetch() -> u32 {
    3
}

async fn show(name: Arc<Mutex<String>>) {
    println!("{}: {}", name.lock().unwrap(), fetch().await);
}

fn main() {
    spawn(show(Arc::default()));
}
