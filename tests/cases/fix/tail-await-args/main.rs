use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone)]
struct Config {
    url: String,
    retries: u32,
}

async fn get(url: &str, retries: u32) -> String {
    format!("{url} {retries}")
}

async fn call(config: Arc<RwLock<Config>>) -> String {
    let config = config.read().unwrap();
    get(&config.url, config.retries).await
}

fn main() {
    let config = Config {
        url: "u".into(),
        retries: 1,
    };
    spawn(call(Arc::new(RwLock::new(config))));
}
