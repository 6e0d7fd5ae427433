# HTML trees and the like.

type scraper-html
name: Html
path: scraper
bare: no
feature: atomic
rule: foreign-type
lacks: Send Sync
what: an HTML tree whose text buffers count references without atomics
advice: Parse and take out Strings in a block before the await. The feature `atomic` makes an owned tree Send, but references into it never.
fixes: drop-before-await bind-temporary feature-flag
wrong: wrap-in-mutex rc-to-arc cell-to-sync
match: scraper::Html
match: scraper::html::Html
not: axum::response::Html<String>

type scraper-element
name: ElementRef, Select, Selector
path: scraper
rule: foreign-type
lacks: Send Sync
what: a reference into an HTML tree, which is never Sync
advice: Take out Strings in a block before the await; no feature helps while an element is alive.
fixes: drop-before-await bind-temporary
wrong: wrap-in-mutex rc-to-arc cell-to-sync feature-flag
match: ElementRef<'_>
match: scraper::html::Select<'_, '_>
not: Element<'_>

type tendril
name: Tendril, NonAtomic, StrTendril, ByteTendril, RcDom, Handle
path: tendril html5ever markup5ever markup5ever_rcdom scraper
bare: no
rule: foreign-type
lacks: Send Sync
what: a text buffer of html5ever, which counts references without atomics
advice: Take out Strings in a block before the await.
fixes: drop-before-await bind-temporary feature-flag
wrong: wrap-in-mutex rc-to-arc cell-to-sync
match: tendril::tendril::NonAtomic
match: tendril::Tendril<tendril::fmt::UTF8>
not: Handle

type tendril-buffer
name: UnsafeCell, Cell
path: std core
regex: ^(?:UnsafeCell<Buffer>|Cell<PackedUsize>|Cell<NonZero<usize>>|Cell<NonZeroUsize>)$
library: tendril
rule: foreign-type
lacks: Sync
what: the inside of a text buffer of an HTML tree (tendril, html5ever, scraper)
advice: Take out Strings in a block before the await; the cell is the library's, so no lock of yours helps.
marker: yes
hint: the cell is inside of the text buffers of an HTML tree
fixes: drop-before-await bind-temporary feature-flag
wrong: cell-to-sync wrap-in-mutex rc-to-arc
match: UnsafeCell<tendril::tendril::Buffer>
match: Cell<NonZero<usize>>
not: Cell<usize>
not: UnsafeCell<[u8; 4]>

type tendril-pointer
name: *mut, *const
regex: ^\*(?:mut|const) (?:UTF8|Bytes|ASCII|Latin1|WTF8)$
library: tendril
rule: foreign-type
lacks: Send Sync
what: a marker in a text buffer of an HTML tree (tendril, html5ever, scraper)
advice: Take out Strings in a block before the await.
marker: yes
fixes: drop-before-await bind-temporary feature-flag
wrong: unsafe-send-wrapper wrap-in-mutex rc-to-arc
match: *mut tendril::fmt::UTF8
not: *mut u8
