use std::future::Future;
use std::sync::{Arc, RwLock};

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

#[derive(Clone, Debug)]
struct User {
    name: String,
    active: bool,
}

async fn mail(user: &User) {
    println!("{user:?}");
}

async fn remind(users: Arc<RwLock<Vec<User>>>) {
    let users = users.read().unwrap();
    let inactive: Vec<&User> = users.iter().filter(|user| !user.active).collect();
    println!("{} reminders", inactive.len());
    for user in inactive {
        mail(user).await;
    }
}

fn main() {
    spawn(remind(Arc::default()));
}
