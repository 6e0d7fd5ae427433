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

async fn work(jobs: Arc<Mutex<Vec<u32>>>) {
    let mut jobs = jobs.lock().unwrap();
    while let Some(job) = jobs.pop() {
        run(job).await;
    }
}

fn main() {
    spawn(work(Arc::default()));
}
