# std: cells, which are Send if what they hold is, but never Sync.

type cell
name: Cell
path: std core
rule: interior-mutability
lacks: Sync
what: a cell that can be written through a shared reference without any lock
advice: An atomic or a Mutex; or pass it by `&mut` or by value, for an owned Cell may be sent.
fixes: own-capture cell-to-sync self-by-mut-ref wrap-in-mutex
wrong: rc-to-arc dyn-add-send
match: Cell<u64>
match: &std::cell::Cell<Option<u8>>
not: Arc<Cell<u64>>
not: grid::Cell<u64>

type refcell
name: RefCell
path: std core
rule: interior-mutability
lacks: Sync
what: a cell that counts its borrows without any lock
advice: A Mutex or RwLock; or pass it by `&mut` or by value, for an owned RefCell may be sent.
fixes: own-capture cell-to-sync self-by-mut-ref wrap-in-mutex
wrong: rc-to-arc dyn-add-send
match: RefCell<HashMap<u32, String>>
match: std::cell::RefCell<u8>
not: Rc<RefCell<u8>>

type once-cell
name: OnceCell
path: std core
rule: interior-mutability
lacks: Sync
what: a cell that is set once, without any lock
advice: std::sync::OnceLock does the same for threads.
fixes: cell-to-sync own-capture self-by-mut-ref
wrong: wrap-in-mutex rc-to-arc
match: OnceCell<Schema>
match: std::cell::OnceCell<Schema>
not: tokio::sync::OnceCell<Schema>

type lazy-cell
name: LazyCell
path: std core
rule: interior-mutability
lacks: Sync
what: a value made at first use, without any lock
advice: std::sync::LazyLock does the same for threads.
fixes: cell-to-sync own-capture
wrong: wrap-in-mutex rc-to-arc
match: LazyCell<Vec<u8>>
match: std::cell::LazyCell<Vec<u8>, fn() -> Vec<u8>>
not: LazyLock<Vec<u8>>

type lazy-cell-state
name: UnsafeCell
regex: ^UnsafeCell<State<.+>>$
rule: interior-mutability
lacks: Sync
what: the inside of a LazyCell: a value made at first use, without any lock
advice: std::sync::LazyLock does the same for threads.
marker: yes
hint: the cell is inside of a LazyCell; `LazyLock` takes the place of that
fixes: cell-to-sync own-capture
wrong: wrap-in-mutex rc-to-arc
match: UnsafeCell<cell::lazy::State<Vec<u8>, fn() -> Vec<u8>>>
not: UnsafeCell<Vec<u8>>

type once-cell-inside
name: UnsafeCell
path: std core
regex: ^UnsafeCell<Option<.+>>$
rule: interior-mutability
lacks: Sync
what: memory that can be written through a shared reference; as `UnsafeCell<Option<..>>` also the inside of a OnceCell
advice: A Mutex, an atomic or OnceLock, whichever says what the cell is for.
fixes: cell-to-sync self-by-mut-ref wrap-in-mutex own-capture
wrong: rc-to-arc
match: UnsafeCell<Option<Schema>>
not: UnsafeCell<Schema>

type unsafe-cell
name: UnsafeCell, SyncUnsafeCell
path: std core
rule: interior-mutability
lacks: Sync
what: memory that can be written through a shared reference without any lock
advice: A Mutex or an atomic; or `&mut self`, for an owned UnsafeCell may be sent.
fixes: self-by-mut-ref wrap-in-mutex cell-to-sync own-capture
wrong: rc-to-arc
match: UnsafeCell<[f32; 8]>
match: core::cell::UnsafeCell<u8>
not: Cell<u8>

type borrow-counter
name: Cell
path: std core
regex: ^Cell<isize>$
rule: interior-mutability
lacks: Sync
what: a cell; inside a `Ref` or `RefMut` it is the counter of borrows
advice: If a `Ref` or `RefMut` is alive, end it: copy out what is needed. A Cell<isize> of your own becomes an AtomicIsize.
marker: yes
hint: it counts the borrows of a RefCell, inside of std; the borrow must end before the await
fixes: cell-to-sync self-by-mut-ref own-capture
wrong: rc-to-arc
match: Cell<isize>
match: std::cell::Cell<isize>
not: Cell<i32>
