use std::env;
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn open(path: &str) -> bool {
    !path.is_empty()
}

async fn run() {
    let mut args = env::args();
    let program = args.next();
    println!("{program:?}");
    while let Some(path) = args.next() {
        if !open(&path).await {
            break;
        }
    }
}

fn main() {
    spawn(run());
}
