use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone, Debug)]
struct Item {
    id: u32,
    stock: u32,
}

async fn order(id: u32, amount: u32) -> bool {
    amount > id
}

async fn restock(items: Arc<RwLock<HashMap<u32, Item>>>, id: u32) -> u32 {
    let mut items = items.write().unwrap();
    if let Some(item) = items.get_mut(&id) {
        if item.stock == 0 {
            item.stock = 10;
        }
    } else {
        items.insert(id, Item { id, stock: 10 });
    }
    let missing = items.values().filter(|item| item.stock < 3).count();
    if missing > 0 && order(id, 10).await {
        items.insert(id, Item { id, stock: 20 });
    }
    items.len() as u32
}

fn main() {
    spawn(restock(Arc::default(), 1));
}
