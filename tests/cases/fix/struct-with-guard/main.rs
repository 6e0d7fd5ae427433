use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Batch<'a> {
    rows: MutexGuard<'a, Vec<u32>>,
    limit: usize,
}

async fn upload(rows: Vec<u32>) {
    println!("{}", rows.len());
}

async fn flush(rows: Arc<Mutex<Vec<u32>>>) {
    let mut batch = Batch {
        rows: rows.lock().unwrap(),
        limit: 3,
    };
    // never more than the limit
    let end = batch.limit.min(batch.rows.len());
    let taken: Vec<u32> = batch.rows.drain(..end).collect();

    upload(taken).await;
}

fn main() {
    spawn(flush(Arc::default()));
}
