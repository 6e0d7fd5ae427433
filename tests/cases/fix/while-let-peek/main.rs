use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(line: &str) -> bool {
    !line.is_empty()
}

async fn drain(lines: Arc<Mutex<VecDeque<String>>>) {
    'outer: while let Some(line) = lines.lock().unwrap().front() {
        if !send(line).await {
            break 'outer;
        }
    }
}

fn main() {
    spawn(drain(Arc::default()));
}
