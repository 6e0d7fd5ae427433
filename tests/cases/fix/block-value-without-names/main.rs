use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Default)]
struct Order {
    id: u32,
    version: u32,
    customer: String,
}

impl Order {
    fn summary_for_the_customer(&mut self, language: &str) -> String {
        format!("{language} {}", self.customer)
    }
}

async fn send(_id: u32, _version: u32) {}

async fn pair(order: Arc<Mutex<Order>>) {
    let mut order = order.lock().unwrap();
    order.version += 1;
    let (id, version) = (order.id, order.version);
    send(id, version).await;
}

async fn run(order: Arc<Mutex<Order>>) -> String {
    let mut order = order.lock().unwrap();
    let id = order.id;
    let first_summary = order.summary_for_the_customer("english");
    let second_summary = order.summary_for_the_customer("german");
    send(id, 0).await;
    first_summary + &second_summary
}

async fn dependent(order: Arc<Mutex<Order>>) {
    let order = order.lock().unwrap();
    let id = order.id;
    let version = order.version + id;
    send(id, version).await;
}

fn main() {
    spawn(pair(Default::default()));
    spawn(run(Default::default()));
    spawn(dependent(Default::default()));
}
