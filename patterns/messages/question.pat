# The `?` form.

pattern question-conversion
slot: child
fact: none
regex: ^the question mark operation \(`\?`\) implicitly performs a conversion on the error value using the `From` trait$
rustc: ..
means: Why an error type is asked to be Send at all.
match: the question mark operation (`?`) implicitly performs a conversion on the error value using the `From` trait
not: the question mark operation

pattern question-step
slot: label
fact: question-step
regex: ^this can't be annotated with `\?` because it has type `(?<type>[^`]+)`$
rustc: ~1.70..
means: A call before the `?` whose error cannot be converted.
match: this can't be annotated with `?` because it has type `Result<_, Box<(dyn std::error::Error + 'static)>>`
  type = Result<_, Box<(dyn std::error::Error + 'static)>>
not: this has type `Result<_, LoadError>`

pattern question-step-fine
slot: label
fact: none
regex: ^this has type `[^`]+`$
rustc: ..
means: A call before the `?` whose error could be converted.
match: this has type `Result<_, LoadError>`
not: has type `Page` which is not `Send`

pattern question-target
slot: label
fact: question-target
regex: ^required `(?<type>[^`]+): (?<trait>(?:\w+::)*\w+)` because of this$
rustc: ~1.80..
means: The function's return type, whose error asks for the trait. Missing where Result is an alias from elsewhere.
match: required `dyn std::error::Error: Send` because of this
  type = dyn std::error::Error
  trait = Send
not: expected `LoadError` because of this

pattern expected-because
slot: label
fact: none
regex: ^(?:required|expected) `[^`]+` because of this$
rustc: ..
means: The function's return type, for a plain missing conversion.
match: expected `LoadError` because of this
match: required `Box<dyn std::error::Error>: From<Page>` because of this
not: expected `LoadError`
