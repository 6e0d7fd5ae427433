# The way from the innermost type outwards, in the E0277 form.

pattern appears-within
slot: child
fact: appears-within
regex: ^required because it appears within the type `(?<type>[^`]+)`$
rustc: ..
means: The next outer type holds the one before: a field, a tuple, an array, a capture.
match: required because it appears within the type `Option<Rc<Page>>`
  type = Option<Rc<Page>>
match: required because it appears within the type `[static generator@src/a.rs:3:20: 9:2]`
  type = [static generator@src/a.rs:3:20: 9:2]
not: required because it's used within this closure

pattern used-within-async
slot: child
fact: used-within-async
regex: ^required because it's used within this `(?:async|gen)[a-z `]*$
rustc: ~1.61..
means: The value lives in this async body; which value, it does not say.
match: required because it's used within this `async` block
match: required because it's used within this `async` fn body
match: required because it's used within this `async fn` body
match: required because it's used within this `async` closure body
not: required because it's used within this closure

pattern used-within-closure
slot: child
fact: used-within-closure
regex: ^required because it's used within this (?:closure|coroutine|generator)$
rustc: ~1.57..
means: The value is captured by this closure; which capture, it does not say.
match: required because it's used within this closure
match: required because it's used within this coroutine
not: required because it's used within this `async` block

pattern captures-types
slot: child
fact: none
regex: ^required because it captures the following types: `(?s:.+)`$
rustc: ~1.61..~1.73
means: Everything that a coroutine holds, in one line.
match: required because it captures the following types: `ResumeTy`, `impl Future<Output = u8>`, `()`
not: required because it captures

pattern required-for
slot: child
fact: required-for
regex: ^required for `(?<type>[^`]+)` to implement `(?<trait>[^`]+)`$
rustc: ~1.65..
means: A step by an impl: `Arc<T>` is Send if T is Send and Sync. The trait can change here.
match: required for `Arc<Queue>` to implement `Send`
  type = Arc<Queue>
  trait = Send
match: required for `Batch<Queue>` to implement `jobs::Job<u8>`
  type = Batch<Queue>
  trait = Job<u8>
not: required for the cast from `Box<Queue>` to `Box<dyn Job>`

pattern required-for-impl
slot: child
fact: required-for
regex: ^required because of the requirements on the impl of `(?<trait>[^`]+)` for `(?<type>[^`]+)`$
rustc: ..~1.64
means: As above, in older words.
match: required because of the requirements on the impl of `std::marker::Send` for `std::sync::Arc<Queue>`
  trait = Send
  type = std::sync::Arc<Queue>
not: required because of the requirements

pattern hidden-requirements
slot: child
fact: hidden-requirements
regex: ^\d+ redundant requirements? hidden$
rustc: ..
means: Steps of the chain that rustc leaves out.
match: 1 redundant requirement hidden
match: 12 redundant requirements hidden
not: requirements hidden

pattern bound-introduced
slot: label
fact: bound-introduced
regex: ^unsatisfied trait bound (?:implicitly )?introduced (?:here|in this `derive` macro)$
rustc: ..
means: The bound of an impl that failed.
match: unsatisfied trait bound introduced here
match: unsatisfied trait bound implicitly introduced here
match: unsatisfied trait bound introduced in this `derive` macro
not: unsatisfied trait bound

pattern derive-would-need
slot: label
fact: bound-introduced
regex: ^type parameter would need to implement `(?<trait>[^`]+)`$
rustc: ~1.90..
means: As above, for a derived impl.
match: type parameter would need to implement `Clone`
  trait = Clone
not: type parameter `T` is never used

pattern str-is-bytes
slot: child
fact: none
regex: ^`str` is considered to contain a `\[u8\]` slice for auto trait purposes$
rustc: ..
means: Explains a step of the chain.
match: `str` is considered to contain a `[u8]` slice for auto trait purposes
not: `str` is a slice
