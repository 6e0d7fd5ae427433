# The first lines of diagnostics about Send and Sync. An entry with `family` makes a diagnostic ours.

pattern future-cannot-be-sent
slot: top
fact: headline-future
trait: Send
regex: ^(?:future|coroutine|generator) cannot be sent between threads safely$
family: cannot be sent between threads safely
rustc: ~1.40..
means: A future (or another coroutine) must be Send, and something that it holds is not; the notes say what.
match: future cannot be sent between threads safely
  trait = Send
match: coroutine cannot be sent between threads safely
  trait = Send
match: generator cannot be sent between threads safely
  trait = Send
not: future cannot be shared between threads safely
not: `Rc<u8>` cannot be sent between threads safely

pattern future-cannot-be-shared
slot: top
fact: headline-future
trait: Sync
regex: ^(?:future|coroutine|generator) cannot be shared between threads safely$
family: cannot be shared between threads safely
rustc: ~1.40..
means: A future (or another coroutine) must be Sync, and something that it holds is not; the notes say what.
match: future cannot be shared between threads safely
  trait = Sync
match: coroutine cannot be shared between threads safely
  trait = Sync
not: future cannot be sent between threads safely

pattern type-cannot-be-sent
slot: top
fact: headline-type
trait: Send
regex: ^`(?<type>[^`]+)` cannot be sent between threads safely$
family: cannot be sent between threads safely
rustc: ..
means: The type named is the innermost one that lacks Send, seldom the one that the user wrote. Code E0277, or E0599 for methods.
match: `Rc<Vec<u8>>` cannot be sent between threads safely
  type = Rc<Vec<u8>>
  trait = Send
match: `*mut Device` cannot be sent between threads safely
  type = *mut Device
  trait = Send
match: `(dyn Fn(u8) -> bool + 'static)` cannot be sent between threads safely
  type = (dyn Fn(u8) -> bool + 'static)
  trait = Send
not: `Rc<Vec<u8>>` cannot be shared between threads safely
not: future cannot be sent between threads safely

pattern type-cannot-be-shared
slot: top
fact: headline-type
trait: Sync
regex: ^`(?<type>[^`]+)` cannot be shared between threads safely$
family: cannot be shared between threads safely
rustc: ..
means: The type named lacks Sync: it is reached through a reference, an Arc or a static.
match: `Cell<u32>` cannot be shared between threads safely
  type = Cell<u32>
  trait = Sync
not: `Cell<u32>` cannot be sent between threads safely

pattern question-mark-needs
slot: top
fact: headline-question
regex: ^`\?` couldn't convert the error: `(?<type>[^`]+): (?<trait>(?:\w+::)*(?:Send|Sync))` is not satisfied$
family: couldn't convert the error: `
rustc: ~1.87..
means: The error type that `?` converts into asks that the error be Send or Sync, and it is not.
match: `?` couldn't convert the error: `dyn std::error::Error: Send` is not satisfied
  type = dyn std::error::Error
  trait = Send
match: `?` couldn't convert the error: `std::sync::MutexGuard<'_, Vec<u8>>: std::marker::Send` is not satisfied
  type = std::sync::MutexGuard<'_, Vec<u8>>
  trait = Send
match: `?` couldn't convert the error: `{closure@src/load.rs:4:9: 4:11}: Sync` is not satisfied
  type = {closure@src/load.rs:4:9: 4:11}
  trait = Sync
not: `?` couldn't convert the error: `dyn std::error::Error: Sized` is not satisfied
not: `?` couldn't convert the error to `LoadError`

pattern question-mark-needs-other
slot: top
fact: none
regex: ^`\?` couldn't convert the error: `[^`]+: \w[^`]*` is not satisfied$
rustc: ~1.87..
means: As above for another trait, mostly Sized, which `Box<dyn Error>` cannot give; it comes with the Send and Sync ones.
match: `?` couldn't convert the error: `dyn std::error::Error: Sized` is not satisfied
not: `?` couldn't convert the error to `LoadError`

pattern bound-not-satisfied
slot: top
fact: headline-bound
regex: ^the trait bound `(?<type>[^`]+): (?<trait>(?:for<[^>]*> )?[\w:]+(?:<[^`]*>)?)` is not satisfied(?: in `(?<other>[^`]+)`)?$
rustc: ..
means: A trait that stands on Send or Sync (a blanket impl, an alias) is asked for; the leaf is in the label or help.
match: the trait bound `Rc<u8>: Job` is not satisfied
  type = Rc<u8>
  trait = Job
match: the trait bound `{closure@src/a.rs:1:2: 1:4}: jobs::Job<u8>` is not satisfied in `Queue`
  type = {closure@src/a.rs:1:2: 1:4}
  trait = Job<u8>
  other = Queue
not: the trait bound is not satisfied

pattern not-general-enough
slot: top
fact: headline-general
regex: ^implementation of `(?<trait>[^`]+)` is not general enough$
family: is not general enough
rustc: ..
means: The compiler could not prove the trait for every lifetime; the demand was often Send on a future, whatever trait is named.
match: implementation of `FnOnce` is not general enough
  trait = FnOnce
match: implementation of `Send` is not general enough
  trait = Send
not: implementation of `Send` is not safe

pattern higher-ranked-lifetime-error
slot: top
fact: headline-other
regex: ^higher-ranked (?:lifetime|subtype) error$
rustc: ..
means: The same limit of the compiler as "not general enough", without the types.
match: higher-ranked lifetime error
match: higher-ranked subtype error
not: lifetime error

pattern hidden-type-of-opaque
slot: top
fact: headline-other
regex: ^cannot check whether the hidden type of .+ satisfies auto traits$
rustc: ..1.95
means: A function that returns `impl Trait` needs to know of its own result whether it is Send: mostly async recursion.
match: cannot check whether the hidden type of opaque type satisfies auto traits
not: the hidden type satisfies auto traits

pattern annotations-cannot-satisfy
slot: top
fact: headline-other
regex: ^type annotations needed: cannot satisfy `(?<type>[^`]+): (?<trait>[^`:]+(?:::[^`:]+)*)`$
rustc: ..
means: Async recursion: whether the future is Send depends on itself.
match: type annotations needed: cannot satisfy `impl Future<Output = u8>: Send`
  type = impl Future<Output = u8>
  trait = Send
not: type annotations needed

pattern annotations-needed
slot: top
fact: headline-other
regex: ^type annotations needed(?: for `[^`]+`)?$
rustc: ..
means: A type could not be inferred; of our kind only if the notes speak of Send or Sync.
match: type annotations needed
match: type annotations needed for `Vec<_>`
not: type annotations needed: cannot satisfy `_: Send`

pattern overflow-requirement
slot: top
fact: headline-other
regex: ^overflow evaluating the requirement `(?<type>[^`]+): (?<trait>[^`:]+(?:::[^`:]+)*)`$
rustc: ..
means: A type that contains itself without end; asking whether it is Send never stops.
match: overflow evaluating the requirement `Node<(((..., u8), u8), u8)>: Send`
  type = Node<(((..., u8), u8), u8)>
  trait = Send
not: overflow evaluating

pattern cycle-opaque
slot: top
fact: headline-other
regex: ^cycle detected when computing type of (?:opaque )?`(?<name>[^`]+)`$
rustc: ..
means: Async recursion met while the compiler checks Send; newer compilers say this instead of "hidden type".
match: cycle detected when computing type of opaque `crawl::{opaque#0}`
  name = crawl::{opaque#0}
match: cycle detected when computing type of `crawl::{opaque#0}`
  name = crawl::{opaque#0}
not: cycle detected when checking

pattern method-bounds-not-satisfied
slot: top
fact: headline-other
regex: ^the (?:method|function or associated item|associated function or constant) `(?<name>[^`]+)` exists for .+, but its trait bounds were not satisfied$
rustc: ..
means: A method is only there for types that are Send or Sync; the note names the bound.
match: the method `submit` exists for struct `Batch<Rc<u8>>`, but its trait bounds were not satisfied
  name = submit
match: the associated function or constant `new` exists for struct `Batch<Rc<u8>>`, but its trait bounds were not satisfied
  name = new
not: the method `submit` exists

pattern stricter-than-trait
slot: top
fact: headline-other
regex: ^impl has stricter requirements than trait$
rustc: ..
means: A bound such as `T: Send` was added on the impl only; it belongs on the trait too.
match: impl has stricter requirements than trait
not: impl has requirements
