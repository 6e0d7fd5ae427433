use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

enum Command {
    Count,
    Clear,
}

async fn send(count: usize) {
    println!("{count}");
}

async fn handle(command: Command, items: Arc<Mutex<Vec<u8>>>) {
    match command {
        Command::Count => send(items.lock().unwrap().len()).await,
        Command::Clear => items.lock().unwrap().clear(),
    }
}

fn main() {
    spawn(handle(Command::Clear, Arc::default()));
    spawn(handle(Command::Count, Arc::default()));
}
