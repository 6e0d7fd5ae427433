use std::rc::Rc;

fn spawn<F: std::future::Future + Send + 'static>(_: F) {}

async fn tick() {}

async fn run(name: String) {
    let name = Rc::new(name);
    tick().await;
    println!("{name}");
}

fn main() {
    spawn(run("demo".to_string()));
}
