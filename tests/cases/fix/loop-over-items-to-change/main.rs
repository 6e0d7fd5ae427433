use std::collections::HashMap;
use std::sync::{Arc, Mutex};
#[derive(Default, Clone)]
struct S {
    n: u32,
    name: String,
}
async fn f(n: u32) -> u32 {
    n + 1
}
fn spawn<F: std::future::Future<Output = ()> + Send + 'static>(_f: F) {}
async fn one(m: Arc<Mutex<HashMap<u32, S>>>) {
    for s in m.lock().unwrap().values_mut() {
        s.n += 1;
        f(s.n).await;
    }
}
async fn two(m: Arc<Mutex<HashMap<u32, S>>>) {
    let mut g = m.lock().unwrap();
    for s in g.values_mut() {
        s.n = f(s.n).await;
    }
}
async fn three(m: Arc<Mutex<Vec<S>>>) {
    for s in m.lock().unwrap().iter_mut() {
        s.n = f(s.n).await;
        println!("{}", s.name);
    }
}
fn main() {
    spawn(one(Default::default()));
    spawn(two(Default::default()));
    spawn(three(Default::default()));
}
