use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(text: &str, urgent: bool) {
    println!("{text} {urgent}");
}

async fn report(errors: Arc<Mutex<Vec<String>>>) {
    let errors = errors.lock().unwrap();
    send(
        &format!("{} errors, first {:?}", errors.len(), errors.first()),
        errors.len() > 3,
    )
    .await;
}

fn main() {
    spawn(report(Arc::default()));
}
