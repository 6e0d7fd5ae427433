# What a future holds, captures or awaits: the notes of the "future cannot be sent" form and their labels.

pattern holds-across
slot: child
fact: holds-across
regex: ^(?:future|coroutine|generator|iterator|async iterator) (?|is not `(?<trait>Send|Sync)`|does not implement `(?<trait>[^`]+)`) as this value is used across (?:an await|a yield)$
rustc: ~1.40..
means: A local or temporary is alive while the future waits. Two labels follow: the value and the await.
match: future is not `Send` as this value is used across an await
  trait = Send
match: coroutine is not `Sync` as this value is used across a yield
  trait = Sync
match: generator does not implement `Ready` as this value is used across a yield
  trait = Ready
not: future is not `Send` as it awaits another future which is not `Send`

pattern captures
slot: child
fact: captures
regex: ^captured value (?|is not `(?<trait>Send|Sync)`|does not implement `(?<trait>[^`]+)`)$
rustc: ~1.47..
means: An async block or closure has captured a value; the label is on its first use inside.
match: captured value is not `Send`
  trait = Send
not: captured value is not `Send` because `&` references cannot be sent unless their referent is `Sync`

pattern captures-reference
slot: child
fact: captures-reference
regex: ^captured value is not `(?<trait>Send|Sync)` because `(?<name>&(?:mut)?)` references cannot be sent unless their referent is `(?:Send|Sync)`$
rustc: ~1.59..
means: An async block has captured a reference, and what it points to lacks the trait.
match: captured value is not `Send` because `&` references cannot be sent unless their referent is `Sync`
  trait = Send
  name = &
match: captured value is not `Send` because `&mut` references cannot be sent unless their referent is `Send`
  trait = Send
  name = &mut
not: captured value is not `Send`

pattern awaits-future
slot: child
fact: awaits-future
regex: ^(?:future|coroutine|generator) (?|is not `(?<trait>Send|Sync)`|does not implement `(?<trait>[^`]+)`) as it awaits another future which (?:is not `(?:Send|Sync)`|does not implement `[^`]+`)$
rustc: ~1.47..
means: The future that is awaited has a type of its own that lacks the trait: a box or another function's `impl Future`.
match: future is not `Send` as it awaits another future which is not `Send`
  trait = Send
not: future is not `Send` as this value is used across an await

pattern await-here
slot: label
fact: await
regex: ^(?:await|yield) occurs here, with (?:`(?<name>.+)`|the value) maybe used later$
rustc: ~1.40..
means: The await that the value lives across. The name is the source text of the value's label; "the value" where it spans lines.
match: await occurs here, with `mut page` maybe used later
  name = mut page
match: await occurs here, with `pages.lock().get("`")` maybe used later
  name = pages.lock().get("`")
match: yield occurs here, with the value maybe used later
not: await occurs here on type `Later`, which is not `Send`

pattern held-reference
slot: label
fact: held-reference
regex: ^has type `(?<type>[^`]+)` which is not `(?:Send|Sync)`, because `(?<other>[^`]+)` is not `(?<trait>Send|Sync)`$
rustc: ~1.59..
means: A captured reference: the second type is the referent, with the trait that it lacks.
match: has type `&Counter` which is not `Send`, because `Counter` is not `Sync`
  type = &Counter
  other = Counter
  trait = Sync
not: has type `&Counter` which is not `Send`

pattern held
slot: label
fact: held
regex: ^has type `(?<type>[^`]+)` which (?|is not `(?<trait>Send|Sync)`|does not implement `(?<trait>[^`]+)`)$
rustc: ~1.45..
means: The value that is held or captured; its type may only contain the innermost one.
match: has type `Option<Rc<Page>>` which is not `Send`
  type = Option<Rc<Page>>
  trait = Send
match: has type `Page` which does not implement `Ready`
  type = Page
  trait = Ready
not: has type `&Counter` which is not `Send`, because `Counter` is not `Sync`
not: this has type `Page`

pattern held-without-trait
slot: label
fact: held
regex: ^has type `(?<type>[^`]+)`$
rustc: ..~1.44
means: As above, before the trait was added to the sentence.
match: has type `std::rc::Rc<Page>`
  type = std::rc::Rc<Page>
not: has type `Page` which is not `Send`

pattern awaits-type
slot: label
fact: awaits-type
regex: ^await occurs here on type `(?<type>[^`]+)`, which (?|is not `(?<trait>Send|Sync)`|does not implement `(?<trait>[^`]+)`)$
rustc: ~1.47..
means: The awaited expression, without `.await`, and its type.
match: await occurs here on type `Pin<Box<dyn Future<Output = u8>>>`, which is not `Send`
  type = Pin<Box<dyn Future<Output = u8>>>
  trait = Send
not: await occurs here, with `page` maybe used later

pattern dropped-later
slot: label
fact: none
regex: ^`.+` is later dropped here$
rustc: ..1.73
means: The end of the scope of the held value.
match: `page` is later dropped here
not: `page` dropped here while still borrowed

pattern dropped-later-note
slot: child
fact: none
regex: ^`.+` is later dropped here$
rustc: ..1.73
means: The same as a note, where it is on the line of the await.
match: `page` is later dropped here
not: `page` is borrowed here

pattern shorter-borrow
slot: child
fact: bad-advice
regex: ^consider moving this (?:this )?into a `let` binding to create a shorter lived borrow$
rustc: ..1.73
means: Advice for temporaries; wrong where the awaited call needs the borrow itself.
match: consider moving this into a `let` binding to create a shorter lived borrow
not: consider moving this

pattern possible-yield
slot: label
fact: none
regex: ^(?:possible yield occurs here|within this (?:coroutine|generator))$
rustc: ..
means: Borrows across a yield; not of the family.
match: possible yield occurs here
match: within this coroutine
not: yield occurs here, with `page` maybe used later
