# "implementation of .. is not general enough".

pattern general-needs
slot: child
fact: general-needs
regex: ^(?:closure with signature )?`(?<type>[^`]+)` must implement `(?<trait>[^`]+)`(?:, for (?:any|some) .+)?(?:\.\.\.)?$
rustc: ..
means: What would have to hold; the lifetimes are made up.
match: `Lease<'0>` must implement `Send`, for any lifetime `'0`...
  type = Lease<'0>
  trait = Send
match: closure with signature `fn(&'2 Page) -> &Row` must implement `FnOnce<(&'1 Page,)>`, for any lifetime `'1`...
  type = fn(&'2 Page) -> &Row
  trait = FnOnce<(&'1 Page,)>
not: ...but it actually implements `FnOnce<(&Page,)>`

pattern general-needs-passive
slot: child
fact: general-needs
regex: ^`(?<trait>[^`]+)` would have to be implemented for the type `(?<type>[^`]+)`(?:, for (?:any|some) .+)?(?:\.\.\.)?$
rustc: ..
means: As above.
match: `Send` would have to be implemented for the type `Lease<'0, '1>`, for any two lifetimes `'0` and `'1`...
  trait = Send
  type = Lease<'0, '1>
not: `Send` is implemented for the type `Lease`

pattern general-has-it
slot: child
fact: general-has
regex: ^\.\.\.but it actually implements `(?<trait>[^`]+)`(?:, for some specific lifetime `[^`]+`)?$
rustc: ..
means: What does hold.
match: ...but it actually implements `FnOnce<(&'2 Page,)>`, for some specific lifetime `'2`
  trait = FnOnce<(&'2 Page,)>
not: it actually implements `FnOnce<(&Page,)>`

pattern general-has-type
slot: child
fact: general-has
regex: ^\.\.\.but `(?<trait>[^`]+)` is actually implemented for the type `(?<type>[^`]+)`(?:, for some specific lifetime `[^`]+`)?$
rustc: ..
means: As above.
match: ...but `Send` is actually implemented for the type `Lease<'static>`
  trait = Send
  type = Lease<'static>
not: `Send` is actually implemented for the type `Lease<'static>`

pattern general-has-active
slot: child
fact: general-has
regex: ^\.\.\.but `(?<type>[^`]+)` actually implements `(?<trait>[^`]+)`(?:, for some specific lifetime `[^`]+`)?$
rustc: ..
means: As above.
match: ...but `Lease<'2>` actually implements `Renew<'2>`, for some specific lifetime `'2`
  type = Lease<'2>
  trait = Renew<'2>
not: ...but it actually implements `Renew<'2>`

pattern could-not-prove
slot: child
fact: general-needs
regex: ^could not (?:prove|normalize) `(?<type>[^`]+?)(?:: (?<trait>[\w:]+(?:<[^`]*>)?))?`$
rustc: ..
means: Belongs to "higher-ranked lifetime error".
match: could not prove `{async block@src/a.rs:3:5: 3:10}: std::marker::Send`
  type = {async block@src/a.rs:3:5: 3:10}
  trait = Send
match: could not normalize `<T as Job>::Output`
  type = <T as Job>::Output
not: could not prove

pattern annotate-closure-argument
slot: suggestion
fact: none
regex: ^consider adding an explicit type annotation to the closure's arguments?$
rustc: nightly
means: Helps for closures, not for futures.
match: consider adding an explicit type annotation to the closure's argument
not: consider adding an explicit type
