use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn notify(total: usize) {
    println!("{total}");
}

async fn add(list: Arc<Mutex<Vec<u32>>>, value: u32) {
    if let Ok(mut list) = list.lock() {
        list.push(value);
        let total = list.len();
        notify(total).await;
    } else {
        eprintln!("poisoned");
    }
}

fn main() {
    spawn(add(Arc::default(), 1));
}
