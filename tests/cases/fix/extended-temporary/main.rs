use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Default)]
struct State {
    count: u32,
    names: Vec<String>,
}

async fn announce(name: &str, count: u32) {
    println!("{name} {count}");
}

async fn join(state: Arc<Mutex<State>>, name: String) {
    let state = &mut *state.lock().unwrap();
    state.count += 1;
    state.names.push(name.clone());
    announce(&name, state.count).await;
}

fn main() {
    spawn(join(Arc::default(), "n".into()));
}
