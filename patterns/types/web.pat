# Web frameworks and bots.

type actix-request
name: HttpRequest, HttpResponse, HttpMessage, ServiceRequest, ServiceResponse, Session, Identity
path: actix_web actix_session actix_http actix_identity
rule: thread-bound
lacks: Send Sync
what: a part of a request of actix-web, which handles each request on one thread
advice: Keep it in the handler, whose future need not be Send; `#[async_trait(?Send)]`; pass plain data on to other threads.
fixes: relax-send spawn-local own-capture drop-before-await
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: actix_web::HttpRequest
match: actix_session::Session
match: HttpRequest
not: http::Request<u8>

type actix-error
name: dyn ResponseError, dyn MessageBody
rule: thread-bound
lacks: Send Sync
what: an error or body of actix-web, which handles each request on one thread
advice: Use an error type of your own in what leaves the handler; plain data from `web::block`.
marker: yes
fixes: map-err relax-send drop-before-await
wrong: rc-to-arc wrap-in-mutex
match: (dyn ResponseError + 'static)
not: dyn std::error::Error

type actix-inside
name: Rc
path: std alloc
regex: ^Rc<(?:HttpRequestInner|AppInitServiceState|Extensions|RefCell<SessionInner>|RequestHead|ResourceMap)>$
library: actix_web
rule: thread-bound
lacks: Send Sync
what: the inside of a request of actix-web, which handles each request on one thread
advice: Keep it in the handler, whose future need not be Send; pass plain data on to other threads.
marker: yes
fixes: relax-send spawn-local own-capture drop-before-await
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: Rc<RefCell<actix_session::session::SessionInner>>
match: Rc<actix_web::request::HttpRequestInner>
not: Rc<RefCell<Session>>

type body-object
name: dyn Body, dyn HttpBody
path: http_body
rule: trait-object
lacks: Send Sync
what: a boxed body, made to be Send but not Sync
advice: Take the body by value or `&mut`, and read it before the await; SyncWrapper where Sync is asked.
fixes: own-capture drop-before-await relax-send
wrong: rc-to-arc wrap-in-mutex dyn-add-send
match: (dyn Body<Data = Bytes, Error = axum::Error> + Send + 'static)
not: dyn Read

type http-body
name: UnsyncBoxBody, Streaming
path: http_body http_body_util tonic
rule: foreign-type
lacks: Sync
what: a body that may be sent but not shared
advice: Take it by value or `&mut`, and read it before the await; SyncWrapper where Sync is asked.
fixes: own-capture drop-before-await
wrong: rc-to-arc
match: http_body::combinators::UnsyncBoxBody<Bytes, axum::Error>
match: tonic::Streaming<Reply>
not: axum::body::Bytes

type serenity-cache
name: CacheRef, GuildRef, GuildChannelRef, UserRef, CurrentUserRef, MessageRef, MemberRef, SettingsRef, ChannelMessagesRef, GuildRolesRef
path: serenity cache
rule: lock-guard
lacks: Send
what: a lock on a part of the bot's cache
advice: Copy the names and ids out in one expression before the await: `ctx.cache.guild(id).map(|g| g.name.clone())`.
fixes: drop-before-await bind-temporary own-capture
wrong: unsafe-send-wrapper rc-to-arc
match: CacheRef<'_, GuildId, Guild>
match: serenity::cache::GuildRef<'_>
not: GuildId

type serenity-marker
name: *mut, *const
regex: ^\*(?:mut|const) (?:NotSend|NoSend)$
library: serenity
rule: thread-bound
lacks: Send Sync
what: a marker by which a library keeps a guard on its thread
advice: Copy what is needed out in one expression before the await.
marker: yes
fixes: drop-before-await bind-temporary own-capture
wrong: unsafe-send-wrapper rc-to-arc wrap-in-mutex
match: *const cache::NotSend
not: *const Guild

type axum-handler
name: dyn Handler
rule: trait-object
lacks: Send Sync
what: a boxed handler that does not say that it is Send and Sync
advice: `dyn Handler + Send + Sync` where the type is spelt.
fixes: dyn-add-send
wrong: rc-to-arc wrap-in-mutex
match: dyn Handler
not: dyn Job

type any-object
name: dyn Any
rule: trait-object
lacks: Send Sync
what: a value of unknown type, which says neither Send nor Sync
advice: `Box<dyn Any + Send>` where the type is spelt; it passes where `Box<dyn Any>` is expected.
fixes: dyn-add-send drop-before-await
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: (dyn Any + 'static)
match: dyn std::any::Any
not: dyn Many
