# Other notes and helps.

pattern share-advice
slot: child
fact: share-advice
regex: ^if you want to do aliasing and mutation between multiple threads, use `(?<name>[^`]+)`(?: or `(?<other>[^`]+)`)?(?: instead)?$
rustc: ~1.69..
means: std's advice for its cells. Wrong where the cell is inside a library's type, or only counts borrows.
match: if you want to do aliasing and mutation between multiple threads, use `std::sync::RwLock` instead
  name = std::sync::RwLock
match: if you want to do aliasing and mutation between multiple threads, use `std::sync::RwLock` or `std::sync::atomic::AtomicU8` instead
  name = std::sync::RwLock
  other = std::sync::atomic::AtomicU8
match: if you want to do aliasing and mutation between multiple threads, use `std::sync::RwLock`
  name = std::sync::RwLock
not: if you want to do aliasing, use `std::sync::RwLock`

pattern arc-advice
slot: child
fact: bad-advice
regex: ^(?:consider using `std::sync::Arc<[^`]+>`|use `[^`]*Arc<?[^`]*` instead of `[^`]+`).*$
rustc: ..
means: Short-lived advice of 2021; an Arc round a type that lacks Sync helps nothing.
match: consider using `std::sync::Arc<Page>`; for more information visit <https://doc.rust-lang.org/book/ch16-03-shared-state.html>
not: consider using `std::sync::Mutex<Page>`

pattern long-type
slot: child
fact: long-type
regex: ^the full (?:name for the )?(?:type|trait)(?: name)? has been written to '(?<name>[^']+)'$
rustc: ..
means: Types were shortened with `...`; each is a line of that file.
match: the full name for the type has been written to 'target/debug/deps/app-1.long-type-77.txt'
  name = target/debug/deps/app-1.long-type-77.txt
match: the full type name has been written to 'app.long-type-77.txt'
  name = app.long-type-77.txt
match: the full trait has been written to 'app.long-type-77.txt'
  name = app.long-type-77.txt
not: the type has been written

pattern long-type-verbose
slot: child
fact: none
regex: ^consider using `--verbose` to print the full type name to the console$
rustc: ..
means: Goes with the note above.
match: consider using `--verbose` to print the full type name to the console
not: consider using `--verbose`

pattern opaque-declared
slot: child
fact: none
regex: ^(?:opaque type is declared here|fetching the hidden types of an opaque inside of the defining scope is not supported\..*)$
rustc: ..1.95
means: Belongs to async recursion.
match: opaque type is declared here
match: fetching the hidden types of an opaque inside of the defining scope is not supported. You can try moving the opaque type elsewhere
not: opaque type

pattern cycle-step
slot: child
fact: none
regex: ^(?:\.\.\.which (?:again |immediately )?requires .+|cycle used when .+|see https://rustc-dev-guide\S+ for more information)$
rustc: ..
means: Steps of a cycle; one of them speaks of Send.
match: ...which requires borrow-checking `crawl`...
match: ...which again requires computing type of opaque `crawl::{opaque#0}`, completing the cycle
match: cycle used when computing type of `crawl::{opaque#0}`
not: which requires borrow-checking

pattern expected-found
slot: child
fact: none
regex: ^expected (?s:.+)\n *found (?s:.+)$
rustc: ..
means: Two types that differ, often in `+ Send` alone.
match: expected struct `Box<(dyn Job + Send + 'static)>`⏎   found struct `Box<(dyn Job + 'static)>`
not: expected struct

pattern recursion-limit
slot: child
fact: none
regex: ^consider increasing the recursion limit by adding a `[^`]+` attribute to your crate \(`[^`]+`\)$
rustc: ..
means: Belongs to endless types; seldom the cure.
match: consider increasing the recursion limit by adding a `#![recursion_limit = "256"]` attribute to your crate (`app`)
not: consider increasing the recursion limit

pattern trait-in-scope
slot: child
fact: none
regex: ^(?:items from traits can only be used if the trait is (?:implemented and )?in scope|`[^`]+` defines an item `[^`]+`, perhaps you need to implement it)$
rustc: ..
means: Belongs to methods that are not there.
match: items from traits can only be used if the trait is in scope
match: `Job` defines an item `submit`, perhaps you need to implement it
not: items from traits

pattern manual-impl
slot: child
fact: none
regex: ^consider manually implementing `[^`]+` to avoid undesired bounds$
rustc: ~1.90..
means: Belongs to derived impls.
match: consider manually implementing `Clone` to avoid undesired bounds
not: consider manually implementing `Clone`

pattern duplicate-diagnostic
slot: child
fact: none
regex: ^duplicate diagnostic emitted due to `[^`]+`$
rustc: ..
means: An option of rustc's own developers.
match: duplicate diagnostic emitted due to `-Z deduplicate-diagnostics=no`
not: duplicate diagnostic

pattern lint-level
slot: child
fact: none
regex: ^(?:the lint level is defined here|`[^`]+` (?:on by default|implied by `[^`]+`)|for further information visit https://\S+|requested on the command line with `[^`]+`)$
rustc: ..
means: Where a lint was switched on.
match: the lint level is defined here
match: `#[warn(clippy::future_not_send)]` on by default
match: for further information visit https://rust-lang.github.io/rust-clippy/master/index.html#future_not_send
not: the lint level
