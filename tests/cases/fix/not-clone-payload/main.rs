use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Session {
    user: String,
    hits: u32,
}

async fn log(user: &str, hits: u32) {
    println!("{user} {hits}");
}

async fn touch(sessions: Arc<Mutex<HashMap<u32, Session>>>, id: u32) {
    let sessions = sessions.lock().unwrap();
    let session = sessions.get(&id).unwrap();
    log(&session.user, session.hits).await;
}

fn main() {
    spawn(touch(Arc::default(), 1));
}
