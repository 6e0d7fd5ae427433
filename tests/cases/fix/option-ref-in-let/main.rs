use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(to: &str, text: &str) {
    println!("{to} {text}");
}

async fn notify(users: Arc<RwLock<HashMap<u32, String>>>, id: u32) {
    let users = users.read().unwrap();
    let user = users.get(&id);
    if let Some(user) = user {
        send(user, "hello").await;
    }
    match user {
        Some(user) => send(user, "bye").await,
        None => send("admin", "unknown user").await,
    }
}

fn main() {
    spawn(notify(Arc::default(), 1));
}
