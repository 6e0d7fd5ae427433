# Labels of the diagnostic itself.

pattern future-of-function
slot: label
fact: future-of
regex: ^(?:future|coroutine|generator|iterator|async iterator) returned by `(?<name>[^`]+)` is not `(?<trait>Send|Sync)`$
rustc: ~1.40..
means: The outermost async fn on the way; not the one where the value is.
match: future returned by `load` is not `Send`
  name = load
  trait = Send
match: async iterator returned by `pages` is not `Sync`
  name = pages
  trait = Sync
not: future created by async block is not `Send`

pattern future-of-block
slot: label
fact: future-of
regex: ^(?:future|coroutine|generator|iterator|async iterator) created by (?:async |gen |async gen )?(?:block|closure) is not `(?<trait>Send|Sync)`$
rustc: ~1.40..
means: The outermost coroutine is an async block, or the body of an async closure.
match: future created by async block is not `Send`
  trait = Send
match: iterator created by gen block is not `Send`
  trait = Send
match: future created by async closure is not `Sync`
  trait = Sync
not: future returned by `load` is not `Send`

pattern future-of-other
slot: label
fact: future-of
regex: ^(?:future|coroutine|generator) is not `(?<trait>Send|Sync)`$
rustc: ~1.40..
means: The outermost coroutine is of another crate, or a bare coroutine.
match: future is not `Send`
  trait = Send
match: coroutine is not `Sync`
  trait = Sync
not: future is not `Send` as this value is used across an await

pattern label-cannot-be-sent
slot: label
fact: none
regex: ^`[^`]+` cannot be (?:sent|shared) between threads safely$
rustc: ..
means: The headline again.
match: `Rc<Page>` cannot be sent between threads safely
match: `Cell<u8>` cannot be shared between threads safely
not: future cannot be sent between threads safely

pattern within-here
slot: label
fact: within-here
regex: ^within this `(?<type>[^`]+)`$
rustc: ..
means: Where the outermost type is made that contains the innermost; may lie in another crate.
match: within this `impl Future<Output = u8>`
  type = impl Future<Output = u8>
not: within this coroutine

pattern introduced-by
slot: label
fact: introduced-by
regex: ^required by a bound introduced by this call$
rustc: ~1.60..
means: The call that asks for the trait.
match: required by a bound introduced by this call
not: required by this bound in `spawn`

pattern label-lacks
slot: label
fact: lacks
regex: ^(?:within `(?<other>[^`]+)`, )?the trait `(?<trait>[^`]+)` is not implemented for (?:closure |fn item )?`(?|(?:std|core)::ptr::Unique<(?<type>[^`]+)>|(?<type>[^`]+))`(?:, which is required by `[^`]+`)?$
rustc: ..
means: The innermost type, where no help line says it.
match: the trait `Send` is not implemented for `Rc<Page>`
  trait = Send
  type = Rc<Page>
match: the trait `Send` is not implemented for `std::ptr::Unique<Page>`
  trait = Send
  type = Page
match: within `Queue`, the trait `std::marker::Sync` is not implemented for `Cell<u8>`
  other = Queue
  trait = Sync
  type = Cell<u8>
not: the trait bound `Rc<Page>: Job` is not satisfied

pattern unsatisfied-here
slot: label
fact: none
regex: ^unsatisfied trait bound$
rustc: ~1.80..
means: Stands where the help line says more.
match: unsatisfied trait bound
not: unsatisfied trait bound introduced here

pattern return-inferred
slot: label
fact: return-inferred
regex: ^return type was inferred to be `(?<type>[^`]+)` here$
rustc: ..
means: The expression that gives an `impl Trait` its type.
match: return type was inferred to be `{closure@src/a.rs:4:9: 4:16}` here
  type = {closure@src/a.rs:4:9: 4:16}
not: return type was inferred

pattern general-label
slot: label
fact: none
regex: ^implementation of `[^`]+` is not general enough$
rustc: ..
means: The headline again.
match: implementation of `FnOnce` is not general enough
not: not general enough

pattern must-be-known
slot: label
fact: none
regex: ^(?:type must be known at this point|cannot infer type.*)$
rustc: ..
means: Belongs to "type annotations needed".
match: type must be known at this point
match: cannot infer type of the type parameter `T` declared on the function `spawn`
not: type must be valid

pattern tail-expression
slot: label
fact: none
regex: ^this tail expression is of type `[^`]+`$
rustc: ..
means: The last expression of a block argument.
match: this tail expression is of type `Rc<Page>`
not: this expression has type `Rc<Page>`

pattern bound-label
slot: label
fact: none
regex: ^the trait bound `[^`]+` is not satisfied$
rustc: nightly
means: The headline again, for negative bounds.
match: the trait bound `Page: !Send` is not satisfied
not: the trait bound is not satisfied

pattern unknown-size
slot: label
fact: none
regex: ^doesn't have a size known at compile-time$
rustc: ..
means: Belongs to the size error that comes with `?`.
match: doesn't have a size known at compile-time
not: doesn't have a size

pattern method-unsatisfied
slot: label
fact: none
regex: ^(?:method|function or associated item|associated function or constant) (?:cannot be called (?:on|due)|`[^`]+` not found for this )
rustc: ..
means: Belongs to methods that exist only for types that are Send or Sync.
match: method cannot be called on `Batch<Rc<u8>>` due to unsatisfied trait bounds
match: method `submit` not found for this struct because it doesn't satisfy `Batch<Rc<u8>>: Job`
not: method not found

pattern captures-value-label
slot: label
fact: future-of
regex: ^this (?:async block|async closure|closure|coroutine) captures a value whose type is not `(?<trait>Send|Sync)`$
rustc: nightly
means: Belongs to "not general enough" on newer compilers.
match: this async block captures a value whose type is not `Send`
  trait = Send
not: this async block captures a value
