/*
 * What the flow knows of std, and of the few crates that most async programs share: signatures as Rust text.
 *
 * A row is a piece of Rust; all rows together are parsed and indexed like a file of the user. Only what types flow
 * through matters, so bounds and lifetimes that carry no type are left out, and all iterators are `impl Iterator`.
 * `Self` stands where the very type of the receiver comes back, spelling included; a type written out is a new one.
 * Names of our own: Slice<T> for [T], Number for the primitives that count, Universal for what every type has,
 * SyncWeak for std::sync::Weak, Async.. and Plain.. for the locks of tokio and parking_lot.
 */
#include "rust/flow_internal.h"

static const char *const rows[] = {
    /* functions in the prelude, and traits whose impls must say the same thing twice */
    "fn Some<T>(value: T) -> Option<T>; fn Ok<T, E>(value: T) -> Result<T, E>;"
    "fn Err<T, E>(error: E) -> Result<T, E>; fn drop<T>(value: T);"
    "type LockResult<G> = Result<G, PoisonError<G>>; type TryLockResult<G> = Result<G, TryLockError<G>>;"
    "type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;"
    "type LocalBoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;"
    "type BoxStream<'a, T> = Pin<Box<dyn Stream<Item = T> + Send + 'a>>;"
    "trait Universal { fn clone(&self) -> Self; fn to_owned(&self) -> Self; fn to_string(&self) -> String;"
    " fn default() -> Self; fn eq(&self, other: &Self) -> bool; fn ne(&self, other: &Self) -> bool;"
    " fn cmp(&self, other: &Self) -> Ordering; fn min(self, other: Self) -> Self; fn max(self, other: Self) -> Self;"
    " fn partial_cmp(&self, other: &Self) -> Option<Ordering>; fn clamp(self, low: Self, high: Self) -> Self;"
    " fn clone_from(&mut self, other: &Self); fn instrument<S>(self, span: S) -> Self; fn boxed(self) -> Pin<Box<Self>>; }",

    "trait From<T> { fn from(value: T) -> Self; } trait Into<T> { fn into(self) -> T; }"
    "trait TryFrom<T> { type Error; fn try_from(value: T) -> Result<Self, Self::Error>; }"
    "trait FromStr { type Err; fn from_str(text: &str) -> Result<Self, Self::Err>; }"
    "trait Deref { type Target; fn deref(&self) -> &Self::Target; }"
    "trait DerefMut { fn deref_mut(&mut self) -> &mut Self::Target; }"
    "trait Index<I> { type Output; fn index(&self, index: I) -> &Self::Output; }"
    "trait AsRef<T> { fn as_ref(&self) -> &T; } trait AsMut<T> { fn as_mut(&mut self) -> &mut T; }"
    "trait Borrow<T> { fn borrow(&self) -> &T; } trait Default { fn default() -> Self; }"
    "trait Clone { fn clone(&self) -> Self; } trait ToString { fn to_string(&self) -> String; }"
    "trait Error { fn source(&self) -> Option<&(dyn Error + 'static)>; }"
    "trait Add<R = Self> { type Output; fn add(self, other: R) -> Self::Output; }"
    "trait Sub<R = Self> { type Output; fn sub(self, other: R) -> Self::Output; }"
    "trait Mul<R = Self> { type Output; fn mul(self, other: R) -> Self::Output; }"
    "trait IntoIterator { type Item; type IntoIter; fn into_iter(self) -> Self::IntoIter; }"
    "trait FromIterator<A> { fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self; }"
    "trait Extend<A> { fn extend<I: IntoIterator<Item = A>>(&mut self, items: I); }"
    "trait Future { type Output; fn poll(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Self::Output>;"
    " fn map<B>(self, f: impl FnOnce(Self::Output) -> B) -> impl Future<Output = B>; }"
    "trait Stream { type Item; fn poll_next(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Option<Self::Item>>;"
    " fn next(&mut self) -> impl Future<Output = Option<Self::Item>>; }",

    "trait Iterator: MoreIterator { type Item; fn next(&mut self) -> Option<Self::Item>; fn next_back(&mut self) -> Option<Self::Item>;"
    " fn map<B>(self, f: impl FnMut(Self::Item) -> B) -> impl Iterator<Item = B>;"
    " fn filter(self, f: impl FnMut(&Self::Item) -> bool) -> impl Iterator<Item = Self::Item>;"
    " fn filter_map<B>(self, f: impl FnMut(Self::Item) -> Option<B>) -> impl Iterator<Item = B>;"
    " fn map_while<B>(self, f: impl FnMut(Self::Item) -> Option<B>) -> impl Iterator<Item = B>;"
    " fn flat_map<B>(self, f: impl FnMut(Self::Item) -> B) -> impl Iterator<Item = <B as IntoIterator>::Item>;"
    " fn flatten(self) -> impl Iterator<Item = <Self::Item as IntoIterator>::Item>;"
    " fn for_each(self, f: impl FnMut(Self::Item)); fn count(self) -> usize; fn len(&self) -> usize;"
    " fn fold<B>(self, init: B, f: impl FnMut(B, Self::Item) -> B) -> B; fn sum<S>(self) -> S; fn product<S>(self) -> S;"
    " fn try_fold<B, R>(&mut self, init: B, f: impl FnMut(B, Self::Item) -> R) -> R;"
    " fn try_for_each<R>(&mut self, f: impl FnMut(Self::Item) -> R) -> R;"
    " fn reduce(self, f: impl FnMut(Self::Item, Self::Item) -> Self::Item) -> Option<Self::Item>;"
    " fn enumerate(self) -> impl Iterator<Item = (usize, Self::Item)>; fn by_ref(&mut self) -> &mut Self;"
    " fn zip<I>(self, other: I) -> impl Iterator<Item = (Self::Item, <I as IntoIterator>::Item)>;"
    " fn chain<I: IntoIterator<Item = Self::Item>>(self, other: I) -> impl Iterator<Item = Self::Item>;"
    " fn rev(self) -> impl Iterator<Item = Self::Item>; fn skip(self, n: usize) -> impl Iterator<Item = Self::Item>;"
    " fn take(self, n: usize) -> impl Iterator<Item = Self::Item>; fn fuse(self) -> impl Iterator<Item = Self::Item>;"
    " fn step_by(self, n: usize) -> impl Iterator<Item = Self::Item>; fn cycle(self) -> impl Iterator<Item = Self::Item>;"
    " fn peekable(self) -> impl Iterator<Item = Self::Item>; fn peek(&mut self) -> Option<&Self::Item>;"
    " fn cloned(self) -> impl Iterator<Item = <Self::Item as Deref>::Target>;"
    " fn copied(self) -> impl Iterator<Item = <Self::Item as Deref>::Target>; fn into_iter(self) -> Self;"
    " fn take_while(self, f: impl FnMut(&Self::Item) -> bool) -> impl Iterator<Item = Self::Item>;"
    " fn skip_while(self, f: impl FnMut(&Self::Item) -> bool) -> impl Iterator<Item = Self::Item>; }",

    "trait MoreIterator { type Item; fn inspect(self, f: impl FnMut(&Self::Item)) -> impl Iterator<Item = Self::Item>;"
    " fn collect<B: FromIterator<Self::Item>>(self) -> B; fn unzip<A, B>(self) -> (A, B);"
    " fn partition<B: FromIterator<Self::Item>>(self, f: impl FnMut(&Self::Item) -> bool) -> (B, B);"
    " fn min(self) -> Option<Self::Item>; fn max(self) -> Option<Self::Item>; fn last(self) -> Option<Self::Item>;"
    " fn min_by_key<K>(self, f: impl FnMut(&Self::Item) -> K) -> Option<Self::Item>;"
    " fn max_by_key<K>(self, f: impl FnMut(&Self::Item) -> K) -> Option<Self::Item>;"
    " fn min_by(self, f: impl FnMut(&Self::Item, &Self::Item) -> Ordering) -> Option<Self::Item>;"
    " fn max_by(self, f: impl FnMut(&Self::Item, &Self::Item) -> Ordering) -> Option<Self::Item>;"
    " fn any(&mut self, f: impl FnMut(Self::Item) -> bool) -> bool; fn nth(&mut self, n: usize) -> Option<Self::Item>;"
    " fn all(&mut self, f: impl FnMut(Self::Item) -> bool) -> bool;"
    " fn find(&mut self, f: impl FnMut(&Self::Item) -> bool) -> Option<Self::Item>;"
    " fn find_map<B>(&mut self, f: impl FnMut(Self::Item) -> Option<B>) -> Option<B>;"
    " fn position(&mut self, f: impl FnMut(Self::Item) -> bool) -> Option<usize>;"
    " fn scan<S, B>(self, init: S, f: impl FnMut(&mut S, Self::Item) -> Option<B>) -> impl Iterator<Item = B>; }"
    "mod iter { fn repeat<T>(value: T) -> impl Iterator<Item = T>; fn once<T>(value: T) -> impl Iterator<Item = T>;"
    " fn empty<T>() -> impl Iterator<Item = T>; fn repeat_with<T>(f: impl FnMut() -> T) -> impl Iterator<Item = T>;"
    " fn from_fn<T>(f: impl FnMut() -> Option<T>) -> impl Iterator<Item = T>;"
    " fn successors<T>(first: Option<T>, f: impl FnMut(&T) -> Option<T>) -> impl Iterator<Item = T>; }",

    "impl<T> Option<T> { fn is_some(&self) -> bool; fn is_none(&self) -> bool; fn unwrap(self) -> T; fn expect(self, text: &str) -> T;"
    " fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool; fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool;"
    " fn unwrap_or(self, other: T) -> T; fn unwrap_or_else(self, f: impl FnOnce() -> T) -> T; fn unwrap_or_default(self) -> T;"
    " fn map<U>(self, f: impl FnOnce(T) -> U) -> Option<U>; fn inspect(self, f: impl FnOnce(&T)) -> Self;"
    " fn map_or<U>(self, other: U, f: impl FnOnce(T) -> U) -> U;"
    " fn map_or_else<U>(self, other: impl FnOnce() -> U, f: impl FnOnce(T) -> U) -> U;"
    " fn and_then<U>(self, f: impl FnOnce(T) -> Option<U>) -> Option<U>; fn and<U>(self, other: Option<U>) -> Option<U>;"
    " fn or(self, other: Self) -> Self; fn or_else(self, f: impl FnOnce() -> Self) -> Self; fn xor(self, other: Self) -> Self;"
    " fn filter(self, f: impl FnOnce(&T) -> bool) -> Self; fn ok_or<E>(self, error: E) -> Result<T, E>;"
    " fn ok_or_else<E>(self, f: impl FnOnce() -> E) -> Result<T, E>; fn as_ref(&self) -> Option<&T>;"
    " fn as_mut(&mut self) -> Option<&mut T>; fn as_deref(&self) -> Option<&<T as Deref>::Target>;"
    " fn as_deref_mut(&mut self) -> Option<&mut <T as Deref>::Target>; fn cloned(self) -> Option<<T as Deref>::Target>;"
    " fn copied(self) -> Option<<T as Deref>::Target>; fn take(&mut self) -> Self; fn replace(&mut self, value: T) -> Self;"
    " fn insert(&mut self, value: T) -> &mut T; fn get_or_insert(&mut self, value: T) -> &mut T;"
    " fn get_or_insert_with(&mut self, f: impl FnOnce() -> T) -> &mut T; fn iter(&self) -> impl Iterator<Item = &T>;"
    " fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>; fn into_iter(self) -> impl Iterator<Item = T>;"
    " fn zip<U>(self, other: Option<U>) -> Option<(T, U)>; fn flatten(self) -> T; fn context<C>(self, text: C) -> Result<T, Error>;"
    " fn with_context<C>(self, f: impl FnOnce() -> C) -> Result<T, Error>; fn unwrap_unchecked(self) -> T; }",

    "impl<T, E> Result<T, E> { fn is_ok(&self) -> bool; fn is_err(&self) -> bool; fn unwrap(self) -> T; fn expect(self, text: &str) -> T;"
    " fn unwrap_err(self) -> E; fn expect_err(self, text: &str) -> E; fn ok(self) -> Option<T>; fn err(self) -> Option<E>;"
    " fn unwrap_or(self, other: T) -> T; fn unwrap_or_else(self, f: impl FnOnce(E) -> T) -> T; fn unwrap_or_default(self) -> T;"
    " fn map<U>(self, f: impl FnOnce(T) -> U) -> Result<U, E>; fn map_err<F>(self, f: impl FnOnce(E) -> F) -> Result<T, F>;"
    " fn map_or<U>(self, other: U, f: impl FnOnce(T) -> U) -> U; fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool;"
    " fn map_or_else<U>(self, other: impl FnOnce(E) -> U, f: impl FnOnce(T) -> U) -> U;"
    " fn and_then<U>(self, f: impl FnOnce(T) -> Result<U, E>) -> Result<U, E>; fn and<U>(self, other: Result<U, E>) -> Result<U, E>;"
    " fn or_else<F>(self, f: impl FnOnce(E) -> Result<T, F>) -> Result<T, F>; fn or<F>(self, other: Result<T, F>) -> Result<T, F>;"
    " fn as_ref(&self) -> Result<&T, &E>; fn as_mut(&mut self) -> Result<&mut T, &mut E>;"
    " fn as_deref(&self) -> Result<&<T as Deref>::Target, &E>; fn inspect(self, f: impl FnOnce(&T)) -> Self;"
    " fn inspect_err(self, f: impl FnOnce(&E)) -> Self; fn iter(&self) -> impl Iterator<Item = &T>;"
    " fn into_iter(self) -> impl Iterator<Item = T>; fn cloned(self) -> Result<<T as Deref>::Target, E>;"
    " fn copied(self) -> Result<<T as Deref>::Target, E>; fn context<C>(self, text: C) -> Result<T, Error>;"
    " fn with_context<C>(self, f: impl FnOnce() -> C) -> Result<T, Error>; }",

#define COUNTED(Rc, Weak)                                                                                  \
    "impl<T> " Rc "<T> { fn new(value: T) -> Self; fn from<U>(value: U) -> Self; fn pin(value: T) -> Pin<Self>;" \
    " fn downgrade(this: &Self) -> " Weak "<T>; fn strong_count(this: &Self) -> usize; fn as_ref(&self) -> &T;"  \
    " fn weak_count(this: &Self) -> usize; fn ptr_eq(this: &Self, other: &Self) -> bool;"                        \
    " fn try_unwrap(this: Self) -> Result<T, Self>; fn into_inner(this: Self) -> Option<T>;"                     \
    " fn unwrap_or_clone(this: Self) -> T; fn get_mut(this: &mut Self) -> Option<&mut T>;"                       \
    " fn make_mut(this: &mut Self) -> &mut T; fn as_ptr(this: &Self) -> *const T; fn into_raw(this: Self) -> *const T;" \
    " fn from_raw(pointer: *const T) -> Self; fn new_cyclic(f: impl FnOnce(&" Weak "<T>) -> T) -> Self; }"       \
    "impl<T> " Weak "<T> { fn new() -> Self; fn upgrade(&self) -> Option<" Rc "<T>>; fn strong_count(&self) -> usize;" \
    " fn ptr_eq(&self, other: &Self) -> bool; }"
    COUNTED("Rc", "Weak"),
    COUNTED("Arc", "SyncWeak"),

    "impl<T> Box<T> { fn new(value: T) -> Self; fn pin(value: T) -> Pin<Self>; fn from<U>(value: U) -> Self; fn leak(this: Self) -> &mut T;"
    " fn into_raw(this: Self) -> *mut T; fn from_raw(pointer: *mut T) -> Self; fn as_ref(&self) -> &T; fn as_mut(&mut self) -> &mut T;"
    " fn into_pin(this: Self) -> Pin<Self>; }"
    "impl<P> Pin<P> { fn new(pointer: P) -> Self; fn as_mut(&mut self) -> Pin<&mut <P as Deref>::Target>;"
    " fn as_ref(&self) -> Pin<&<P as Deref>::Target>; fn get_mut(self) -> &mut <P as Deref>::Target; }"
    "impl<T> Cell<T> { fn new(value: T) -> Self; fn get(&self) -> T; fn set(&self, value: T); fn replace(&self, value: T) -> T;"
    " fn take(&self) -> T; fn into_inner(self) -> T; fn update(&self, f: impl FnOnce(T) -> T); fn swap(&self, other: &Self);"
    " fn get_mut(&mut self) -> &mut T; fn as_ptr(&self) -> *mut T; fn from(value: T) -> Self; }"
    "impl<T> UnsafeCell<T> { fn new(value: T) -> Self; fn get(&self) -> *mut T; fn into_inner(self) -> T; fn get_mut(&mut self) -> &mut T; }"
    "impl<T> RefCell<T> { fn new(value: T) -> Self; fn borrow(&self) -> Ref<T>; fn borrow_mut(&self) -> RefMut<T>; fn into_inner(self) -> T;"
    " fn try_borrow(&self) -> Result<Ref<T>, BorrowError>; fn try_borrow_mut(&self) -> Result<RefMut<T>, BorrowMutError>;"
    " fn replace(&self, value: T) -> T; fn replace_with(&self, f: impl FnOnce(&mut T) -> T) -> T; fn take(&self) -> T;"
    " fn swap(&self, other: &Self); fn get_mut(&mut self) -> &mut T; fn from(value: T) -> Self; }"
    "impl<T> Ref<T> { fn map<U>(this: Self, f: impl FnOnce(&T) -> &U) -> Ref<U>; }"
    "impl<T> RefMut<T> { fn map<U>(this: Self, f: impl FnOnce(&mut T) -> &mut U) -> RefMut<U>; }"
    "impl<T> Mutex<T> { fn new(value: T) -> Self; fn lock(&self) -> LockResult<MutexGuard<T>>; fn into_inner(self) -> LockResult<T>;"
    " fn try_lock(&self) -> TryLockResult<MutexGuard<T>>; fn get_mut(&mut self) -> LockResult<&mut T>; fn from(value: T) -> Self; }"
    "impl<T> RwLock<T> { fn new(value: T) -> Self; fn read(&self) -> LockResult<RwLockReadGuard<T>>; fn into_inner(self) -> LockResult<T>;"
    " fn write(&self) -> LockResult<RwLockWriteGuard<T>>; fn try_read(&self) -> TryLockResult<RwLockReadGuard<T>>;"
    " fn try_write(&self) -> TryLockResult<RwLockWriteGuard<T>>; fn get_mut(&mut self) -> LockResult<&mut T>; }"
    "impl<G> PoisonError<G> { fn into_inner(self) -> G; fn get_ref(&self) -> &G; }",

    "impl<T> PlainMutex<T> { fn new(value: T) -> Self; fn lock(&self) -> MutexGuard<T>; fn try_lock(&self) -> Option<MutexGuard<T>>;"
    " fn into_inner(self) -> T; fn get_mut(&mut self) -> &mut T; }"
    "impl<T> PlainRwLock<T> { fn new(value: T) -> Self; fn read(&self) -> RwLockReadGuard<T>; fn write(&self) -> RwLockWriteGuard<T>;"
    " fn into_inner(self) -> T; fn get_mut(&mut self) -> &mut T; }"
    "impl<T> AsyncMutex<T> { fn new(value: T) -> Self; fn lock(&self) -> impl Future<Output = MutexGuard<T>>; fn into_inner(self) -> T;"
    " fn try_lock(&self) -> Result<MutexGuard<T>, TryLockError>; fn blocking_lock(&self) -> MutexGuard<T>;"
    " fn lock_owned(self) -> impl Future<Output = OwnedMutexGuard<T>>; fn get_mut(&mut self) -> &mut T; }"
    "impl<T> AsyncRwLock<T> { fn new(value: T) -> Self; fn read(&self) -> impl Future<Output = RwLockReadGuard<T>>;"
    " fn write(&self) -> impl Future<Output = RwLockWriteGuard<T>>; fn into_inner(self) -> T; fn get_mut(&mut self) -> &mut T; }"
#define ONCE(Once)                                                                                                     \
    "impl<T> " Once "<T> { fn new() -> Self; fn get(&self) -> Option<&T>; fn set(&self, value: T) -> Result<(), T>;"   \
    " fn get_or_init(&self, f: impl FnOnce() -> T) -> &T; fn get_mut(&mut self) -> Option<&mut T>; fn take(&mut self) -> Option<T>;" \
    " fn into_inner(self) -> Option<T>; fn from(value: T) -> Self; }"
    ONCE("OnceCell") ONCE("OnceLock")
#define LAZY(Lazy) "impl<T> " Lazy "<T> { fn new(f: impl FnOnce() -> T) -> Self; fn force(this: &Self) -> &T; }"
    LAZY("LazyCell") LAZY("LazyLock") LAZY("Lazy")
#define ATOMIC(Name, value)                                                                                            \
    "impl " Name " { fn new(v: " value ") -> Self; fn load(&self, o: Ordering) -> " value ";"                         \
    " fn swap(&self, v: " value ", o: Ordering) -> " value "; fn into_inner(self) -> " value "; }"
    ATOMIC("AtomicBool", "bool") ATOMIC("AtomicU8", "u8") ATOMIC("AtomicU16", "u16") ATOMIC("AtomicU32", "u32"),
    ATOMIC("AtomicU64", "u64") ATOMIC("AtomicUsize", "usize") ATOMIC("AtomicI32", "i32")
    ATOMIC("AtomicI64", "i64") ATOMIC("AtomicIsize", "isize"),

#define SET(Set)                                                                                                        \
    "impl<T> " Set "<T> { fn new() -> Self; fn from<U>(items: U) -> Self; fn insert(&mut self, value: T) -> bool; fn len(&self) -> usize;" \
    " fn contains<Q>(&self, value: &Q) -> bool; fn remove<Q>(&mut self, value: &Q) -> bool; fn get<Q>(&self, value: &Q) -> Option<&T>;" \
    " fn take<Q>(&mut self, value: &Q) -> Option<T>; fn iter(&self) -> impl Iterator<Item = &T>; fn is_empty(&self) -> bool;" \
    " fn into_iter(self) -> impl Iterator<Item = T>; fn drain(&mut self) -> impl Iterator<Item = T>; fn clear(&mut self);" \
    " fn extend<I: IntoIterator<Item = T>>(&mut self, items: I); fn retain(&mut self, f: impl FnMut(&T) -> bool); }"
    SET("HashSet") SET("BTreeSet"),
#define MAP(Map)                                                                                                         \
    "impl<K, V> " Map "<K, V> { fn new() -> Self; fn with_capacity(n: usize) -> Self; fn insert(&mut self, key: K, value: V) -> Option<V>;" \
    " fn get<Q>(&self, key: &Q) -> Option<&V>; fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>; fn remove<Q>(&mut self, key: &Q) -> Option<V>;" \
    " fn entry(&mut self, key: K) -> Entry<K, V>; fn contains_key<Q>(&self, key: &Q) -> bool; fn keys(&self) -> impl Iterator<Item = &K>;" \
    " fn values(&self) -> impl Iterator<Item = &V>; fn values_mut(&mut self) -> impl Iterator<Item = &mut V>; fn len(&self) -> usize;" \
    " fn into_values(self) -> impl Iterator<Item = V>; fn into_keys(self) -> impl Iterator<Item = K>; fn is_empty(&self) -> bool;" \
    " fn iter(&self) -> impl Iterator<Item = (&K, &V)>; fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)>; fn clear(&mut self);" \
    " fn into_iter(self) -> impl Iterator<Item = (K, V)>; fn drain(&mut self) -> impl Iterator<Item = (K, V)>;" \
    " fn retain(&mut self, f: impl FnMut(&K, &mut V) -> bool); fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, items: I);" \
    " fn first_key_value(&self) -> Option<(&K, &V)>; fn last_key_value(&self) -> Option<(&K, &V)>; fn pop_first(&mut self) -> Option<(K, V)>;" \
    " fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>; fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>;" \
    " fn range<R>(&self, range: R) -> impl Iterator<Item = (&K, &V)>; fn from<U>(items: U) -> Self; fn default() -> Self; }"
    MAP("HashMap"),
    MAP("BTreeMap"),
    "impl<K, V> Entry<K, V> { fn or_insert(self, value: V) -> &mut V; fn or_insert_with(self, f: impl FnOnce() -> V) -> &mut V;"
    " fn or_default(self) -> &mut V; fn and_modify(self, f: impl FnOnce(&mut V)) -> Self; fn key(&self) -> &K; }",

    "impl<T> Vec<T> { fn new() -> Self; fn with_capacity(n: usize) -> Self; fn from<U>(items: U) -> Self; fn push(&mut self, value: T);"
    " fn pop(&mut self) -> Option<T>; fn insert(&mut self, at: usize, value: T); fn remove(&mut self, at: usize) -> T; fn clear(&mut self);"
    " fn swap_remove(&mut self, at: usize) -> T; fn drain<R>(&mut self, range: R) -> impl Iterator<Item = T>; fn truncate(&mut self, n: usize);"
    " fn into_iter(self) -> impl Iterator<Item = T>; fn append(&mut self, other: &mut Self); fn retain(&mut self, f: impl FnMut(&T) -> bool);"
    " fn extend<I: IntoIterator<Item = T>>(&mut self, items: I); fn extend_from_slice(&mut self, items: &[T]); fn resize(&mut self, n: usize, value: T);"
    " fn split_off(&mut self, at: usize) -> Self; fn as_slice(&self) -> &[T]; fn into_boxed_slice(self) -> Box<[T]>; fn capacity(&self) -> usize;"
    " fn dedup(&mut self); fn as_mut_slice(&mut self) -> &mut [T]; }"
    "impl<T> VecDeque<T> { fn new() -> Self; fn with_capacity(n: usize) -> Self; fn from<U>(items: U) -> Self; fn push_back(&mut self, value: T);"
    " fn push_front(&mut self, value: T); fn pop_back(&mut self) -> Option<T>; fn pop_front(&mut self) -> Option<T>; fn len(&self) -> usize;"
    " fn front(&self) -> Option<&T>; fn back(&self) -> Option<&T>; fn front_mut(&mut self) -> Option<&mut T>; fn back_mut(&mut self) -> Option<&mut T>;"
    " fn get(&self, at: usize) -> Option<&T>; fn get_mut(&mut self, at: usize) -> Option<&mut T>; fn iter(&self) -> impl Iterator<Item = &T>;"
    " fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>; fn into_iter(self) -> impl Iterator<Item = T>; fn is_empty(&self) -> bool;"
    " fn drain<R>(&mut self, range: R) -> impl Iterator<Item = T>; fn extend<I: IntoIterator<Item = T>>(&mut self, items: I);"
    " fn remove(&mut self, at: usize) -> Option<T>; fn retain(&mut self, f: impl FnMut(&T) -> bool); fn clear(&mut self);"
    " fn append(&mut self, other: &mut Self); }"
    "impl<T> BinaryHeap<T> { fn new() -> Self; fn push(&mut self, value: T); fn pop(&mut self) -> Option<T>; fn peek(&self) -> Option<&T>;"
    " fn len(&self) -> usize; fn is_empty(&self) -> bool; fn iter(&self) -> impl Iterator<Item = &T>; fn into_iter(self) -> impl Iterator<Item = T>; }",

    "impl<T> Slice<T> { fn iter(&self) -> impl Iterator<Item = &T>; fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>; fn len(&self) -> usize;"
    " fn into_iter(self) -> impl Iterator<Item = T>; fn is_empty(&self) -> bool; fn first(&self) -> Option<&T>; fn last(&self) -> Option<&T>;"
    " fn first_mut(&mut self) -> Option<&mut T>; fn last_mut(&mut self) -> Option<&mut T>; fn get<I>(&self, at: I) -> Option<&T>;"
    " fn get_mut<I>(&mut self, at: I) -> Option<&mut T>; fn contains(&self, value: &T) -> bool; fn to_vec(&self) -> Vec<T>;"
    " fn to_owned(&self) -> Vec<T>; fn into_vec(self) -> Vec<T>; fn chunks(&self, n: usize) -> impl Iterator<Item = &[T]>;"
    " fn chunks_exact(&self, n: usize) -> impl Iterator<Item = &[T]>; fn windows(&self, n: usize) -> impl Iterator<Item = &[T]>;"
    " fn split_at(&self, at: usize) -> (&[T], &[T]); fn split_first(&self) -> Option<(&T, &[T])>; fn split_last(&self) -> Option<(&T, &[T])>;"
    " fn join<S>(&self, separator: S) -> String; fn concat(&self) -> String; fn sort(&mut self); fn reverse(&mut self);"
    " fn sort_by(&mut self, f: impl FnMut(&T, &T) -> Ordering); fn sort_by_key<K>(&mut self, f: impl FnMut(&T) -> K); fn fill(&mut self, value: T);"
    " fn map<U>(self, f: impl FnMut(T) -> U) -> Vec<U>; fn swap(&mut self, a: usize, b: usize); fn starts_with(&self, other: &[T]) -> bool; }"
    "impl String { fn new() -> Self; fn from<U>(value: U) -> Self; fn with_capacity(n: usize) -> Self; fn push_str(&mut self, text: &str);"
    " fn push(&mut self, c: char); fn as_str(&self) -> &str; fn into_bytes(self) -> Vec<u8>; fn clear(&mut self); fn pop(&mut self) -> Option<char>;"
    " fn from_utf8(bytes: Vec<u8>) -> Result<String, FromUtf8Error>; fn from_utf8_lossy(bytes: &[u8]) -> Cow<str>; fn into_boxed_str(self) -> Box<str>; }",

    "impl str { fn len(&self) -> usize; fn is_empty(&self) -> bool; fn trim(&self) -> &str; fn trim_start(&self) -> &str; fn trim_end(&self) -> &str;"
    " fn split<P>(&self, p: P) -> impl Iterator<Item = &str>; fn splitn<P>(&self, n: usize, p: P) -> impl Iterator<Item = &str>;"
    " fn rsplit<P>(&self, p: P) -> impl Iterator<Item = &str>; fn lines(&self) -> impl Iterator<Item = &str>; fn chars(&self) -> impl Iterator<Item = char>;"
    " fn bytes(&self) -> impl Iterator<Item = u8>; fn char_indices(&self) -> impl Iterator<Item = (usize, char)>; fn to_string(&self) -> String;"
    " fn split_whitespace(&self) -> impl Iterator<Item = &str>; fn split_once<P>(&self, p: P) -> Option<(&str, &str)>; fn to_owned(&self) -> String;"
    " fn rsplit_once<P>(&self, p: P) -> Option<(&str, &str)>; fn parse<F>(&self) -> Result<F, <F as FromStr>::Err>; fn to_uppercase(&self) -> String;"
    " fn to_lowercase(&self) -> String; fn replace<P>(&self, from: P, to: &str) -> String; fn repeat(&self, n: usize) -> String;"
    " fn starts_with<P>(&self, p: P) -> bool; fn ends_with<P>(&self, p: P) -> bool; fn contains<P>(&self, p: P) -> bool; fn find<P>(&self, p: P) -> Option<usize>;"
    " fn rfind<P>(&self, p: P) -> Option<usize>; fn as_bytes(&self) -> &[u8]; fn as_str(&self) -> &str; fn strip_prefix<P>(&self, p: P) -> Option<&str>;"
    " fn strip_suffix<P>(&self, p: P) -> Option<&str>; fn into_string(self) -> String; fn to_ascii_lowercase(&self) -> String;"
    " fn trim_matches<P>(&self, p: P) -> &str; fn trim_end_matches<P>(&self, p: P) -> &str; fn trim_start_matches<P>(&self, p: P) -> &str; }"
    "impl Number { fn checked_add(self, o: Self) -> Option<Self>; fn checked_sub(self, o: Self) -> Option<Self>; fn checked_mul(self, o: Self) -> Option<Self>;"
    " fn checked_div(self, o: Self) -> Option<Self>; fn saturating_add(self, o: Self) -> Self; fn saturating_sub(self, o: Self) -> Self;"
    " fn saturating_mul(self, o: Self) -> Self; fn wrapping_add(self, o: Self) -> Self; fn wrapping_sub(self, o: Self) -> Self;"
    " fn wrapping_mul(self, o: Self) -> Self; fn rotate_left(self, n: u32) -> Self; fn pow(self, n: u32) -> Self; fn abs(self) -> Self; fn sqrt(self) -> Self;"
    " fn powi(self, n: i32) -> Self; fn round(self) -> Self; fn floor(self) -> Self; fn ceil(self) -> Self; fn abs_diff(self, o: Self) -> Self;"
    " fn rem_euclid(self, o: Self) -> Self; fn div_ceil(self, o: Self) -> Self; fn is_power_of_two(self) -> bool; fn to_le_bytes(self) -> Vec<u8>; }",

    "mod thread { fn spawn<T>(f: impl FnOnce() -> T) -> JoinHandle<T>; fn scope<T>(f: impl FnOnce(&Scope) -> T) -> T; fn sleep(time: Duration); }"
    "impl Scope { fn spawn<T>(&self, f: impl FnOnce() -> T) -> ScopedJoinHandle<T>; }"
    "impl Builder { fn new() -> Self; fn name(self, name: String) -> Self; fn spawn<T>(self, f: impl FnOnce() -> T) -> Result<JoinHandle<T>, Error>; }"
    "impl<T> JoinHandle<T> { fn join(self) -> Result<T, Box<dyn Any + Send>>; fn is_finished(&self) -> bool; fn abort(&self); }"
    "impl<T> ScopedJoinHandle<T> { fn join(self) -> Result<T, Box<dyn Any + Send>>; }"
    "impl<T> Future for JoinHandle<T> { type Output = Result<T, JoinError>; }"
    "mod task { fn spawn<F>(f: F) -> JoinHandle<<F as Future>::Output>; fn spawn_local<F>(f: F) -> JoinHandle<<F as Future>::Output>;"
    " fn spawn_blocking<T>(f: impl FnOnce() -> T) -> JoinHandle<T>; fn block_in_place<T>(f: impl FnOnce() -> T) -> T; }"
    "mod tokio { fn spawn<F>(f: F) -> JoinHandle<<F as Future>::Output>; }"
    "mod time { fn sleep(time: Duration) -> impl Future<Output = ()>;"
    " fn timeout<F>(time: Duration, f: F) -> impl Future<Output = Result<<F as Future>::Output, Elapsed>>; }"
    "mod future { fn ready<T>(value: T) -> impl Future<Output = T>; fn pending<T>() -> impl Future<Output = T>;"
    " fn join_all<I>(items: I) -> impl Future<Output = Vec<<<I as IntoIterator>::Item as Future>::Output>>; }"
    "impl Runtime { fn new() -> Result<Self, Error>; fn block_on<F>(&self, f: F) -> <F as Future>::Output;"
    " fn spawn<F>(&self, f: F) -> JoinHandle<<F as Future>::Output>; }"
    "impl<T> JoinSet<T> { fn new() -> Self; fn spawn<F: Future<Output = T>>(&mut self, f: F);"
    " fn join_next(&mut self) -> impl Future<Output = Option<Result<T, JoinError>>>; }"
    "impl<F> FuturesUnordered<F> { fn new() -> Self; fn push(&self, f: F); fn next(&mut self) -> impl Future<Output = Option<<F as Future>::Output>>; }"
    "mod mpsc { fn channel<T>() -> (Sender<T>, Receiver<T>); fn sync_channel<T>(n: usize) -> (SyncSender<T>, Receiver<T>); }"
    "impl<T> Sender<T> { fn send(&self, value: T) -> Result<(), SendError<T>>; }"
    "impl<T> SyncSender<T> { fn send(&self, value: T) -> Result<(), SendError<T>>; fn try_send(&self, value: T) -> Result<(), SendError<T>>; }"
    "impl<T> Receiver<T> { fn recv(&self) -> Result<T, RecvError>; fn try_recv(&self) -> Result<T, TryRecvError>;"
    " fn recv_timeout(&self, time: Duration) -> Result<T, RecvTimeoutError>; fn iter(&self) -> impl Iterator<Item = T>;"
    " fn try_iter(&self) -> impl Iterator<Item = T>; fn into_iter(self) -> impl Iterator<Item = T>; }",

    "mod mem { fn take<T>(place: &mut T) -> T; fn replace<T>(place: &mut T, value: T) -> T; fn swap<T>(a: &mut T, b: &mut T); fn forget<T>(value: T);"
    " fn drop<T>(value: T); fn size_of<T>() -> usize; }"
    "mod fs { fn read_to_string<P>(path: P) -> Result<String, Error>; fn read<P>(path: P) -> Result<Vec<u8>, Error>;"
    " fn write<P, C>(path: P, content: C) -> Result<(), Error>; fn remove_file<P>(path: P) -> Result<(), Error>; }"
    "mod ptr { fn null<T>() -> *const T; fn null_mut<T>() -> *mut T; fn read<T>(p: *const T) -> T; fn write<T>(p: *mut T, value: T); }"
    "mod cmp { fn min<T>(a: T, b: T) -> T; fn max<T>(a: T, b: T) -> T; } mod convert { fn identity<T>(value: T) -> T; }"
    "mod env { fn args() -> impl Iterator<Item = String>; fn var<K>(name: K) -> Result<String, VarError>; }"
    "mod array { fn from_fn<T>(f: impl FnMut(usize) -> T) -> Vec<T>; } mod hint { fn black_box<T>(value: T) -> T; }"
    "mod panic { fn catch_unwind<T>(f: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>>; }"
    "impl File { fn open<P>(path: P) -> Result<Self, Error>; fn create<P>(path: P) -> Result<Self, Error>; }"
    "impl Instant { fn now() -> Self; fn elapsed(&self) -> Duration; }"
    "impl Duration { fn from_millis(n: u64) -> Self; fn from_secs(n: u64) -> Self; fn as_millis(&self) -> u128; fn as_secs(&self) -> u64; }"
    "impl<T> Poll<T> { fn map<U>(self, f: impl FnOnce(T) -> U) -> Poll<U>; }"
    "impl Path { fn new<S>(text: S) -> &Path; fn join<P>(&self, p: P) -> PathBuf; fn to_path_buf(&self) -> PathBuf; fn display(&self) -> Display; }"
    "impl PathBuf { fn new() -> Self; fn from<U>(value: U) -> Self; fn as_path(&self) -> &Path; }"
    "impl<T> NonNull<T> { fn new(p: *mut T) -> Option<Self>; fn as_ptr(self) -> *mut T; fn dangling() -> Self; fn as_ref(&self) -> &T; }"
    "impl<T> LocalKey<T> { fn with<R>(&self, f: impl FnOnce(&T) -> R) -> R; fn set<U>(&self, value: U); fn take<U>(&self) -> U; }",
};

Str flow_std_text(Arena *arena) {
    StrBuf text = strbuf_new(arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        strbuf_add(&text, str_from(rows[i]));
        strbuf_add_byte(&text, '\n');
    }
    return strbuf_str(&text);
}
