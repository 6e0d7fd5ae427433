# The innermost type and the trait that it lacks, in notes and helps.

pattern lacks
slot: child
fact: lacks
regex: ^(?:within `(?<other>[^`]+)`, )?the trait `(?<trait>[^`]+)` is not implemented for (?:closure |fn item )?`(?|(?:std|core)::ptr::Unique<(?<type>[^`]+)>|(?<type>[^`]+))`(?:, which is required by `[^`]+`)?(?:\n(?s:.*))?$
rustc: ..
means: The core of the diagnostic. The outer type is the outermost one that is reached by fields and captures alone. `Unique` is what a Box holds. From about 1.77 to 1.84 the root demand follows.
match: the trait `Send` is not implemented for `Rc<Page>`
  trait = Send
  type = Rc<Page>
match: within `impl Future<Output = ()>`, the trait `Send` is not implemented for `*mut Device`
  other = impl Future<Output = ()>
  trait = Send
  type = *mut Device
match: within `Queue`, the trait `std::marker::Sync` is not implemented for `Cell<u8>`, which is required by `&Queue: Send`
  other = Queue
  trait = Sync
  type = Cell<u8>
match: the trait `Send` is not implemented for `std::ptr::Unique<Page>`
  trait = Send
  type = Page
match: the trait `Job` is not implemented for closure `{closure@src/a.rs:4:9: 4:11}`
  trait = Job
  type = {closure@src/a.rs:4:9: 4:11}
match: the trait `From<Page>` is not implemented for `Row`⏎but trait `From<u8>` is implemented for it
  trait = From<Page>
  type = Row
not: the trait `Send` is implemented for `Page`

pattern unsatisfied-bound
slot: child
fact: lacks
regex: ^trait bound `(?<type>[^`]+): (?<trait>(?:\w+::)*(?:Send|Sync))` was not satisfied$
rustc: ..
means: Why a method is not there for a type.
match: trait bound `Rc<u8>: Send` was not satisfied
  type = Rc<u8>
  trait = Send
not: trait bound `Rc<u8>: Job` was not satisfied

pattern unsatisfied-bounds
slot: child
fact: none
regex: ^(?:trait bound `[^`]+` was not satisfied|the following trait bounds were not satisfied:\n(?s:.+))$
rustc: ..
means: As above for other traits, or for several at once.
match: trait bound `Rc<u8>: Job` was not satisfied
match: the following trait bounds were not satisfied:⏎`Rc<u8>: Send`⏎`Rc<u8>: Sync`
not: trait bound `Rc<u8>: Send` was satisfied

pattern bound-note
slot: child
fact: headline-bound
regex: ^the trait bound `(?|(?:std|core)::ptr::Unique<(?<type>[^`]+)>|(?<type>[^`]+)): (?<trait>!?[\w:]+(?:<[^`]*>)?)` is not satisfied$
rustc: ..
means: The demand again. For a type with a negative impl in a Box it is the only sentence that names that type.
match: the trait bound `std::ptr::Unique<Page>: Send` is not satisfied
  type = Page
  trait = Send
match: the trait bound `Row: !Send` is not satisfied
  type = Row
  trait = !Send
not: the trait bound was not satisfied

pattern cannot-satisfy
slot: child
fact: none
regex: ^(?:cannot satisfy `[^`]+`|the type must implement `[^`]+`)$
rustc: ..
means: The demand in an inference error.
match: cannot satisfy `_: Send`
match: the type must implement `Send`
not: cannot satisfy

pattern other-impls
slot: child
fact: none
regex: ^(?:the trait `[^`]+` is implemented for `[^`]+`$|(?:the )?following other types implement trait `|but trait `[^`]+` is implemented for )
rustc: ..
means: Other impls of the trait; tells nothing of this one.
match: the trait `Job` is implemented for `Batch<T>`
match: the following other types implement trait `Job`:⏎  Batch<T>⏎  Row
not: the trait `Job` is not implemented for `Batch<T>`

pattern async-fn-in-trait
slot: child
fact: none
regex: ^`(?<name>[^`]+)` is an `async fn` in trait, which does not automatically imply that its future is `(?<trait>Send|Sync)`$
rustc: ~1.75..
means: The method whose future is at fault; the suggestion beside it makes it Send.
match: `<S as Store>::load` is an `async fn` in trait, which does not automatically imply that its future is `Send`
  name = <S as Store>::load
  trait = Send
not: `load` is an `async fn`
