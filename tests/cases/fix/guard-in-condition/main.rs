use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Pool {
    free: Vec<u32>,
    limit: usize,
}

async fn open() -> u32 {
    1
}

async fn refill(pool: Arc<Mutex<Pool>>) {
    let pool_guard = pool.lock().unwrap();
    if pool_guard.free.len() < pool_guard.limit {
        let id = open().await;
        println!("{id}");
    }
}

fn main() {
    let pool = Pool {
        free: vec![],
        limit: 3,
    };
    spawn(refill(Arc::new(Mutex::new(pool))));
}
