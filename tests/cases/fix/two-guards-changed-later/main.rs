use std::future::Future;
use std::sync::{Arc, Mutex, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone, Default)]
struct Stock {
    sold: u32,
}

#[derive(Clone, Default)]
struct Prices {
    lamp: u32,
}

async fn ship(_price: u32) {}

async fn order(prices: Arc<RwLock<Prices>>, stock: Arc<Mutex<Stock>>) {
    let prices = prices.read().unwrap();
    let mut stock = stock.lock().unwrap();
    let price = prices.lamp;
    ship(price).await;
    stock.sold += 1;
}

async fn restock(free: Arc<Mutex<Stock>>, bound: Arc<Mutex<Stock>>) {
    let free_now = free.lock().unwrap();
    let mut bound_now = bound.lock().unwrap();
    bound_now.sold -= 1;
    let sold = free_now.sold;
    ship(sold).await;
    println!("{}", free_now.sold);
    bound_now.sold += free_now.sold;
}

fn main() {
    spawn(order(Default::default(), Default::default()));
    spawn(restock(Default::default(), Default::default()));
}
