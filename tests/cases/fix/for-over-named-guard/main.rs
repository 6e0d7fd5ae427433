use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn ping(host: &str) -> bool {
    !host.is_empty()
}

async fn sweep(hosts: Arc<Mutex<Vec<String>>>) -> usize {
    let hosts = hosts.lock().unwrap();
    let mut alive = 0;
    for host in hosts.iter() {
        if ping(host).await {
            alive += 1;
        }
    }
    println!("{alive} of {}", hosts.len());
    alive
}

fn main() {
    spawn(sweep(Arc::default()));
}
