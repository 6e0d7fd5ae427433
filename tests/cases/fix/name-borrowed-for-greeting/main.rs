use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

struct Profile {
    name: String,
    visits: u32,
}

async fn send(text: &str) {
    println!("{text}");
}

async fn greet(profile: Arc<RwLock<Profile>>) {
    let profile = profile.read().unwrap();
    let name = profile.name.as_str();
    let visits = profile.visits;
    send(name).await;
    if visits > 3 {
        send(&format!("{name}: {visits} visits")).await;
    }
}

fn main() {
    let profile = Profile {
        name: "Ada".into(),
        visits: 4,
    };
    spawn(greet(Arc::new(RwLock::new(profile))));
}
