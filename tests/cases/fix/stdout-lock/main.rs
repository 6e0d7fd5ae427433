use std::future::Future;
use std::io::{self, Write};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn compute(n: u32) -> u32 {
    n * 2
}

async fn table() {
    let mut out = io::stdout().lock();
    writeln!(out, "n  2n").unwrap();
    for n in 0..3 {
        let twice = compute(n).await;
        writeln!(out, "{n}  {twice}").unwrap();
    }
}

fn main() {
    spawn(table());
}
