# std: the rest.

type mpsc-receiver
name: Receiver, IntoIter, Iter, TryIter
path: std::sync::mpsc std::sync::mpmc
bare: no
rule: channel-end
lacks: Sync
what: the receiving end of a channel with a single receiver
advice: Move it into the one task or thread that reads it; several readers share it through Arc<Mutex<..>> or use another channel. In async code an async channel does not block the thread.
fixes: own-capture self-by-mut-ref channel wrap-in-mutex
wrong: rc-to-arc
match: std::sync::mpsc::Receiver<Job>
match: &std::sync::mpsc::Iter<'_, Job>
not: tokio::sync::mpsc::Receiver<Job>
not: std::slice::Iter<'_, Job>

type mpsc-receiver-bare
name: Receiver
path: std
rule: channel-end
lacks: Sync
what: the receiving end of a channel with a single receiver
advice: Move it into the one task or thread that reads it; several readers share it through Arc<Mutex<..>> or use another channel.
fixes: own-capture self-by-mut-ref channel wrap-in-mutex
wrong: rc-to-arc
match: Receiver<Job>
not: crossbeam_channel::Receiver<Job>

type mpsc-sender
name: Sender
path: std::sync::mpsc
bare: no
rule: channel-end
lacks: Sync
what: the sending end of a channel, which before Rust 1.72 only one thread at a time could use
advice: Clone it for each task or thread; newer compilers accept sharing it.
fixes: own-capture channel wrap-in-mutex
wrong: rc-to-arc
match: std::sync::mpsc::Sender<Job>
not: tokio::sync::mpsc::Sender<Job>

type format-arguments
name: Arguments
path: std core
rule: format-arguments
lacks: Send Sync
what: the unfinished text of a `format_args!`, which borrows everything that it will print
advice: Make a String of it first (`format!`), or await to a `let` before formatting.
fixes: own-capture bind-temporary drop-before-await
wrong: rc-to-arc wrap-in-mutex
match: Arguments<'_>
match: std::fmt::Arguments<'_>
not: cli::Arguments

type format-argument
name: Argument, Opaque, Void, NonNull, *mut
regex: ^(?:Argument|Opaque|Void|NonNull<\(\)>|\*mut dyn Fn\(\))$
rule: format-arguments
lacks: Send Sync
what: a part of a `format_args!`, which borrows what it will print
advice: Make a String of it first (`format!`), or await to a `let` before formatting.
marker: yes
fixes: own-capture bind-temporary drop-before-await
wrong: rc-to-arc wrap-in-mutex
match: core::fmt::rt::Argument<'_>
match: NonNull<()>
match: core::fmt::rt::Opaque
match: *mut (dyn std::ops::Fn() + 'static)
not: NonNull<u8>
not: *mut dyn Fn(u8)

type format-argument-array
regex: ^\[Argument; \d+\]$
rule: format-arguments
lacks: Send Sync
what: a part of a `format_args!`, which borrows what it will print
advice: Make a String of it first (`format!`), or await to a `let` before formatting.
marker: yes
fixes: own-capture bind-temporary drop-before-await
wrong: rc-to-arc wrap-in-mutex
match: [core::fmt::rt::Argument<'_>; 2]
not: [u8; 2]

type formatter
name: Formatter
path: std core
rule: format-arguments
lacks: Send Sync
what: a formatter, which borrows where it writes to
advice: Format into a String first.
fixes: bind-temporary own-capture
wrong: rc-to-arc wrap-in-mutex
match: std::fmt::Formatter<'_>
not: log::Formatter

type process-args
name: Args, ArgsOs, Vars, VarsOs
path: std::env
rule: thread-bound
lacks: Send Sync
what: a reader of the process's environment that std keeps on one thread
advice: Collect it first: `.collect::<Vec<_>>()`.
fixes: own-capture bind-temporary move-into-task
wrong: wrap-in-mutex rc-to-arc
match: std::env::Args
match: VarsOs
not: clap::Args

type task-context
name: Context
path: std::task core::task
bare: no
rule: thread-bound
lacks: Send Sync
what: the context of one poll, which ends with it
advice: Clone the waker (`cx.waker().clone()`) and keep that.
fixes: own-capture drop-before-await
wrong: wrap-in-mutex rc-to-arc
match: std::task::Context<'_>
not: tera::Context

type task-context-inside
name: LocalWaker, ExtData
path: std core
rule: thread-bound
lacks: Send Sync
what: a part of the context of one poll, which ends with it
advice: Clone the waker (`cx.waker().clone()`) and keep that.
marker: yes
fixes: own-capture drop-before-await
wrong: wrap-in-mutex rc-to-arc
match: LocalWaker
match: core::task::wake::ExtData<'static>
not: Waker

type output-lock-inside
name: RefCell, BufReader
path: std core
regex: ^(?:RefCell<LineWriter<StdoutRaw>>|RefCell<StderrRaw>|BufReader<StdinRaw>)$
rule: lock-guard
lacks: Sync
what: the inside of a lock on the process's output or input
advice: Lock, write and let go in a block of its own, before the await.
marker: yes
hint: the cell is inside of a lock on standard input or output, which must be let go before the await
fixes: drop-before-await bind-temporary move-into-task
wrong: cell-to-sync rc-to-arc wrap-in-mutex
match: RefCell<LineWriter<std::io::stdio::StdoutRaw>>
not: RefCell<LineWriter<File>>

type panic-info
name: PanicHookInfo, PanicInfo
path: std core
rule: trait-object
lacks: Send Sync
what: the report of a panic, which borrows its payload
advice: Make a String of it (`info.to_string()`) and send that.
fixes: own-capture bind-temporary
wrong: rc-to-arc
match: std::panic::PanicHookInfo<'_>
not: report::PanicInfoPage

type box-inside
name: Unique
path: std::ptr core::ptr
rule: trait-object
lacks: Send Sync
what: what a Box or Vec holds
marker: yes
fixes: dyn-add-send
match: std::ptr::Unique<dyn Job>
not: sets::Unique<u8>
