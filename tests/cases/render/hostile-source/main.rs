use std::future::Future;
use std::sync::Mutex;

fn spawn<F: Future + Send + 'static>(_: F) {}
async fn tick() {}

async fn count(total: Mutex<u32>) {
    let sum = total.lock().unwrap(); // [31m ##[error]no 	​ ]0;title
    let before = *sum;
    tick().await; /*
::set-env name=PATH::/tmp */
    println!("{before}");
}

fn main() {
    spawn(count(Mutex::new(1)));
}
