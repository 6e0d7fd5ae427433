# Shapes of types: what is known of them whatever they are called. Entries with a name come before those with a regex only.

type error-object
name: dyn Error, dyn StdError, dyn Fail
rule: boxed-error
lacks: Send Sync
what: an error of unknown type, which says neither Send nor Sync
advice: `Box<dyn Error + Send + Sync>` in the alias and every signature on the way; `+ Send` alone loses `?`. Or turn it into another error or a String before the await.
fixes: error-add-send-sync map-err drop-before-await bind-temporary
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: dyn std::error::Error
match: (dyn StdError + 'static)
match: dyn Error + Send
not: dyn Job
not: mlua::Error

type future-object
name: dyn Future
rule: boxed-future
lacks: Send Sync
what: a boxed future that does not say that it is Send
advice: `Pin<Box<dyn Future<..> + Send>>` where the type is spelt: alias, trait and impls.
fixes: future-add-send boxed-future spawn-local
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: (dyn Future<Output = Vec<u8>> + 'static)
match: dyn futures::Future<Output = u8>
not: impl Future<Output = u8>
not: dyn Future<Output = u8> + Send

type future-object-send
name: dyn Future
regex: ^dyn Future<.+> \+ Send$
rule: boxed-future
lacks: Sync
what: a boxed future that is Send, of which Sync is asked as well
advice: Drop the demand for Sync (a needless `+ Sync`), or hold the future by value or `&mut`; futures are hardly ever Sync.
fixes: relax-send own-capture
wrong: future-add-send wrap-in-mutex
match: dyn Future<Output = Result<u8, Failure>> + Send
match: (dyn Future<Output = ()> + Send + 'static)
not: dyn Future<Output = ()>

type stream-object
name: dyn Stream
rule: trait-object
lacks: Send Sync
what: a boxed stream that does not say that it is Send
advice: `+ Send` on the boxed stream where its type is spelt (`BoxStream`).
fixes: dyn-add-send
wrong: rc-to-arc wrap-in-mutex
match: dyn futures_core::Stream<Item = u8>
not: impl Stream<Item = u8>

type sql-parameter
name: dyn ToSql
rule: trait-object
lacks: Send Sync
what: a query parameter of unknown type, which says neither Send nor Sync
advice: `&(dyn ToSql + Sync)` for borrowed parameters, `Box<dyn ToSql + Sync + Send>` for boxed ones.
fixes: dyn-add-send drop-before-await bind-temporary
wrong: rc-to-arc wrap-in-mutex
match: dyn tokio_postgres::types::ToSql
match: (dyn ToSql + Send)
not: impl ToSql

type trait-object
regex: ^dyn \w
rule: trait-object
lacks: Send Sync
what: a trait object, which is Send or Sync only if its type says so
advice: `dyn Trait + Send` (behind a reference or Arc also `+ Sync`) where the type is spelt, or the bounds on the trait itself.
fixes: dyn-add-send own-capture drop-before-await bind-temporary
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: dyn Job
match: (dyn for<'a> Fn(&'a str) -> u8 + 'static)
match: &dyn Job + Send
not: Box<dyn Job>
not: impl Job

type opaque-future
name: impl Future
rule: opaque-future
lacks: Send Sync
what: a future of another function that does not promise to be Send
advice: `-> impl Future<Output = ..> + Send` where the function is declared; an async fn in a trait must be written that way.
fixes: future-add-send boxed-future bound-add-send
wrong: rc-to-arc wrap-in-mutex
match: impl Future<Output = ()>
match: impl Future<Output = Option<u8>> { <S as Store>::load(..) }
not: dyn Future<Output = ()>

type opaque-type
regex: ^impl \w
rule: opaque-type
lacks: Send Sync
what: a type known only by a trait, which says neither Send nor Sync
advice: `impl Trait + Send` where it is declared.
fixes: bound-add-send dyn-add-send future-add-send
wrong: rc-to-arc wrap-in-mutex
match: impl Iterator<Item = u8>
match: impl Job
not: dyn Job
not: impl Future<Output = ()>

type unit-pointer
name: *mut, *const
regex: ^\*(?:mut|const) \(\)$
rule: raw-pointer
lacks: Send Sync
what: a raw pointer; as `*mut ()` mostly a marker by which a library keeps a guard or handle on its thread
advice: Look at the type of the value that is held, not for a pointer: parking_lot's guards and tracing's entered spans have such a marker.
marker: yes
fixes: drop-before-await bind-temporary instrument
wrong: unsafe-send-wrapper wrap-in-mutex rc-to-arc
match: *mut ()
match: *const ()
not: *mut u8

type phantom-unit-pointer
name: PhantomData
regex: ^PhantomData<\*(?:mut|const) \(\)>$
rule: thread-bound
lacks: Send Sync
what: a marker that keeps a type on one thread
marker: yes
fixes: drop-before-await move-into-task spawn-local
wrong: wrap-in-mutex rc-to-arc
match: PhantomData<*const ()>
not: PhantomData<*const u8>

type raw-pointer
name: *mut, *const
rule: raw-pointer
lacks: Send Sync
what: a raw pointer, of which the compiler cannot know who else uses what it points to
advice: Own the data instead, or make the pointer on the thread that uses it; only where you can prove it sound, a newtype with `unsafe impl Send`.
fixes: unsafe-send-wrapper own-capture move-into-task drop-before-await channel
wrong: wrap-in-mutex rc-to-arc
match: *mut Device
match: &*const Page<u8>
not: *mut ()
not: NonNull<Device>

type non-null
name: NonNull
path: std core
rule: raw-pointer
lacks: Send Sync
what: a raw pointer, of which the compiler cannot know who else uses what it points to
advice: Own the data instead, or make the pointer on the thread that uses it; only where you can prove it sound, a newtype with `unsafe impl Send`.
fixes: unsafe-send-wrapper own-capture move-into-task drop-before-await channel
wrong: wrap-in-mutex rc-to-arc
match: NonNull<Node<u8>>
match: std::ptr::NonNull<Device>
not: NonZero<u8>

type phantom-pointer
name: PhantomData
regex: ^PhantomData<\*(?:mut|const) (?!\(\)>).+>$
rule: raw-pointer
lacks: Send Sync
what: a marker with a raw pointer, which makes a type neither Send nor Sync though it holds none
advice: `PhantomData<fn() -> T>` marks the type parameter without giving up Send and Sync.
fixes: relax-send unsafe-send-wrapper
wrong: wrap-in-mutex rc-to-arc
match: PhantomData<*const Invoice>
not: PhantomData<Invoice>
not: PhantomData<*const ()>

type type-parameter
regex: ^(?:Self|[A-Z][0-9]?|Fut[0-9]?)$
rule: type-parameter
lacks: Send Sync
what: a type that the caller chooses, and no bound says that it is Send or Sync
advice: The bound where the parameter is declared (`T: Send`); for a value used by reference, `T: Sync` or a clone of it.
fixes: bound-add-send own-capture relax-send
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: T
match: Self
match: &F
match: Fut
not: Page
not: Vec<T>

type projection
regex: ^<.+ as .+>::\w+
rule: type-parameter
lacks: Send Sync
what: an associated type that the caller's choice decides, and no bound says that it is Send or Sync
advice: A where clause, or the bound on the associated type in the trait; an AsyncFn bound has no stable way to say it: use `F: Fn() -> Fut, Fut: Future + Send`.
fixes: bound-add-send future-add-send
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: <S as Job>::Output
match: <F as AsyncFnMut<(u8,)>>::CallRefFuture<'_>
not: impl Future<Output = u8> { <S as Store>::load(..) }
