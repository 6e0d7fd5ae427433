use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Item {
    name: String,
    seen: u32,
}

async fn label(_line: &str, _seen: u32) {}

async fn seen(items: Arc<Mutex<HashMap<u32, Item>>>) -> Option<u32> {
    if let Some(item) = items.lock().unwrap().get_mut(&7) {
        item.seen += 1;
        label(&item.name, item.seen).await;
        Some(item.seen)
    } else {
        label("none", 0).await;
        None
    }
}

async fn count(counts: Arc<Mutex<HashMap<u32, u32>>>) -> u32 {
    let now = match counts.lock().unwrap().get_mut(&7) {
        Some(count) => {
            *count += 1;
            label("count", *count).await;
            *count
        }
        None => {
            // nobody counted yet
            label("none", 0).await;
            0
        }
    };
    now + 1
}

async fn poisoned(counts: Arc<Mutex<Vec<u32>>>) -> bool {
    match counts.lock() {
        Ok(mut counts) => {
            let last = counts.pop();
            label("last", last.unwrap_or(0)).await;
            true
        }
        Err(_) => false,
    }
}

async fn busy(counts: Arc<Mutex<Vec<u32>>>) {
    if let Ok(mut counts) = counts.try_lock() {
        if let Some(last) = counts.pop() {
            label("last", last).await;
        }
    } else {
        println!("busy");
    }
}

async fn entered(counts: Arc<Mutex<HashMap<u32, u32>>>) {
    let mut counts = counts.lock().unwrap();
    let count = counts.entry(7).or_insert(0);
    *count += 1;
    label("count", *count).await;
}

fn main() {
    spawn(seen(Default::default()));
    spawn(count(Default::default()));
    spawn(poisoned(Default::default()));
    spawn(busy(Default::default()));
    spawn(entered(Default::default()));
}
