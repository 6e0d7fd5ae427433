# Locks and maps of other crates.

type parking-lot-guard
name: MutexGuard, MappedMutexGuard, RwLockReadGuard, RwLockWriteGuard, RwLockUpgradableReadGuard, MappedRwLockReadGuard, MappedRwLockWriteGuard, ReentrantMutexGuard, FairMutexGuard
path: parking_lot lock_api
bare: no
rule: lock-guard
lacks: Send
what: a lock that must be released on the thread that took it
advice: End the guard before the await: an inner block, or one expression that copies out what is needed. The feature `send_guard` only trades this error for a deadlock.
fixes: drop-before-await bind-temporary async-mutex
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: parking_lot::MutexGuard<'_, Line>
match: parking_lot::RwLockReadGuard<'_, Line>
not: std::sync::MutexGuard<'_, Line>

type lock-api-guard
name: MutexGuard, MappedMutexGuard, RwLockReadGuard, RwLockWriteGuard, RwLockUpgradableReadGuard, ReentrantMutexGuard
regex: ^\w+<Raw\w+, 
path: parking_lot lock_api
library: parking_lot
rule: lock-guard
lacks: Send
what: a lock that must be released on the thread that took it
advice: End the guard before the await: an inner block, or one expression that copies out what is needed. The feature `send_guard` only trades this error for a deadlock.
fixes: drop-before-await bind-temporary async-mutex
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: MutexGuard<'_, parking_lot::RawMutex, Line>
match: parking_lot::lock_api::MutexGuard<'_, parking_lot::RawMutex, Line>
match: lock_api::mutex::MutexGuard<'_, parking_lot::raw_mutex::RawMutex, Line>
match: RwLockUpgradableReadGuard<'_, RawRwLock, Line>
not: MutexGuard<'_, Line>

type tokio-guard
name: MutexGuard, OwnedMutexGuard, MappedMutexGuard, RwLockReadGuard, RwLockWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard
path: tokio::sync async_lock futures_util::lock futures::lock async_std::sync
bare: no
library: tokio
rule: lock-guard
lacks: Send
what: an async-aware lock's guard, which is Send if what it guards is
advice: Look at what the lock holds: that is what cannot be sent.
fixes: rc-to-arc cell-to-sync dyn-add-send drop-before-await
wrong: async-mutex
match: tokio::sync::MutexGuard<'_, Rc<u8>>
match: async_lock::MutexGuard<'_, Rc<u8>>
not: std::sync::MutexGuard<'_, Rc<u8>>

type watch-ref
name: Ref
path: tokio::sync::watch
bare: no
rule: lock-guard
lacks: Send
what: a read lock on the watched value
advice: Copy it in one expression: `rx.borrow().clone()`.
fixes: bind-temporary drop-before-await
wrong: rc-to-arc async-mutex wrap-in-mutex
match: tokio::sync::watch::Ref<'_, Target>
not: std::cell::Ref<'_, Target>

type dashmap-ref
name: Ref, RefMut, RefMulti, RefMutMulti, MappedRef, MappedRefMut, Entry, Iter, IterMut
path: dashmap
bare: no
rule: lock-guard
lacks: Send
what: a lock on a part of the map
advice: Copy out what is needed before the await; held over it, the lock can stop other tasks for good.
fixes: drop-before-await bind-temporary
wrong: rc-to-arc unsafe-send-wrapper
match: dashmap::mapref::one::Ref<'_, u8, Guild>
match: dashmap::mapref::one::MappedRef<'_, u8, Guild, u16>
not: std::cell::Ref<'_, Guild>

type not-send-marker
name: GuardNoSend, PhantomNotSend, NotSendSyncAcrossAllPlatforms
rule: thread-bound
lacks: Send
what: a marker by which a library keeps a type on one thread
marker: yes
fixes: drop-before-await bind-temporary move-into-task spawn-local
wrong: unsafe-send-wrapper wrap-in-mutex rc-to-arc
match: lock_api::GuardNoSend
match: tracing::span::PhantomNotSend
not: std::marker::PhantomData<u8>
