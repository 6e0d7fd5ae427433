# std: guards and borrows, which must end on the thread that took them.

type mutex-guard
name: MutexGuard, MappedMutexGuard
path: std
rule: lock-guard
lacks: Send
what: a lock that must be released on the thread that took it
advice: End the guard before the await: an inner block, or one expression that copies out what is needed. `drop(guard)` does not do once the guard was used. Only if the lock must span the await: an async-aware Mutex.
fixes: drop-before-await bind-temporary async-mutex
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: std::sync::MutexGuard<'_, Vec<u8>>
match: MutexGuard<'_, u8>
match: std::sync::nonpoison::MutexGuard<'_, u8>
not: tokio::sync::MutexGuard<'_, u8>
not: PoisonError<std::sync::MutexGuard<'_, u8>>

type rwlock-guard
name: RwLockReadGuard, RwLockWriteGuard, MappedRwLockReadGuard, MappedRwLockWriteGuard
path: std
rule: lock-guard
lacks: Send
what: a lock that must be released on the thread that took it
advice: End the guard before the await: an inner block, or one expression that copies out what is needed. Only if the lock must span the await: an async-aware RwLock.
fixes: drop-before-await bind-temporary async-mutex
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: std::sync::RwLockReadGuard<'_, Config>
match: RwLockWriteGuard<'_, Config>
not: tokio::sync::RwLockReadGuard<'_, Config>

type poison-error
name: PoisonError, TryLockError
path: std
rule: lock-guard
lacks: Send
what: an error that carries the lock's guard inside
advice: Turn it into another error at once: `.map_err(|_| ..)?`, or `.unwrap()`; `?` would carry the guard along.
fixes: map-err drop-before-await bind-temporary
wrong: error-add-send-sync async-mutex
match: PoisonError<std::sync::MutexGuard<'_, u8>>
match: std::sync::TryLockError<std::sync::MutexGuard<'_, u8>>
not: std::sync::MutexGuard<'_, u8>

type lock-result
regex: ^Result<\w+Guard<.+>, (?:PoisonError|TryLockError)<.+>>$
rule: lock-guard
lacks: Send
what: the result of a lock: it holds the guard either way
advice: Take what is needed out of the guard in the same expression, before the await.
fixes: drop-before-await bind-temporary map-err
wrong: error-add-send-sync
match: Result<std::sync::MutexGuard<'_, u8>, PoisonError<std::sync::MutexGuard<'_, u8>>>
not: Result<u8, PoisonError<u8>>

type reentrant-guard
name: ReentrantLockGuard, ReentrantMutexGuard, StdoutLock, StderrLock, StdinLock
path: std
rule: lock-guard
lacks: Send
what: a lock that must be released on the thread that took it
advice: Lock, write and let go in a block of its own, before the await.
fixes: drop-before-await bind-temporary move-into-task
wrong: rc-to-arc wrap-in-mutex async-mutex
match: StdoutLock<'static>
match: std::sync::ReentrantLockGuard<'_, RefCell<u8>>
not: Stdout

type cell-ref
name: Ref, RefMut
path: std core
rule: borrow-guard
lacks: Send
what: a borrow of a RefCell, which counts it without any lock
advice: Copy out what is needed in a block or one expression, so that the borrow ends before the await.
fixes: drop-before-await bind-temporary cell-to-sync
wrong: rc-to-arc unsafe-send-wrapper async-mutex
match: RefMut<'_, Vec<u8>>
match: std::cell::Ref<'_, str>
match: Ref<'_, str>
not: tokio::sync::watch::Ref<'_, str>
not: dashmap::mapref::one::Ref<'_, u8, u8>

type borrow-ref
name: BorrowRef, BorrowRefMut
rule: borrow-guard
lacks: Send
what: the inside of a `Ref` or `RefMut`: a borrow that is counted without any lock
marker: yes
fixes: drop-before-await bind-temporary
wrong: rc-to-arc
match: cell::BorrowRef<'_>
not: Ref<'_, u8>
