# Who asks for the trait.

pattern required-by
slot: child
fact: required-by
regex: ^required by a bound in `(?<name>[^`]+)`$
rustc: ~1.56..
means: The function, type or trait whose bound asks for it. For std without its source the span is the whole header.
match: required by a bound in `rt::Runtime::spawn`
  name = rt::Runtime::spawn
not: required by this bound in `spawn`

pattern required-by-opaque
slot: child
fact: required-by
regex: ^required by a bound in an opaque type$
rustc: ..
means: A function's own `-> impl Trait + Send` asks for it.
match: required by a bound in an opaque type
not: required by a bound in `load`

pattern required-by-alias
slot: child
fact: required-by
regex: ^required by a bound on the type alias `(?<name>[^`]+)`$
rustc: nightly
means: A type alias asks for it.
match: required by a bound on the type alias `Shared`
  name = Shared
not: required by a bound in `Shared`

pattern required-by-here
slot: label
fact: required-by-here
regex: ^required by this bound(?: in `(?<name>[^`]+)`)?$
rustc: ..
means: The very bound. Until about 1.55 a label of the diagnostic, since then of the note above.
match: required by this bound in `spawn`
  name = spawn
match: required by this bound
not: required by a bound introduced by this call

pattern required-item
slot: label
fact: none
regex: ^required by a bound in this(?: .+)?$
rustc: ..
means: The name of the item whose bound it is, where that is on another line.
match: required by a bound in this associated function
match: required by a bound in this
not: required by a bound in `spawn`

pattern required-cast
slot: child
fact: required-cast
regex: ^required for the cast from `(?<type>[^`]+)` to (?:the object type )?`(?<other>[^`]+)`$
rustc: ~1.70..
means: A box becomes a trait object with `+ Send`.
match: required for the cast from `Box<Queue>` to `Box<dyn Job + Send>`
  type = Box<Queue>
  other = Box<dyn Job + Send>
match: required for the cast from `Queue` to the object type `dyn Job + Send`
  type = Queue
  other = dyn Job + Send
not: required for `Queue` to implement `Send`

pattern required-cast-to
slot: child
fact: required-cast
regex: ^required for the cast to the object type `(?<other>[^`]+)`$
rustc: ..~1.69
means: As above, in older words.
match: required for the cast to the object type `dyn Job + std::marker::Send`
  other = dyn Job + std::marker::Send
not: required for the cast

pattern is-static
slot: child
fact: is-static
regex: ^shared static variables must have a type that implements `(?<trait>[^`]+)`$
rustc: ..
means: A static is shared by all threads.
match: shared static variables must have a type that implements `Sync`
  trait = Sync
not: statics must be mutable

pattern required-by-field
slot: label
fact: none
regex: ^required by this field$
rustc: ..
means: A field whose type asks for a trait.
match: required by this field
not: required by this bound

pattern more-where-clauses
slot: child
fact: none
regex: ^(?:this definition site has more where clauses than the opaque type|this item depends on auto traits of the hidden type, but may also be registering the hidden type)
rustc: ..
means: Remarks on opaque types.
match: this definition site has more where clauses than the opaque type
not: this definition site

pattern impl-requirement
slot: child
fact: none
regex: ^the requirement `[^`]+` appears on the `impl`'s .+ but not on the corresponding trait's
rustc: ..
means: An impl asks for more than its trait.
match: the requirement `T: Send` appears on the `impl`'s method `load` but not on the corresponding trait's method
not: the requirement `T: Send` is new
