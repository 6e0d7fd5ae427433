use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone, Default)]
struct Draft {
    lines: Vec<String>,
    saved: u32,
}

async fn ask() -> String {
    String::new()
}

async fn edit(shared: Arc<Mutex<Draft>>) -> Draft {
    let mut draft = shared.lock().unwrap();
    draft.saved += 1;
    let mut own = draft.clone();
    own.lines.push(ask().await);
    own
}

async fn matched(shared: Arc<Mutex<Draft>>) {
    match &mut *shared.lock().unwrap() {
        Draft { saved, .. } => {
            ask().await;
            *saved += 1;
        }
    }
}

fn main() {
    spawn(edit(Default::default()));
    spawn(matched(Default::default()));
}
