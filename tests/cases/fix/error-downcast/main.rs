use std::error::Error;
use std::future::Future;
use std::io;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn load(file: &str) -> Result<u32, Box<dyn Error>> {
    Ok(std::fs::read_to_string(file)?.trim().parse()?)
}

async fn wait(seconds: u64) {
    println!("{seconds}");
}

async fn watch(file: String) {
    if let Err(error) = load(&file).await {
        wait(1).await;
        if error.downcast_ref::<io::Error>().is_some() {
            println!("io");
        }
    }
}

fn main() {
    spawn(watch("h".to_string()));
}
