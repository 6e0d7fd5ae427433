use std::future::Future;

fn spawn<F: Future + Send + 'static>(_task: F) {}
async fn wait() {}

trait Job {
    fn run(&self);
}

struct Queue<T> {
    jobs: Vec<T>,
}

impl<T: Job + 'static> Queue<T> {
    fn start(self) {
        spawn(async move {
            for job in &self.jobs {
                job.run();
                wait().await;
            }
        });
    }
}

struct Beep;

impl Job for Beep {
    fn run(&self) {}
}

fn main() {
    Queue { jobs: vec![Beep] }.start();
}
