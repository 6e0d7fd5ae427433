use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(batch: &[u32]) -> usize {
    batch.len()
}

async fn drain(queue: Arc<Mutex<Vec<u32>>>) {
    let mut queue = queue.lock().unwrap();
    let mut batch = std::mem::take(&mut *queue);
    batch.sort();
    queue.push(0);
    let sent = send(&batch).await;
    batch.truncate(sent);
    println!("{batch:?}");
}

fn main() {
    spawn(drain(Arc::default()));
}
