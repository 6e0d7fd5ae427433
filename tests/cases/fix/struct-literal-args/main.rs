use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Request {
    token: String,
    body: String,
}

struct Settings {
    token: String,
}

async fn body() -> String {
    String::new()
}

async fn send(request: Request) {
    println!("{} {}", request.token, request.body);
}

async fn post(settings: Arc<RwLock<Settings>>) {
    let request = Request {
        token: settings.read().unwrap().token.clone(),
        body: body().await,
    };
    send(request).await;
}

async fn total(values: Arc<RwLock<Vec<usize>>>) -> usize {
    values.read().unwrap().len() + body().await.len()
}

fn main() {
    spawn(post(Arc::new(RwLock::new(Settings { token: "t".into() }))));
    spawn(total(Arc::default()));
}
