# Helps with text to insert, and what that text tells where the sentence does not.

pattern restrict-parameter
slot: suggestion
fact: restrict
regex: ^consider (?:further )?restricting (?:type parameter|opaque type|associated type) `(?<name>[^`]+)` with traits? `(?<trait>[^`]+)`(?: and `[^`]+`)?$
rustc: ~1.85..
means: The only place that names a type parameter together with the trait that it lacks.
match: consider restricting type parameter `F` with trait `Send`
  name = F
  trait = Send
match: consider further restricting type parameter `F` with trait `Sync`
  name = F
  trait = Sync
match: consider restricting opaque type `impl Job` with trait `Send`
  name = impl Job
  trait = Send
not: consider further restricting `Self`

pattern restrict-parameter-old
slot: suggestion
fact: restrict
regex: ^consider (?:further )?restricting (?:type parameter `(?<name>[^`]+)`|this bound)$
rustc: ..~1.84
means: As above; the trait is only in the text to insert.
match: consider restricting type parameter `F`
  name = F
match: consider further restricting this bound
not: consider restricting type parameter `F` with trait `Send`

pattern restrict-self
slot: suggestion
fact: restrict
regex: ^consider (?:further )?restricting `(?<name>Self)`$
rustc: ..
means: A trait's method needs `Self: Send` or `Self: Sync`.
match: consider further restricting `Self`
  name = Self
not: consider further restricting the associated type

pattern restrict-associated
slot: suggestion
fact: restrict
regex: ^consider further restricting the associated type$
rustc: ..
means: An associated type lacks the trait; which one is in the text to insert.
match: consider further restricting the associated type
not: consider further restricting `Self`

pattern restrict-where
slot: suggestion
fact: restrict
regex: ^consider introducing a `where` clause, but there might be an alternative better way to express this requirement$
rustc: ..
means: A bound on a whole type; which one is in the text to insert.
match: consider introducing a `where` clause, but there might be an alternative better way to express this requirement
not: consider introducing a `where` clause

pattern parameter-for-impl
slot: suggestion
fact: none
regex: ^introduce a type parameter with a trait bound instead of using `impl Trait`$
rustc: ..
means: An `impl Trait` argument must get a name before it can be restricted.
match: introduce a type parameter with a trait bound instead of using `impl Trait`
not: introduce a type parameter

pattern insert-where
slot: replacement
fact: restrict
regex: ^(?:where|,)\s+(?<type>.+): (?<trait>(?:\w+::)*(?:Send|Sync))$
rustc: ..
means: The text of a where clause.
match: where <S as Job>::Output: Send
  type = <S as Job>::Output
  trait = Send
match: , Self: std::marker::Sync
  type = Self
  trait = Sync
not: : std::marker::Send

pattern insert-bound
slot: replacement
fact: restrict
regex: ^[:+] (?<trait>(?:\w+::)*(?:Send|Sync))(?:\)| \+)?$
rustc: ..
means: A bound for a type that the sentence or its place names.
match: : std::marker::Send
  trait = Send
match: + std::marker::Sync
  trait = Sync
not: , Self: Send

pattern future-guarantee
slot: suggestion
fact: future-guarantee
regex: ^`(?<trait>[^`]+)` can be made part of the associated future's guarantees for all implementations of `(?<name>[^`]+)`$
rustc: ~1.75..
means: An async fn in a trait, written as `-> impl Future + Send`: right.
match: `Send` can be made part of the associated future's guarantees for all implementations of `Store::load`
  trait = Send
  name = Store::load
not: `Send` can be made part

pattern bad-borrow
slot: suggestion
fact: bad-advice
regex: ^consider (?:dereferencing|borrowing|mutably borrowing) here$
rustc: ..
means: Fits the types by chance; cures nothing here.
why: it makes the types of this one line fit; what cannot cross threads is still what is sent or kept
match: consider borrowing here
match: consider dereferencing here
not: consider borrowing

pattern bad-call
slot: suggestion
fact: bad-advice
regex: ^use parentheses to call this (?:trait object|type parameter|closure|opaque type|async closure|function)$
rustc: ..
means: Would call the closure in place instead of sending it.
why: that would call it here and now, on this thread, and send what it returns
match: use parentheses to call this trait object
not: use parentheses

pattern bad-removal
slot: suggestion
fact: bad-advice
regex: ^consider removing this method call, as the receiver has type `[^`]+` and `[^`]+` trivially holds$
rustc: ..
means: Would send the receiver instead of what the method gives.
why: that would send the receiver in place of what the method gives
match: consider removing this method call, as the receiver has type `&'static Store` and `&'static Store: Send` trivially holds
not: consider removing this method call

pattern specify-type
slot: suggestion
fact: none
regex: ^consider (?:specifying|giving) .+$
rustc: ..
means: Belongs to "type annotations needed".
match: consider specifying the generic argument
match: consider giving `rows` an explicit type
not: consider specifying

pattern shorter-borrow-suggestion
slot: suggestion
fact: bad-advice
regex: ^consider moving this (?:this )?into a `let` binding to create a shorter lived borrow$
rustc: ..1.73
means: Advice for temporaries; wrong where the awaited call needs the borrow itself.
why: the awaited call needs the borrow itself, however long the variable lives
match: consider moving this into a `let` binding to create a shorter lived borrow
not: consider moving this
