/*
 * Files and folders; see file.h. Listing a tree of folders is in file_list.c.
 *
 * Paths come from messages and may hold anything. One with a NUL byte names no file, since the
 * system would cut it there and open another one. Whatever is opened must turn out to be a regular
 * file before it is read: a pipe or a terminal under that name would hold us up for ever.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum {
    DEFAULT_LIMIT = 1024 * 1024 * 1024,
    READ_STEP = 4096,
    TEMPORARY_NAMES = 100, /* tried before giving up */
    PERMISSIONS = 07777,
};

/* path as a C string on arena; NULL where it names no file. */
static const char *system_path(Arena *arena, Str path) {
    if (path.len == 0 || str_find_byte(path, '\0') != STR_NONE) {
        return NULL;
    }
    return str_cstr(arena, path);
}

static Status failed(Str path, const char *what, int error) {
    Arena scratch = {0};
    Str shown = text_printable(&scratch, path);
    StatusCode code = error == ENOENT || error == ENOTDIR ? STATUS_MISSING : STATUS_IO;
    Status status =
        status_error(code, "cannot %s " STR_FMT ": %s", what, STR_ARG(shown), strerror(error));
    arena_finish(&scratch);
    return status;
}

/* For what is made where it is missing. */
static Status as_io(Status status) {
    if (status.code == STATUS_MISSING) {
        status.code = STATUS_IO;
    }
    return status;
}

static Status refused(Str path, const char *what, const char *why) {
    Arena scratch = {0};
    Str shown = text_printable(&scratch, path);
    Status status = status_error(STATUS_IO, "cannot %s " STR_FMT ": %s", what, STR_ARG(shown), why);
    arena_finish(&scratch);
    return status;
}

/* Reads until the end of the file or until buffer is full; the number of bytes, or -1. */
static ssize_t read_all(int descriptor, char *buffer, size_t size) {
    size_t length = 0;
    while (length < size) {
        ssize_t got = read(descriptor, buffer + length, size - length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        length += (size_t)got;
    }
    return (ssize_t)length;
}

/*
 * Reads an open file. Its size is a first guess only: files of /proc have none, and another program
 * may write to it just now. One byte more than it should have shows whether it is longer.
 */
static Status read_open(Arena *arena, Str *out, Str path, int descriptor, size_t limit) {
    struct stat info;
    if (fstat(descriptor, &info) != 0) {
        return failed(path, "read", errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return refused(path, "read", "not a regular file");
    }
    size_t size = info.st_size > 0 ? (size_t)info.st_size : 0;
    while (size <= limit) {
        char *buffer = arena_alloc(arena, size + 1);
        ssize_t length =
            lseek(descriptor, 0, SEEK_SET) == 0 ? read_all(descriptor, buffer, size + 1) : -1;
        if (length < 0) {
            return failed(path, "read", errno);
        }
        if ((size_t)length <= size) {
            *out = (Str){.data = buffer, .len = (size_t)length};
            return status_ok();
        }
        size = size < limit && limit - size > size + READ_STEP ? size * 2 + READ_STEP
                                                               : limit + (size == limit);
    }
    return refused(path, "read", "the file is too large");
}

Status file_read(Arena *arena, Str *out, Str path, size_t limit) {
    *out = (Str){0};
    const char *name = system_path(arena, path);
    if (name == NULL) {
        return failed(path, "read", ENOENT);
    }
    int descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        return failed(path, "read", errno);
    }
    Status status = read_open(arena, out, path, descriptor, limit != 0 ? limit : DEFAULT_LIMIT);
    close(descriptor);
    return status;
}

Status file_open(int *descriptor, Str path) {
    Arena scratch = {0};
    const char *name = system_path(&scratch, path);
    *descriptor = name != NULL ? open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1;
    int error = name != NULL ? errno : ENOENT;
    arena_finish(&scratch);
    if (*descriptor < 0) {
        return failed(path, "read", error);
    }
    struct stat info;
    if (fstat(*descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
        close(*descriptor);
        *descriptor = -1;
        return failed(path, "read", EISDIR);
    }
    return status_ok();
}

Status file_create(FILE **stream, Str path) {
    Arena scratch = {0};
    const char *name = system_path(&scratch, path);
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY;
    int descriptor = name != NULL ? open(name, flags, 0666) : -1;
    *stream = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    int error = name != NULL ? errno : ENOENT;
    arena_finish(&scratch);
    return *stream != NULL ? status_ok() : as_io(failed(path, "write", error));
}

static bool write_all(int descriptor, Str content) {
    while (content.len > 0) {
        ssize_t written = write(descriptor, content.data, content.len);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        content = str_from_offset(content, written > 0 ? (size_t)written : 0);
    }
    return true;
}

/* Makes a new file in folder and tells its name; the descriptor, or -1. */
static int open_temporary(Arena *arena, Str folder, mode_t mode, const char **name) {
    for (int i = 0; i < TEMPORARY_NAMES; i++) {
        Str base = str_format(arena, ".sendfix-%ld-%d.tmp", (long)getpid(), i);
        *name = str_cstr(arena, file_join(arena, folder, base));
        int descriptor = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (descriptor >= 0 || errno != EEXIST) {
            return descriptor;
        }
    }
    return -1;
}

/* Writes the new content; old is what the file was, NULL where it is new. */
static bool fill(int descriptor, Str content, const struct stat *old) {
    if (old != NULL) {
        mode_t mode = old->st_mode & PERMISSIONS;
        bool ours = old->st_uid == geteuid() && old->st_gid == getegid();
        if (!ours && fchown(descriptor, old->st_uid, old->st_gid) != 0) {
            mode &=
                (mode_t) ~(S_ISUID | S_ISGID); /* it becomes ours, and must not run as us for all */
        }
        if (fchmod(descriptor, mode) != 0) {
            return false;
        }
    }
    return write_all(descriptor, content) && fsync(descriptor) == 0;
}

/*
 * Writes the folder's entry to the disk as well; where that cannot be done the file is good anyway.
 */
static void sync_folder(Arena *arena, Str folder) {
    int descriptor = open(folder.len > 0 ? str_cstr(arena, folder) : ".", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

/* Replaces the file of a path that is no symlink; 0, or an errno. */
static int replace_target(Arena *arena, Str target, Str content, const struct stat *old) {
    const char *temporary = NULL;
    mode_t mode =
        old != NULL ? S_IRUSR | S_IWUSR : S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
    int descriptor = open_temporary(arena, file_folder(target), mode, &temporary);
    if (descriptor < 0) {
        return errno;
    }
    bool filled = fill(descriptor, content, old);
    int error = filled ? 0 : errno;
    if (close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    if (error == 0 && rename(temporary, str_cstr(arena, target)) != 0) {
        error = errno;
    }
    if (error != 0) {
        unlink(temporary);
        return error;
    }
    sync_folder(arena, file_folder(target));
    return 0;
}

static Status replace(Arena *arena, Str path, Str content) {
    const char *name = system_path(arena, path);
    struct stat old;
    if (name == NULL) {
        return failed(path, "write", EINVAL);
    }
    if (lstat(name, &old) != 0) {
        int error = errno == ENOENT ? replace_target(arena, path, content, NULL) : errno;
        return error == 0 ? status_ok() : failed(path, "write", error);
    }
    Str target = file_real_path(arena, path);
    if (target.len == 0 || stat(name, &old) != 0) {
        return refused(path, "write", "it is a symbolic link to nothing");
    }
    if (!S_ISREG(old.st_mode)) {
        return refused(path, "write", "not a regular file");
    }
    if (access(name, W_OK) != 0) { /* rename would not ask */
        return failed(path, "write", errno);
    }
    int error = replace_target(arena, target, content, &old);
    return error == 0 ? status_ok() : failed(path, "write", error);
}

Status file_replace(Str path, Str content) {
    Arena scratch = {0};
    Status status = replace(&scratch, path, content);
    arena_finish(&scratch);
    return as_io(status);
}

/* Whether there is a file of some type under that name. */
static bool has_type(Str path, mode_t type) {
    Arena scratch = {0};
    const char *name = system_path(&scratch, path);
    struct stat info;
    bool has = name != NULL && stat(name, &info) == 0 && (info.st_mode & S_IFMT) == type;
    arena_finish(&scratch);
    return has;
}

bool file_is_regular(Str path) {
    return has_type(path, S_IFREG);
}

bool file_is_folder(Str path) {
    return has_type(path, S_IFDIR);
}

Str file_real_path(Arena *arena, Str path) {
    const char *name = system_path(arena, path);
    char *real = name != NULL ? realpath(name, NULL) : NULL;
    Str copy = real != NULL ? str_copy(arena, str_from(real)) : (Str){0};
    free(real);
    return copy;
}

Str file_join(Arena *arena, Str folder, Str name) {
    if (folder.len == 0 || str_starts(name, STR("/"))) {
        return name;
    }
    StrBuf joined = strbuf_new(arena);
    strbuf_add(&joined, folder);
    if (folder.data[folder.len - 1] != '/') {
        strbuf_add_byte(&joined, '/');
    }
    strbuf_add(&joined, name);
    return strbuf_str(&joined);
}

Str file_folder(Str path) {
    size_t slash = str_find_last_byte(path, '/');
    if (slash == STR_NONE) {
        return (Str){0};
    }
    return str_slice(path, 0, slash > 0 ? slash : 1);
}

Str file_base_name(Str path) {
    size_t slash = str_find_last_byte(path, '/');
    return slash != STR_NONE ? str_from_offset(path, slash + 1) : path;
}

Str file_with_slashes(Arena *arena, Str name) {
    if (str_find_byte(name, '\\') == STR_NONE || str_find_byte(name, '/') != STR_NONE) {
        return name;
    }
    StrBuf out = strbuf_new(arena);
    for (size_t i = 0; i < name.len; i++) {
        strbuf_add_byte(&out, name.data[i] == '\\' ? '/' : name.data[i]);
    }
    return strbuf_str(&out);
}

Str file_current_folder(Arena *arena) {
    for (size_t size = 256; size <= 1024 * 1024; size *= 2) {
        char *buffer = arena_alloc(arena, size);
        if (getcwd(buffer, size) != NULL) {
            return str_from(buffer);
        }
        if (errno != ERANGE) {
            break;
        }
    }
    return (Str){0};
}

Str file_own_program(Arena *arena, const char *argv0) {
    Str known = file_real_path(arena, STR("/proc/self/exe"));
    if (known.len > 0 || argv0 == NULL || str_find_byte(str_from(argv0), '/') == STR_NONE) {
        return known;
    }
    return file_real_path(arena, str_from(argv0));
}
