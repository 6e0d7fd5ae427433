use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn measure() -> f64 {
    1.5
}

async fn sample(values: Arc<Mutex<Vec<f64>>>) {
    values.lock().unwrap().push(measure().await);
}

fn main() {
    spawn(sample(Arc::default()));
}
