use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn alarm(level: u32) {
    println!("{level}");
}

async fn watch(levels: Arc<Mutex<Vec<u32>>>, limit: u32) -> u32 {
    let mut levels = levels.lock().unwrap();
    let highest = levels.iter().copied().max().unwrap_or(0);
    if highest > limit {
        levels.clear();
        alarm(highest).await;
    } else {
        levels.push(highest + 1);
    }
    highest
}

fn main() {
    spawn(watch(Arc::default(), 1));
}
