// What the examples of patterns/explain/ take as known; stands in front of each. The bodies are of no interest.
#![allow(dead_code, unused_imports, unused_variables, unused_must_use, async_fn_in_trait)]
use std::future::Future;

fn spawn<F>(_task: F)
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
}

async fn tick() {}

mod tokio {
    pub mod sync {
        pub struct Mutex<T>(std::sync::Mutex<T>);
        pub struct MutexGuard<'a, T>(&'a Mutex<T>);

        impl<T> Mutex<T> {
            pub async fn lock(&self) -> MutexGuard<'_, T> {
                MutexGuard(self)
            }
        }

        impl<T> std::ops::Deref for MutexGuard<'_, T> {
            type Target = T;

            fn deref(&self) -> &T {
                todo!()
            }
        }

        impl<T> std::ops::DerefMut for MutexGuard<'_, T> {
            fn deref_mut(&mut self) -> &mut T {
                todo!()
            }
        }
    }

    pub mod task {
        pub fn spawn_local<F: std::future::Future + 'static>(_task: F) {}
    }
}

