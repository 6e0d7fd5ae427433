use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Upload {
    parts: Mutex<HashMap<u32, String>>,
}

async fn send_part(number: u32, etag: Option<String>, retries: u32, checksum: &str) -> bool {
    println!("{number} {etag:?} {retries} {checksum}");
    true
}

impl Upload {
    async fn resend(self: Arc<Self>, number: u32) -> bool {
        let sent = send_part(
            number,
            self.parts
                .lock()
                .unwrap()
                .get(&number)
                .map(|part| part.to_lowercase()),
            3,
            "0123456789abcdef0123456789abcdef",
        )
        .await;
        sent
    }
}

fn main() {
    spawn(
        Arc::new(Upload {
            parts: Mutex::default(),
        })
        .resend(1),
    );
}
