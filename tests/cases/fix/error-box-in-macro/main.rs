use std::error::Error;
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

macro_rules! fail {
    ($($part:tt)*) => {
        return Err(Box::<dyn Error>::from(format!($($part)*)))
    };
}

macro_rules! check {
    ($ok:expr) => {
        if !$ok {
            fail!("check failed");
        }
    };
}

async fn tell(_text: &str) {}

fn number(text: &str) -> Result<u32, Box<dyn Error>> {
    check!(!text.is_empty());
    Ok(text.parse()?)
}

async fn load() -> bool {
    let number = number("7");
    tell("one more").await;
    match number {
        Ok(_) => true,
        Err(error) => {
            println!("{error}");
            false
        }
    }
}

fn main() {
    spawn(load());
}
