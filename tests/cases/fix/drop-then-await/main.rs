use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn publish(total: usize, last: Option<u32>) {
    println!("{total} {last:?}");
}

async fn flush(samples: Arc<Mutex<Vec<u32>>>) {
    let mut guard = samples.lock().unwrap();
    let total = guard.len();
    let last = guard.last().copied();
    guard.clear();
    drop(guard);
    publish(total, last).await;
}

fn main() {
    spawn(flush(Arc::default()));
}
