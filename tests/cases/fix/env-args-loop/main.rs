use std::env;
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn handle(arg: String) {
    println!("{arg}");
}

async fn run() {
    for arg in env::args().skip(1) {
        handle(arg).await;
    }
}

fn main() {
    spawn(run());
}
