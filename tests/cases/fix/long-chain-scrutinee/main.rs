use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Registry {
    endpoints: Mutex<HashMap<String, Vec<String>>>,
}

async fn ping(address: &str) -> bool {
    !address.is_empty()
}

impl Registry {
    async fn probe(self: Arc<Self>, service: String) -> bool {
        match self
            .endpoints
            .lock()
            .unwrap()
            .get(&service)
            .and_then(|list| list.first())
        {
            Some(address) => ping(address).await,
            None => false,
        }
    }
}

fn main() {
    let registry = Registry {
        endpoints: Mutex::default(),
    };
    spawn(Arc::new(registry).probe("mail".to_string()));
}
