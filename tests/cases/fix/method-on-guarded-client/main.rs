use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone)]
struct Client {
    base: String,
}

impl Client {
    async fn get(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

async fn fetch(client: Arc<Mutex<Client>>) -> String {
    client.lock().unwrap().get("/index").await
}

fn main() {
    spawn(fetch(Arc::new(Mutex::new(Client { base: "b".into() }))));
}
