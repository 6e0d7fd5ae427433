# Databases and repositories: handles to C libraries and cells behind them.

type rusqlite-connection
name: Connection
path: rusqlite
bare: no
rule: foreign-type
lacks: Sync
what: a database connection that may be sent but not shared: it has cells inside
advice: `Mutex<Connection>`, `&mut Connection`, a connection for each task, a pool or tokio_rusqlite. RwLock does not do: it needs Sync.
fixes: self-by-mut-ref wrap-in-mutex own-capture move-into-task channel
wrong: rc-to-arc cell-to-sync unsafe-send-wrapper
match: rusqlite::Connection
match: &rusqlite::Connection
not: Connection
not: tokio_postgres::Connection

type rusqlite-inside
name: RefCell
path: std core
regex: ^RefCell<(?:InnerConnection|LruCache<Arc<str>, RawStatement>)>$
library: rusqlite
rule: foreign-type
lacks: Sync
what: the inside of rusqlite's Connection, which may be sent but not shared
advice: `Mutex<Connection>`, `&mut Connection`, a connection for each task, a pool or tokio_rusqlite. RwLock does not do: it needs Sync.
marker: yes
hint: the cell is inside of rusqlite's Connection; `RwLock<Connection>` needs a Connection that is Sync, only `Mutex<Connection>` does not
fixes: self-by-mut-ref wrap-in-mutex own-capture move-into-task channel
wrong: rc-to-arc cell-to-sync unsafe-send-wrapper
match: RefCell<rusqlite::inner_connection::InnerConnection>
match: RefCell<rusqlite::hashlink::LruCache<Arc<str>, rusqlite::raw_statement::RawStatement>>
not: RefCell<HashMap<u8, u8>>

type rusqlite-statement
name: Statement, CachedStatement, Rows, Row, MappedRows, AndThenRows, Transaction, Savepoint, Blob, Backup
path: rusqlite
bare: no
rule: foreign-type
lacks: Send
what: a part of a database connection that borrows it
advice: Finish it before the await: collect the rows, commit the transaction; or do all of it in one spawn_blocking.
fixes: drop-before-await bind-temporary move-into-task
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: rusqlite::Statement<'_>
match: rusqlite::Transaction<'_>
not: tokio_postgres::Transaction<'_>

type sqlite-pointer
name: *mut, *const
regex: ^\*(?:mut|const) (?:sqlite3|sqlite3_stmt)$
library: rusqlite
rule: foreign-type
lacks: Send Sync
what: the inside of a statement or connection of SQLite
advice: Finish the statement before the await, or do all of it in one spawn_blocking.
marker: yes
fixes: drop-before-await bind-temporary move-into-task
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: *mut sqlite3_stmt
match: *mut libsqlite3_sys::sqlite3
not: *mut Device

type diesel-connection
name: PgConnection, MysqlConnection, SqliteConnection, PooledConnection
path: diesel r2d2 diesel::r2d2
rule: foreign-type
lacks: Sync
what: a database connection that may be sent but not shared
advice: Move the connection into the closure, or clone the pool and take a connection inside.
fixes: own-capture self-by-mut-ref move-into-task wrap-in-mutex
wrong: rc-to-arc unsafe-send-wrapper
match: diesel::PgConnection
match: PooledConnection<ConnectionManager<PgConnection>>
not: sqlx::PgConnection

type diesel-pointer
name: NonNull
path: std core
regex: ^NonNull<(?:pg_conn|PGconn|st_mysql|MYSQL|sqlite3)>$
library: diesel
rule: foreign-type
lacks: Send Sync
what: the inside of a connection of diesel, which may be sent but not shared
advice: Move the connection into the closure, or clone the pool and take a connection inside.
marker: yes
fixes: own-capture self-by-mut-ref move-into-task wrap-in-mutex
wrong: rc-to-arc unsafe-send-wrapper
match: NonNull<pq_sys::pg_conn>
match: NonNull<mysqlclient_sys::st_mysql>
not: NonNull<Device>

type git2-repository
name: Repository
path: git2
bare: no
rule: foreign-type
lacks: Sync
what: a git repository of libgit2 that may be sent but not shared
advice: Own it in the task, wrap it in a Mutex, or open it again on each thread. RwLock does not do: it needs Sync.
fixes: own-capture self-by-mut-ref wrap-in-mutex move-into-task
wrong: rc-to-arc unsafe-send-wrapper
match: git2::Repository
not: Repository
not: gix::Repository

type git2-child
name: Commit, Tree, Blob, Tag, Object, Reference, Branch, Remote, Diff, Index, Revwalk, Config, Odb, Submodule, Statuses
path: git2
bare: no
rule: foreign-type
lacks: Send Sync
what: a part of a git repository that borrows it
advice: Take along the Oid or a String instead; do all git work in one closure without await (spawn_blocking).
fixes: own-capture drop-before-await bind-temporary
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: git2::Commit<'_>
match: git2::Remote<'_>
not: git2::Oid

type git2-pointer
name: *mut, *const
regex: ^\*(?:mut|const) git_\w+$
library: git2
rule: foreign-type
lacks: Send Sync
what: the inside of a type of git2
advice: A Repository may be sent but not shared: own it or wrap it in a Mutex. Of a Commit and the like take along the Oid or a String.
marker: yes
fixes: own-capture drop-before-await wrap-in-mutex
wrong: rc-to-arc unsafe-send-wrapper
match: *mut libgit2_sys::git_repository
match: *mut git2::libgit2_sys::git_commit
not: *mut Device

type gix-repository
name: Repository, ThreadSafeRepository
path: gix gix_features git_repository
bare: no
feature: parallel
rule: foreign-type
lacks: Send Sync
what: a repository of gix, which counts references without atomics unless its feature `parallel` is on
advice: Switch on the feature `parallel` of gix and share a ThreadSafeRepository; `to_thread_local()` in each thread.
fixes: feature-flag own-capture move-into-task
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: gix::ThreadSafeRepository
match: gix::Repository
not: git2::Repository

type gix-inside
name: Rc
path: std alloc
contains: gix
library: gix
feature: parallel
rule: foreign-type
lacks: Send Sync
what: the inside of a repository of gix, counted without atomics unless gix's feature `parallel` is on
advice: Switch on the feature `parallel` of gix.
marker: yes
fixes: feature-flag own-capture move-into-task
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: Rc<gix::config::File<'static>>
not: Rc<Store>

type sea-query-iden
name: Rc
path: std alloc
regex: ^Rc<dyn Iden>$
library: sea-query
feature: thread-safe
rule: foreign-type
lacks: Send Sync
what: a name in a statement of sea-query, counted without atomics unless its feature `thread-safe` is on
advice: Switch on the feature `thread-safe` of sea-query, or build the statement in a block before the await.
marker: yes
fixes: feature-flag drop-before-await bind-temporary
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: Rc<(dyn Iden + 'static)>
not: Rc<dyn Clock>

type boxed-sql-parameter
name: dyn ToSql
regex: ^dyn ToSql \+ Sync$
rule: trait-object
lacks: Send
what: a boxed query parameter that may be shared but does not say that it may be sent
advice: `Box<dyn ToSql + Sync + Send>` where the type is spelt; borrowing the parameters instead does not do.
fixes: dyn-add-send drop-before-await bind-temporary
wrong: rc-to-arc wrap-in-mutex
match: dyn ToSql + Sync
not: dyn ToSql + Send + Sync
