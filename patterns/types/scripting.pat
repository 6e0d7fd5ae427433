# Interpreters and foreign runtimes.

type mlua-lua
name: Lua, Table, Function, AnyUserData, Thread, LuaInner, RegistryKey
path: mlua rlua
bare: no
feature: send
rule: foreign-type
lacks: Send Sync
what: a Lua state or a handle into one, which stays on one thread unless mlua's feature `send` is on
advice: Switch on the feature `send` of mlua, or keep the state on one thread or task and send it messages.
fixes: feature-flag channel move-into-task
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: mlua::Lua
match: mlua::Function<'_>
not: tables::Table

type mlua-inside
name: UnsafeCell, ReentrantMutex
path: std core
regex: ^\w+<(?:LuaInner|RawLua)>$
library: mlua
feature: send
rule: foreign-type
lacks: Send Sync
what: the inside of mlua's Lua, which stays on one thread unless its feature `send` is on
advice: Switch on the feature `send` of mlua, or keep the state on one thread or task and send it messages.
marker: yes
hint: the cell is inside of mlua's Lua
fixes: feature-flag channel move-into-task
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper cell-to-sync
match: UnsafeCell<mlua::lua::LuaInner>
not: UnsafeCell<u8>

type rhai-engine
name: Engine, AST, Scope, Dynamic, FnPtr
path: rhai
bare: no
feature: sync
rule: foreign-type
lacks: Send Sync
what: a type of rhai, which counts references without atomics unless its feature `sync` is on
advice: Switch on the feature `sync` of rhai.
fixes: feature-flag move-into-task channel
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: rhai::Engine
not: wasmtime::Engine

type python-handle
name: Python, GILGuard, GILPool, PyRef, PyRefMut, PyAny, PyDict, PyList, PyTuple, PyObject, Bound, Borrowed
path: pyo3
rule: thread-bound
lacks: Send Sync
what: a handle that is valid only while this thread holds Python's lock
advice: Keep `Py<T>` over the await, and use `Python::with_gil` (newer `attach`) in parts without await.
fixes: drop-before-await own-capture bind-temporary
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: pyo3::Python<'_>
match: GILGuard
match: &PyAny
not: Py<PyAny>

type python-marker
name: *mut, *const
regex: ^\*(?:mut|const) (?:Python|PyTypeObject|PyObject)$
library: pyo3
rule: thread-bound
lacks: Send Sync
what: a marker in a handle that is valid only while this thread holds Python's lock
advice: Keep `Py<T>` over the await, and use `Python::with_gil` (newer `attach`) in parts without await.
marker: yes
fixes: drop-before-await own-capture bind-temporary
wrong: wrap-in-mutex rc-to-arc unsafe-send-wrapper
match: *mut pyo3::Python<'static>
match: *mut pyo3::ffi::PyTypeObject
not: *mut u8

type python-inside
name: UnsafeCell, Cell
path: std core
regex: ^(?:UnsafeCell<PyObject>|Cell<BorrowFlag>)$
library: pyo3
rule: thread-bound
lacks: Sync
what: the inside of a reference to a Python object
advice: Keep `Py<T>` over the await, and use `Python::with_gil` (newer `attach`) in parts without await.
marker: yes
hint: the cell is inside of a reference to a Python object
fixes: drop-before-await own-capture bind-temporary
wrong: wrap-in-mutex rc-to-arc cell-to-sync
match: UnsafeCell<pyo3::ffi::PyObject>
match: Cell<pycell::impl_::BorrowFlag>
not: UnsafeCell<u8>

type js-value
name: JsValue, JsFuture, Closure, Promise, Object, Uint8Array, HtmlElement, Window, Document, WebSocket
path: wasm_bindgen wasm_bindgen_futures js_sys web_sys gloo
bare: no
rule: thread-bound
lacks: Send Sync
what: a value of JavaScript, which lives on one thread
advice: `spawn_local`, and `#[async_trait(?Send)]` or a bound without Send for wasm32.
fixes: spawn-local relax-send
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: wasm_bindgen::JsValue
match: wasm_bindgen_futures::JsFuture
not: serde_json::Value

type js-value-bare
name: JsValue, JsFuture
path: wasm_bindgen wasm_bindgen_futures
rule: thread-bound
lacks: Send Sync
what: a value of JavaScript, which lives on one thread
advice: `spawn_local`, and `#[async_trait(?Send)]` or a bound without Send for wasm32.
fixes: spawn-local relax-send
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: JsValue
not: boa_engine::JsValue

type js-future-inside
name: Rc
path: std alloc
contains: wasm_bindgen
library: wasm_bindgen_futures
rule: thread-bound
lacks: Send Sync
what: the inside of a JavaScript promise, which lives on one thread
advice: `spawn_local`, and `#[async_trait(?Send)]` or a bound without Send for wasm32.
marker: yes
fixes: spawn-local relax-send
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: Rc<RefCell<wasm_bindgen_futures::Inner>>
not: Rc<RefCell<Inner>>
