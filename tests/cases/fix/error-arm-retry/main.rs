use std::error::Error;
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn connect(host: &str) -> Result<u32, Box<dyn Error>> {
    Ok(host.parse()?)
}

async fn wait(seconds: u64) {
    println!("{seconds}");
}

async fn keep_connected(host: String) {
    loop {
        match connect(&host).await {
            Ok(session) => {
                println!("session {session}");
                return;
            }
            Err(error) => {
                eprintln!("{host}: {error}");
                wait(5).await;
            }
        }
    }
}

fn main() {
    spawn(keep_connected("h".to_string()));
}
