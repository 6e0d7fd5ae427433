use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Board {
    scores: RefCell<BTreeMap<String, u32>>,
}

async fn post(name: &str, score: u32) {
    println!("{name} {score}");
}

async fn publish(board: Board) {
    for (name, score) in board.scores.borrow().iter() {
        post(name, *score).await;
    }
}

fn main() {
    spawn(publish(Board {
        scores: RefCell::default(),
    }));
}
