use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Shared {
    names: Mutex<HashMap<u32, String>>,
    seen: Mutex<Vec<u32>>,
}

async fn notify(name: &str, total: usize) {
    println!("{name} {total}");
}

async fn visit(shared: Arc<Shared>, id: u32) {
    let names = shared.names.lock().unwrap();
    let mut seen = shared.seen.lock().unwrap();
    seen.push(id);
    let Some(name) = names.get(&id) else {
        return;
    };
    let total = seen.len();
    notify(name, total).await;
}

fn main() {
    let shared = Shared {
        names: Mutex::default(),
        seen: Mutex::default(),
    };
    spawn(visit(Arc::new(shared), 1));
}
