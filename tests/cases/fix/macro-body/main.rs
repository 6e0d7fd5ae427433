use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

macro_rules! bump {
    ($counter:expr) => {{
        let mut guard = $counter.lock().unwrap();
        *guard += 1;
        tick(*guard).await;
    }};
}

async fn tick(n: u32) {
    println!("{n}");
}

async fn run(counter: Arc<Mutex<u32>>) {
    bump!(counter);
}

fn main() {
    spawn(run(Arc::default()));
}
