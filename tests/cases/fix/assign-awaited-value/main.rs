use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Default)]
struct Meter {
    count: u32,
    rounds: u32,
}

async fn next(count: u32) -> u32 {
    count + 1
}

async fn replace(meter: Arc<Mutex<Meter>>) {
    let mut meter = meter.lock().unwrap();
    meter.count = next(meter.count).await;
    meter.rounds += 1;
}

async fn add(lock: Arc<Mutex<Meter>>) {
    let mut meter = lock.lock().unwrap();
    meter.count += next(meter.count).await;
}

async fn add_fixed(lock: Arc<Mutex<u32>>) {
    let mut count = lock.lock().unwrap();
    *count += next(1).await;
}

fn main() {
    spawn(replace(Default::default()));
    spawn(add(Default::default()));
    spawn(add_fixed(Default::default()));
}
