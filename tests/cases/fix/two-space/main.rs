use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn send(n: usize) {
  println!("{n}");
}

async fn run(list: Arc<Mutex<Vec<u8>>>) {
  let mut list = list.lock().unwrap();
  list.push(1);
  let n = list.len(); // after the push
  send(n).await;
}

fn main() {
  spawn(run(Arc::default()));
}
