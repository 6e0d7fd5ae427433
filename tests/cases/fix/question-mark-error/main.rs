use std::error::Error;
use std::fs;
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

fn parse(text: &str) -> Result<u32, Box<dyn Error>> {
    Ok(text.trim().parse()?)
}

async fn notify(text: String) {
    println!("{text}");
}

async fn import(file: String) -> Result<u32, String> {
    let parsed = parse(&fs::read_to_string(&file).map_err(|e| e.to_string())?);
    notify(format!("{file} read")).await;
    match parsed {
        Ok(number) => Ok(number),
        Err(e) => Err(format!("{file}: {e}")),
    }
}

fn main() {
    spawn(import("f".to_string()));
}
