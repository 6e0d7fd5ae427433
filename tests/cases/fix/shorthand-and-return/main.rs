use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Reply<'a> {
    name: &'a str,
    count: u32,
}

struct Info {
    name: String,
    count: u32,
}

async fn send(reply: Reply<'_>) {
    println!("{} {}", reply.name, reply.count);
}

async fn answer(info: Arc<RwLock<Info>>) {
    let info = info.read().unwrap();
    let name = &info.name;
    let count = info.count;
    send(Reply { name, count }).await;
}

fn main() {
    spawn(answer(Arc::new(RwLock::new(Info {
        name: "n".into(),
        count: 1,
    }))));
}
