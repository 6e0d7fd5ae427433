# Lints on the same subject.

pattern code-future-not-send
slot: code
fact: lint
regex: ^clippy::future_not_send$
rustc: clippy
means: The headline of the family as a warning: nobody has asked for Send here. All causes of one function are in one diagnostic.
match: clippy::future_not_send
not: clippy::await_holding_lock
not: E0277

pattern lint-held-guard
slot: top
fact: lint
regex: ^this `(?<type>[^`]+)`(?: reference)? is held across an await point$
rustc: clippy
means: clippy::await_holding_lock and await_holding_refcell_ref; the note lists every await.
match: this `MutexGuard` is held across an await point
  type = MutexGuard
match: this `RefCell` reference is held across an await point
  type = RefCell
not: this `MutexGuard` is dropped

pattern lint-held-disallowed
slot: top
fact: lint
regex: ^holding a disallowed type across an await point `(?<type>[^`]+)`$
rustc: clippy
means: clippy::await_holding_invalid_type: a type named in clippy.toml.
match: holding a disallowed type across an await point `tracing::span::Entered`
  type = tracing::span::Entered
not: use of a disallowed type `tracing::span::Entered`

pattern lint-useless-arc
slot: top
fact: lint
regex: ^usage of an `(?<type>[^`]+)` that is not `Send` and `Sync`$
rustc: clippy
means: clippy::arc_with_non_send_sync: an Arc round what cannot leave its thread.
match: usage of an `Arc` that is not `Send` and `Sync`
  type = Arc
not: usage of an `Arc`

pattern lint-unsafe-send-fields
slot: top
fact: lint
regex: ^some fields in `(?<type>[^`]+)` are not safe to be sent to another thread$
rustc: clippy
means: clippy::non_send_fields_in_send_ty: an unsafe impl Send that its fields do not carry.
match: some fields in `Handle<T>` are not safe to be sent to another thread
  type = Handle<T>
not: some fields in `Handle<T>` are never read

pattern lint-must-not-suspend
slot: top
fact: lint
regex: held across a suspend point, but should not be$
rustc: nightly
means: rustc's must_not_suspend.
match: `Span` held across a suspend point, but should not be
match: boxed `Watch` trait object in tuple element 1 held across a suspend point, but should not be
not: `Span` held across an await point

pattern lint-async-fn-in-trait
slot: top
fact: lint
regex: ^use of `async fn` in public traits is discouraged as auto trait bounds cannot be specified$
rustc: ..
means: rustc's async_fn_in_trait: callers cannot ask that the future be Send.
match: use of `async fn` in public traits is discouraged as auto trait bounds cannot be specified
not: use of `async fn` is unstable

pattern lint-refining-impl
slot: top
fact: lint
regex: ^impl trait in impl method (?:signature|return type) does not match trait method signature$
rustc: ..
means: rustc's refining_impl_trait: the impl promises more (such as Send) than the trait.
match: impl trait in impl method signature does not match trait method signature
not: impl trait in impl method

pattern lint-rc-mutex
slot: top
fact: lint
regex: ^usage of `(?<type>Rc<Mutex<_>>)`$
rustc: clippy
means: clippy::rc_mutex: a lock that no second thread can reach.
match: usage of `Rc<Mutex<_>>`
  type = Rc<Mutex<_>>
not: usage of `Rc<RefCell<_>>`

pattern lint-lacks
slot: child
fact: lacks
regex: ^`(?<type>[^`]+)` doesn't implement `(?<trait>(?:\w+::)*(?:Send|Sync))`$
rustc: clippy
means: clippy's way to name the innermost type; with full paths.
match: `std::sync::MutexGuard<'_, u8>` doesn't implement `std::marker::Send`
  type = std::sync::MutexGuard<'_, u8>
  trait = Send
not: `Page` doesn't implement `std::fmt::Display`

pattern lint-arc-note
slot: child
fact: none
regex: ^`Arc<[^`]+>` is not `Send` and `Sync` as `[^`]+` is (?:not `(?:Send|Sync)`|neither `Send` nor `Sync`)$
rustc: clippy
means: Belongs to clippy::arc_with_non_send_sync.
match: `Arc<Cell<u8>>` is not `Send` and `Sync` as `Cell<u8>` is not `Sync`
not: `Arc<Cell<u8>>` is not `Copy`

pattern lint-await-points
slot: child
fact: none
regex: ^(?:these are all the await points this (?:lock|reference) is held through|consider using an async-aware `Mutex` type or ensuring the `MutexGuard` is dropped before calling `await`|ensure the reference is dropped before calling `await`)$
rustc: clippy
means: Belongs to clippy::await_holding_lock and await_holding_refcell_ref.
match: these are all the await points this lock is held through
match: ensure the reference is dropped before calling `await`
not: these are all

pattern lint-suspend-point
slot: label
fact: await
regex: ^the value is held across this suspend point$
rustc: nightly
means: Belongs to must_not_suspend: the await.
match: the value is held across this suspend point
not: the value is held
