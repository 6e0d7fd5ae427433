use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn save(text: &str) {
    println!("{text}");
}

async fn store(notes: Arc<Mutex<Vec<String>>>) {
    let text = match notes.lock() {
        Ok(notes) => notes.join(" "),
        Err(_) => return,
    };
    save(&text).await;
    match notes.lock() {
        Ok(mut notes) => {
            notes.clear();
            save("").await;
        }
        Err(_) => eprintln!("poisoned"),
    }
}

fn main() {
    spawn(store(Arc::default()));
}
