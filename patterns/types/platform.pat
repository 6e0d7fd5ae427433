# Handles of operating systems, sound and windows.

type com-interface
name: IUnknown, IDispatch, IInspectable, IStream
path: windows windows_core
rule: thread-bound
lacks: Send Sync
what: a COM interface, which belongs to the apartment of its thread
advice: Use it on a thread of its own, or an AgileReference; `unsafe impl Send` only if the class is free-threaded.
fixes: move-into-task channel unsafe-send-wrapper
wrong: rc-to-arc wrap-in-mutex
match: windows::core::IUnknown
match: IUnknown
not: Unknown

type window-handle
name: HWND, HINSTANCE, HMENU, HDC, HICON, HANDLE
rule: raw-pointer
lacks: Send Sync
what: a handle of Windows, which is a raw pointer inside
advice: Pass it as an integer (`handle.0 as isize`) or in a newtype with `unsafe impl Send`, and use it only where Windows allows it.
fixes: unsafe-send-wrapper move-into-task channel
wrong: rc-to-arc wrap-in-mutex
match: HWND
match: windows::Win32::Foundation::HWND
not: Hwnd

type window-pointer
name: *mut, *const
regex: ^\*(?:mut|const) H\w+__$
rule: raw-pointer
lacks: Send Sync
what: a handle of Windows
advice: Pass it as an integer or in a newtype with `unsafe impl Send`, and use it only where Windows allows it.
fixes: unsafe-send-wrapper move-into-task channel
wrong: rc-to-arc wrap-in-mutex
match: *mut winapi::shared::windef::HWND__
not: *mut Header

type void-pointer
name: *mut, *const, NonNull
regex: ^(?:\*(?:mut|const) c_void|NonNull<c_void>)$
rule: raw-pointer
lacks: Send Sync
what: a pointer to something of a C library
advice: Keep the handle on the thread that made it, or, where the library allows it, a newtype with `unsafe impl Send`.
fixes: unsafe-send-wrapper move-into-task own-capture channel feature-flag drop-before-await
wrong: rc-to-arc wrap-in-mutex
match: *mut c_void
match: std::ptr::NonNull<std::ffi::c_void>
not: *mut Device

type cpal-stream
name: Stream
path: cpal
bare: no
rule: thread-bound
lacks: Send Sync
what: a sound stream, which some platforms tie to its thread
advice: Give it a thread of its own and send that thread messages.
fixes: channel move-into-task
wrong: unsafe-send-wrapper rc-to-arc wrap-in-mutex
match: cpal::Stream
not: futures::Stream

type rodio-stream
name: OutputStream, MixerDeviceSink
path: rodio
rule: thread-bound
lacks: Send Sync
what: a sound stream, which some platforms tie to its thread
advice: Give it a thread of its own and send that thread messages.
fixes: channel move-into-task
wrong: unsafe-send-wrapper rc-to-arc wrap-in-mutex
match: rodio::OutputStream
not: rodio::Sink

type glib-object
name: Object, WeakRef, Widget, Window, ApplicationWindow, Application, Label, Button, Entry, Pixbuf, MainContext, Source
path: glib gtk gtk4 gio gdk gdk_pixbuf gdk4 libadwaita adw gstreamer_gtk
bare: no
rule: thread-bound
lacks: Send Sync
what: an object of GTK, which belongs to the main thread
advice: `glib::spawn_future_local`, or a channel to the main context; SendWeakRef or ThreadGuard to carry one through.
fixes: spawn-local channel
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: gtk::Label
match: glib::WeakRef<gtk::Label>
not: egui::Label

type glib-pointer
name: *mut, *const, NonNull
regex: ^(?:\*(?:mut|const) (?:G[A-Z]\w*)|NonNull<GObject>)$
library: glib
rule: thread-bound
lacks: Send Sync
what: the inside of an object of GLib or GTK, which belongs to the main thread
advice: `glib::spawn_future_local`, or a channel to the main context.
marker: yes
fixes: spawn-local channel
wrong: rc-to-arc wrap-in-mutex unsafe-send-wrapper
match: NonNull<GObject>
match: *mut glib_sys::GSource
not: *mut Glyph
