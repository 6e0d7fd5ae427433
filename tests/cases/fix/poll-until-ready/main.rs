use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn sleep(_time: Duration) {}

async fn wait_ready(ready: Arc<Mutex<Vec<u8>>>) -> usize {
    loop {
        let guard = ready.lock().unwrap();
        if guard.len() > 3 {
            return guard.len();
        }
        drop(guard);
        sleep(Duration::from_millis(5)).await;
    }
}

async fn wait_while(ready: Arc<Mutex<Vec<u8>>>) -> u8 {
    let mut guard = ready.lock().unwrap();
    while guard.is_empty() {
        drop(guard);
        sleep(Duration::from_millis(5)).await;
        guard = ready.lock().unwrap();
    }
    guard.remove(0)
}

fn main() {
    spawn(wait_ready(Arc::default()));
    spawn(wait_while(Arc::default()));
}
