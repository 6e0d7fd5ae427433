use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Default)]
struct Batch {
    points: Vec<u32>,
    sent: u32,
}

async fn send(_points: Vec<u32>) {}

async fn flush(mut batch: MutexGuard<'_, Batch>, round: u32) {
    if batch.points.len() < 2 {
        return;
    }
    let points = std::mem::take(&mut batch.points);
    send(points).await;
    batch.sent += round;
}

async fn run(shared: Arc<Mutex<Batch>>) {
    let mut batch = shared.lock().unwrap();
    batch.points.push(1);
    flush(batch, 1).await;
    flush(shared.lock().unwrap(), 2).await;
}

async fn report(points: &std::sync::RwLockReadGuard<'_, Vec<u32>>) {
    send(points.to_vec()).await;
    println!("{}", points.len());
}

async fn show(shared: Arc<RwLock<Vec<u32>>>) {
    let points = shared.read().unwrap();
    report(&points).await;
}

fn main() {
    spawn(run(Default::default()));
    spawn(show(Default::default()));
}
