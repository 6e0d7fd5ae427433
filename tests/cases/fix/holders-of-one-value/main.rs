mod graph;

use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(_name: &str) {}

async fn ask() -> Option<()> {
    send("first").await;
    let stops = graph::build();
    let stop = graph::find(&stops)?;
    let name = stop.name.clone();
    send(&name).await;
    Some(())
}

fn main() {
    spawn(ask());
}
