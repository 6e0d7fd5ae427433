# std: reference counts.

type rc
name: Rc
path: std alloc
rule: reference-counted
lacks: Send Sync
what: a reference count that is not atomic, so two threads would corrupt it
advice: Use Arc where the value is made and everywhere it is named on the way to the other thread.
fixes: rc-to-arc own-capture move-into-task drop-before-await spawn-local
wrong: wrap-in-mutex unsafe-send-wrapper
match: Rc<Config>
match: std::rc::Rc<(dyn Clock + 'static)>
match: &Rc<str>
not: Arc<Rc<Config>>
not: app::Rc<Config>

type rc-refcell
name: Rc
path: std alloc
regex: ^Rc<RefCell<.+>>$
rule: reference-counted
lacks: Send Sync
what: a reference count that is not atomic, round a cell that is not locked
advice: Arc<Mutex<..>> (or Arc<RwLock<..>>) in place of Rc<RefCell<..>>; Arc<RefCell<..>> is no more Sync than before.
fixes: rc-to-arc own-capture move-into-task drop-before-await spawn-local
wrong: wrap-in-mutex unsafe-send-wrapper
match: Rc<RefCell<Vec<u8>>>
match: std::rc::Rc<std::cell::RefCell<Config>>
not: Rc<Config>
not: Rc<Option<RefCell<u8>>>

type rc-weak
name: Weak
path: std::rc alloc::rc
rule: reference-counted
lacks: Send Sync
what: the weak side of a reference count that is not atomic
advice: Use std::sync::Weak, and Arc for the Rc that it was made from.
fixes: rc-to-arc move-into-task drop-before-await spawn-local
wrong: wrap-in-mutex unsafe-send-wrapper
match: std::rc::Weak<Node>
match: Weak<Node>
not: std::sync::Weak<Node>

type phantom-rc
name: PhantomData
regex: ^PhantomData<Rc<.*>>$
rule: thread-bound
lacks: Send Sync
what: a marker that keeps a type on one thread
marker: yes
fixes: drop-before-await move-into-task spawn-local rc-to-arc
wrong: wrap-in-mutex
match: PhantomData<Rc<()>>
match: PhantomData<std::rc::Rc<()>>
not: PhantomData<u8>
