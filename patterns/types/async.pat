# Async runtimes, logging, random numbers: what is bound to a thread.

type thread-rng
name: ThreadRng
path: rand
rule: thread-bound
lacks: Send Sync
what: a handle to the thread's own random numbers
advice: Draw all values in a block before the await, or own a StdRng (`StdRng::from_os_rng()`, older `from_entropy()`).
fixes: drop-before-await bind-temporary move-into-task
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: ThreadRng
match: rand::rngs::thread::ThreadRng
not: StdRng

type thread-rng-inside
name: Rc
path: std alloc
regex: ^Rc<UnsafeCell<ReseedingRng<.+>>>$
library: rand
rule: thread-bound
lacks: Send Sync
what: the inside of rand's ThreadRng: a handle to the thread's own random numbers
advice: Draw all values in a block before the await, or own a StdRng (`StdRng::from_os_rng()`, older `from_entropy()`).
marker: yes
fixes: drop-before-await bind-temporary move-into-task
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: Rc<UnsafeCell<ReseedingRng<rand_chacha::chacha::ChaCha12Core, OsRng>>>
not: Rc<UnsafeCell<u8>>

type entered-span
name: EnteredSpan
path: tracing
rule: thread-bound
lacks: Send
what: an entered span, which belongs to the thread that entered it
advice: Attach the span to the future (`fut.instrument(span).await`, `#[instrument]`), or `span.in_scope(|| ..)` for the parts without await.
fixes: instrument drop-before-await
wrong: unsafe-send-wrapper rc-to-arc wrap-in-mutex
match: EnteredSpan
match: tracing::span::EnteredSpan
not: tracing::span::Span

type entered
name: Entered
path: tracing
rule: thread-bound
lacks: Send
what: an entered span, which belongs to the thread that entered it
advice: Attach the span to the future (`fut.instrument(span).await`, `#[instrument]`), or `span.in_scope(|| ..)` for the parts without await.
fixes: instrument drop-before-await
wrong: unsafe-send-wrapper rc-to-arc wrap-in-mutex
match: tracing::span::Entered<'_>
not: doors::Entered

type default-guard
name: DefaultGuard
path: tracing tracing_core tracing_subscriber
rule: thread-bound
lacks: Send
what: the thread's default subscriber, to be put back on the thread that set it
advice: Set it in code without await, or attach the subscriber to the future (`fut.with_subscriber(..)`).
fixes: instrument drop-before-await
wrong: unsafe-send-wrapper rc-to-arc
match: tracing::subscriber::DefaultGuard
not: scopes::DefaultGuard

type otel-context-guard
name: ContextGuard
path: opentelemetry
rule: thread-bound
lacks: Send
what: an attached context, which lies on the thread's own stack of contexts
advice: Attach it to the future: `FutureExt::with_context(fut, cx)`.
fixes: instrument drop-before-await
wrong: unsafe-send-wrapper rc-to-arc
match: ContextGuard
match: opentelemetry::ContextGuard
not: rooms::ContextGuard

type local-set
name: LocalSet, LocalEnterGuard
path: tokio
rule: thread-bound
lacks: Send Sync
what: a set of tasks that stay on one thread
advice: Run the LocalSet at the top (`block_on`) or on a thread of its own, not inside a spawned task or a handler.
fixes: spawn-local
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: tokio::task::LocalSet
match: LocalSet
not: JoinSet<u8>

type local-set-inside
name: Rc
path: std alloc
contains: tokio::
library: tokio
rule: thread-bound
lacks: Send Sync
what: the inside of a set of tasks that stay on one thread
advice: Run the LocalSet at the top (`block_on`) or on a thread of its own, not inside a spawned task or a handler.
marker: yes
fixes: spawn-local drop-before-await
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: Rc<tokio::task::local::Context>
not: Rc<Context>

type local-boxed-future
name: LocalBoxFuture, LocalFutureObj
path: futures futures_util futures_core
rule: boxed-future
lacks: Send Sync
what: a boxed future that is made to stay on one thread
advice: `BoxFuture` (`.boxed()`) is the one that may be sent.
fixes: future-add-send spawn-local
wrong: rc-to-arc wrap-in-mutex
match: LocalBoxFuture<'static, u8>
match: futures::future::LocalBoxFuture<'_, ()>
not: BoxFuture<'static, u8>

type local-join-handle
name: LocalSpawner, LocalPool
path: futures futures_executor
rule: thread-bound
lacks: Send Sync
what: a handle to an executor that runs on one thread
advice: Use a ThreadPool's spawner, or keep all tasks on this thread.
fixes: spawn-local
wrong: rc-to-arc wrap-in-mutex
match: futures::executor::LocalSpawner
not: futures::executor::ThreadPool

type profiler-zone
name: ProfilerScope, ProfileScope, Zone, Span, OptickMarker, EventGuard
bare: no
path: puffin profiling optick tracy_client superluminal_perf
rule: thread-bound
lacks: Send
what: a zone of a profiler, which measures the thread that opened it
advice: Close the zone before the await: a block round the part without await.
fixes: drop-before-await
wrong: unsafe-send-wrapper rc-to-arc
match: puffin::ProfilerScope<'_>
not: std::thread::Scope<'_, '_>
