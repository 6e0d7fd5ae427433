# Errors that often come after a repair, and others on the way: known, but not of the family.

pattern question-mark-no-conversion
slot: top
fact: none
regex: ^`\?` couldn't convert the error to `[^`]+`$
rustc: ..
means: There is no From for the error: it or the function's error type has changed.
match: `?` couldn't convert the error to `LoadError`
not: `?` couldn't convert the error: `LoadError: Send` is not satisfied

pattern mismatched-types
slot: top
fact: none
regex: ^mismatched types$
rustc: ..
means: After a change of a trait object: one side says `+ Send` and the other does not.
match: mismatched types
not: mismatched

pattern incompatible-method
slot: top
fact: none
regex: ^method `[^`]+` has an incompatible type for trait$
rustc: ..
means: A method of an impl no longer fits the trait: `&self` against `&mut self`, another error or container type.
match: method `handle` has an incompatible type for trait
not: method `handle` is private

pattern expected-to-return
slot: top
fact: none
regex: ^expected `[^`]+` to (?:be a future that resolves to|return) `[^`]+`, but it (?:resolves to|returns) `[^`]+`$
rustc: ..
means: A future's or closure's output was changed on one side only.
match: expected `load` to return `Result<u8, Box<dyn Error>>`, but it returns `Result<u8, Box<dyn Error + Send + Sync>>`
match: expected `{async block@src/a.rs:3:5: 3:10}` to be a future that resolves to `u8`, but it resolves to `u16`
not: expected `load` to return

pattern not-dyn-compatible
slot: top
fact: none
regex: ^the trait `[^`]+` (?:is not dyn compatible|cannot be made into an object)$
rustc: ..
means: An async fn or `-> impl Trait` came into a trait that is used as `dyn`.
match: the trait `Store` is not dyn compatible
match: the trait `Store` cannot be made into an object
not: the trait `Store` is private

pattern size-not-known
slot: top
fact: none
regex: ^the size for values of type `[^`]+` cannot be known(?: at compilation time)?$
rustc: ..
means: Comes with a failed `?` on `Box<dyn Error>`: the box itself is not an Error.
match: the size for values of type `dyn std::error::Error` cannot be known at compilation time
not: the size is not known

pattern needs-unsafe-impl
slot: top
fact: none
regex: ^the trait `[^`]+` requires an `unsafe impl` declaration$
rustc: ..
means: `impl Send for ..` must be `unsafe impl`.
match: the trait `Sync` requires an `unsafe impl` declaration
not: the trait `Sync` is unsafe

pattern impl-for-foreign
slot: top
fact: none
regex: ^(?:cross-crate traits with a default impl, like `[^`]+`, can only be implemented for a struct/enum type|only traits defined in the current crate can be implemented for |type parameter `[^`]+` must be used as the type parameter for some local type)
rustc: ..
means: `unsafe impl Send` is only allowed for one's own struct or enum: wrap the foreign type in a newtype.
match: cross-crate traits with a default impl, like `Send`, can only be implemented for a struct/enum type, not `&'static Page`
match: only traits defined in the current crate can be implemented for types defined outside of the crate
match: type parameter `T` must be used as the type parameter for some local type (e.g., `MyStruct<T>`)
not: type parameter `T` is never used

pattern positive-and-negative-impl
slot: top
fact: none
regex: ^found both positive and negative implementation of trait `[^`]+` for type `[^`]+`:?$
rustc: ..
means: The type has said itself that it is not Send or Sync.
match: found both positive and negative implementation of trait `Send` for type `Page`:
not: found both

pattern auto-trait-with-super
slot: top
fact: none
regex: ^auto traits cannot have super traits or lifetime bounds$
rustc: nightly
means: A declaration of an auto trait of one's own.
match: auto traits cannot have super traits or lifetime bounds
not: auto traits are experimental

pattern cannot-borrow-mutable
slot: top
fact: none
regex: ^cannot (?:borrow .+ as mutable|assign to )
rustc: ..
means: After `&self` became `&mut self`, or a Cell became something that needs `mut`.
match: cannot borrow `self.jobs` as mutable, as it is behind a `&` reference
match: cannot assign to `self.total`, which is behind a `&` reference
match: cannot borrow data in an `Arc` as mutable
not: cannot borrow `jobs` as immutable

pattern use-after-move
slot: top
fact: none
regex: ^(?:borrow|use) of (?:partially )?moved value: `[^`]+`$
rustc: ..
means: After `move` or `drop` was added: a clone must be made before.
match: use of moved value: `config`
match: borrow of partially moved value: `config`
not: use of undeclared value

pattern may-outlive
slot: top
fact: none
regex: ^(?:async block|closure|coroutine) may outlive the current function, but it borrows `[^`]+`, which is owned by the current function$
rustc: ..
means: `move` is missing.
match: async block may outlive the current function, but it borrows `config`, which is owned by the current function
not: async block may outlive

pattern borrowed-data-escapes
slot: top
fact: none
regex: ^borrowed data escapes outside of .+$
rustc: ..
means: A reference goes into a task that may outlive it; often seen once Send is repaired.
match: borrowed data escapes outside of method
not: borrowed data

pattern does-not-live-long-enough
slot: top
fact: none
regex: ^(?:temporary value dropped while borrowed|`[^`]+` does not live long enough|cannot return (?:value|reference).*referenc.*)$
rustc: ..
means: A guard's or value's scope was made too small.
match: temporary value dropped while borrowed
match: `page` does not live long enough
match: cannot return value referencing local variable `page`
not: value dropped

pattern cannot-move-out
slot: top
fact: none
regex: ^cannot move out of .+$
rustc: ..
means: After `move` was added: the value is needed more than once, or is borrowed.
match: cannot move out of `rows`, a captured variable in an `Fn` closure
not: cannot move

pattern closure-only-implements
slot: top
fact: none
regex: ^expected a closure that implements the `[^`]+` trait, but this closure only implements `[^`]+`$
rustc: ..
means: The closure now consumes what it captured.
match: expected a closure that implements the `Fn` trait, but this closure only implements `FnOnce`
not: expected a closure

pattern no-such-method
slot: top
fact: none
regex: ^no (?:method|function or associated item) named `[^`]+` found for .+ in the current scope$
rustc: ..
means: A container was swapped and has other methods: `borrow_mut` became `lock`.
match: no method named `borrow` found for struct `Arc<std::sync::Mutex<u8>>` in the current scope
not: no method named `borrow`

pattern operator-does-not-apply
slot: top
fact: none
regex: ^(?:type `[^`]+` cannot be dereferenced|binary assignment operation `[^`]+` cannot be applied to type `[^`]+`|use of unstable library feature `[^`]+`)
rustc: ..
means: After a swap of containers: a lock is missing, or an atomic's method.
match: type `std::sync::Mutex<u8>` cannot be dereferenced
match: binary assignment operation `+=` cannot be applied to type `AtomicU8`
match: use of unstable library feature `lock_value_accessors`
not: type `u8` cannot be used

pattern may-not-live-long-enough
slot: top
fact: none
regex: ^(?:the parameter type `[^`]+` may not live long enough|lifetime may not live long enough)$
rustc: ..
means: `'static` is missing; often hidden until Send is repaired.
match: the parameter type `F` may not live long enough
match: lifetime may not live long enough
not: the parameter type `F` is never used

pattern does-not-fulfill-lifetime
slot: top
fact: none
regex: ^the type `[^`]+` does not fulfill the required lifetime$
rustc: ..
means: Seen for async closures where `+ Send` is asked for: a known limit of the compiler.
match: the type `{async closure@src/a.rs:7:9: 7:17}` does not fulfill the required lifetime
not: the type does not fulfill

pattern recursion-needs-boxing
slot: top
fact: none
regex: ^(?:recursion in an async (?:fn|block|function) requires boxing|`await` is only allowed inside `async` functions and blocks)$
rustc: ..
means: A function was made async.
match: recursion in an async fn requires boxing
match: `await` is only allowed inside `async` functions and blocks
not: recursion limit reached

pattern sister-auto-trait
slot: top
fact: none
regex: ^(?:the type `[^`]+` may (?:contain interior mutability|not be safely transferred).*|`[^`]+` cannot be unpinned)$
rustc: ..
means: The sister traits UnwindSafe and Unpin: the same notes, another demand.
match: the type `Cell<u8>` may contain interior mutability and a reference may not be safely transferable across a catch_unwind boundary
match: `{async block@src/a.rs:3:5: 3:10}` cannot be unpinned
not: the type `Cell<u8>` may not live long enough
