use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Default)]
struct Page {
    text: String,
}

async fn fetch(number: u32) -> String {
    number.to_string()
}

async fn add(page: Arc<Mutex<Page>>) {
    page.lock().unwrap().text += &fetch(1).await;
}

fn main() {
    spawn(add(Default::default()));
}
