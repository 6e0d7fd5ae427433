use std::future::Future;
use std::rc::Rc;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Debug)]
struct ParseError {
    near: Rc<str>,
    line: usize,
}

fn parse(text: &str) -> Result<Vec<u32>, ParseError> {
    text.lines()
        .enumerate()
        .map(|(line, part)| {
            part.parse().map_err(|_| ParseError {
                near: part.into(),
                line,
            })
        })
        .collect()
}

async fn show(text: String) {
    println!("{text}");
}

async fn check(text: String) {
    match parse(&text) {
        Ok(numbers) => show(format!("{} numbers", numbers.len())).await,
        Err(error) => {
            show(format!("line {}", error.line)).await;
            show(format!("near {}", error.near)).await;
        }
    }
}

fn main() {
    spawn(check("1".into()));
}
