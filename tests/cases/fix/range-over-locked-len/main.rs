use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn check(index: usize) -> bool {
    index % 2 == 0
}

async fn audit(rows: Arc<Mutex<Vec<String>>>) -> usize {
    let mut good = 0;
    for index in 0..rows.lock().unwrap().len() {
        if check(index).await {
            good += 1;
        }
    }
    good
}

fn main() {
    spawn(audit(Arc::default()));
}
