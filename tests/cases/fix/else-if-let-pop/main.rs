use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn run(job: u32) {
    println!("{job}");
}

async fn next(urgent: Arc<Mutex<Vec<u32>>>, normal: Arc<Mutex<Vec<u32>>>, stop: bool) {
    if stop {
        println!("stopped");
    } else if let Some(job) = normal.lock().unwrap().pop() {
        run(job).await;
    }
    println!("{} urgent left", urgent.lock().unwrap().len());
}

fn main() {
    spawn(next(Arc::default(), Arc::default(), false));
}
