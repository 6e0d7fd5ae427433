use std::future::Future;
use std::sync::{Arc, Mutex};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone, Copy, PartialEq)]
enum Light {
    Red,
    Green,
}

async fn wait() {}

async fn change(light: Arc<Mutex<Light>>) {
    let mut light = light.lock().unwrap();
    match *light {
        Light::Red => {
            wait().await;
            *light = Light::Green;
        }
        Light::Green => {
            *light = Light::Red;
            wait().await;
        }
    }
}

fn main() {
    spawn(change(Arc::new(Mutex::new(Light::Red))));
    spawn(change(Arc::new(Mutex::new(Light::Green))));
}
