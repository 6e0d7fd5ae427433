use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn log(sum: i64) {
    println!("{sum}");
}

async fn add(a: Arc<Mutex<i64>>, b: Arc<Mutex<i64>>) {
    let (mut left, right) = (a.lock().unwrap(), b.lock().unwrap());
    *left += 1;
    let sum = *left + *right;
    log(sum).await;
}

fn main() {
    spawn(add(Arc::default(), Arc::default()));
}
