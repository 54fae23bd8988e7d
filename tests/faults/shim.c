/*
 * Stands between a process and its disk (LD_PRELOAD): counts the calls that change a file below one folder, writes them down,
 * and at the call that the plan names fails it, or kills the process before it or in the middle of it.
 *
 * LOBBY_SHIM_FOLDER  the folder that is watched
 * LOBBY_SHIM_PLAN    a file: what shall happen, read before each call (struct plan)
 * LOBBY_SHIM_COUNT   a file: how many calls there were since the plan's number changed
 * LOBBY_SHIM_LOG     a file: every call with its bytes, absent where nobody wants it (struct entry)
 *
 * The shared memory beside a database (-shm) is no file that anybody relies on: it is made again, and not watched.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum act { GO_ON = 0, FAIL = 1, KILL_BEFORE = 2, KILL_WITHIN = 3 };
enum kind { WRITE = 1, SYNC = 2, CUT = 3, CREATE = 4, RENAME = 5, UNLINK = 6, MKDIR = 7, SYNC_FOLDER = 8 };

struct plan {
    uint64_t number; /* another number begins to count again */
    uint64_t at;     /* which call, from 1 */
    uint32_t act;
    uint32_t error;   /* errno of a call that fails */
    uint32_t lasting; /* calls that fail from the one named on; 0 is for ever */
    uint32_t kinds;   /* bit set of the kinds that are counted */
};

struct entry {
    uint32_t kind;
    uint32_t path_bytes;
    uint64_t node;
    uint64_t offset;
    uint64_t data_bytes;
};

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static int plan_file = -1, count_file = -1, log_file = -1;
static char folder[PATH_MAX];
static size_t folder_bytes;
static uint64_t number, calls;

static int raw_open(const char *path, int flags) { return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600); }

__attribute__((constructor)) static void begin(void) {
    const char *watched = getenv("LOBBY_SHIM_FOLDER"), *path = getenv("LOBBY_SHIM_PLAN");
    if (!watched || !path || !realpath(watched, folder)) return;
    folder_bytes = strlen(folder);
    plan_file = raw_open(path, O_RDONLY);
    path = getenv("LOBBY_SHIM_COUNT");
    if (path) count_file = raw_open(path, O_WRONLY | O_CREAT);
    path = getenv("LOBBY_SHIM_LOG");
    if (path) log_file = raw_open(path, O_WRONLY | O_CREAT | O_APPEND);
}

/* Whether `path` is below the watched folder. */
static int watched(const char *path) {
    size_t bytes = strlen(path);
    if (plan_file < 0 || strncmp(path, folder, folder_bytes) != 0 || path[folder_bytes] != '/') return 0;
    return bytes < 4 || strcmp(path + bytes - 4, "-shm") != 0;
}

/* Puts the path of an open file into `path` and says whether it is watched. */
static int watched_file(int file, char *path) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t bytes = plan_file < 0 ? -1 : readlink(link, path, PATH_MAX - 1);
    if (bytes < 0) return 0;
    path[bytes] = 0;
    return watched(path);
}

/* Puts the whole path of `name`, relative to the folder `at`, into `path` and says whether it is watched. */
static int watched_name(int at, const char *name, char *path) {
    char base[PATH_MAX];
    if (plan_file < 0) return 0;
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else if (at == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return 0;
        if ((size_t)snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    } else {
        watched_file(at, base);
        if ((size_t)snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    return watched(path);
}

/* Counts a call of this kind; returns what shall become of it, with errno set where it fails. */
static enum act next(enum kind kind) {
    struct plan plan;
    if (syscall(SYS_pread64, plan_file, &plan, sizeof plan, 0) != sizeof plan) return GO_ON;
    if (plan.number != number) {
        number = plan.number;
        calls = 0;
    }
    if (!(plan.kinds & (1u << kind))) return GO_ON;
    calls += 1;
    if (count_file >= 0) syscall(SYS_pwrite64, count_file, &calls, sizeof calls, 0);
    if (plan.at == 0 || calls < plan.at) return GO_ON;
    if (plan.act == FAIL) {
        if (plan.lasting != 0 && calls >= plan.at + plan.lasting) return GO_ON;
        errno = (int)plan.error;
        return FAIL;
    }
    return calls == plan.at ? (enum act)plan.act : GO_ON;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void note(enum kind kind, const char *path, uint64_t node, uint64_t offset, const void *data, uint64_t bytes) {
    if (log_file < 0) return;
    struct entry entry = {kind, (uint32_t)strlen(path), node, offset, bytes};
    struct iovec parts[3] = {{&entry, sizeof entry}, {(void *)path, entry.path_bytes}, {(void *)data, bytes}};
    ssize_t whole = (ssize_t)(sizeof entry + entry.path_bytes + bytes);
    /* A log with a hole would prove nothing. */
    if (syscall(SYS_writev, log_file, parts, 3) != whole) abort();
}

static uint64_t node_of(int file) {
    struct stat facts;
    return fstat(file, &facts) == 0 ? (uint64_t)facts.st_ino : 0;
}


/* One write of `bytes` at `offset`; a negative offset is where the file stands. */
static ssize_t written(int file, const void *data, size_t bytes, off_t offset) {
    char path[PATH_MAX];
    int here = offset < 0;
    if (!watched_file(file, path))
        return here ? syscall(SYS_write, file, data, bytes) : syscall(SYS_pwrite64, file, data, bytes, offset);
    pthread_mutex_lock(&gate);
    enum act act = next(WRITE);
    if (act == KILL_BEFORE) die();
    ssize_t done = -1;
    if (act != FAIL) {
        off_t start = offset;
        if (here) {
            int appends = fcntl(file, F_GETFL) & O_APPEND;
            start = lseek(file, 0, appends ? SEEK_END : SEEK_CUR);
        }
        size_t wanted = act == KILL_WITHIN ? bytes / 2 : bytes;
        done = here ? syscall(SYS_write, file, data, wanted) : syscall(SYS_pwrite64, file, data, wanted, offset);
        if (done > 0) note(WRITE, path, node_of(file), (uint64_t)start, data, (uint64_t)done);
        if (act == KILL_WITHIN) die();
    }
    pthread_mutex_unlock(&gate);
    return done;
}

ssize_t write(int file, const void *data, size_t bytes) { return written(file, data, bytes, -1); }
ssize_t pwrite(int file, const void *data, size_t bytes, off_t offset) { return written(file, data, bytes, offset); }
ssize_t pwrite64(int file, const void *data, size_t bytes, off_t offset) { return written(file, data, bytes, offset); }

/* A write of less than was asked is what every caller has to reckon with: the first part alone. */
ssize_t writev(int file, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    if (!watched_file(file, path)) return syscall(SYS_writev, file, parts, count);
    for (int at = 0; at < count; at++)
        if (parts[at].iov_len > 0) return written(file, parts[at].iov_base, parts[at].iov_len, -1);
    return 0;
}

static int synced(int file, long call) {
    char path[PATH_MAX];
    struct stat facts;
    if (!watched_file(file, path) && !(plan_file >= 0 && strcmp(path, folder) == 0)) return (int)syscall(call, file);
    pthread_mutex_lock(&gate);
    enum kind kind = fstat(file, &facts) == 0 && S_ISDIR(facts.st_mode) ? SYNC_FOLDER : SYNC;
    enum act act = next(kind);
    if (act == KILL_BEFORE || act == KILL_WITHIN) die();
    int done = act == FAIL ? -1 : (int)syscall(call, file);
    if (done == 0) note(kind, path, node_of(file), 0, "", 0);
    pthread_mutex_unlock(&gate);
    return done;
}

int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

static int cut(int file, off_t bytes) {
    char path[PATH_MAX];
    if (!watched_file(file, path)) return (int)syscall(SYS_ftruncate, file, bytes);
    pthread_mutex_lock(&gate);
    enum act act = next(CUT);
    if (act == KILL_BEFORE || act == KILL_WITHIN) die();
    int done = act == FAIL ? -1 : (int)syscall(SYS_ftruncate, file, bytes);
    if (done == 0) note(CUT, path, node_of(file), (uint64_t)bytes, "", 0);
    pthread_mutex_unlock(&gate);
    return done;
}

int ftruncate(int file, off_t bytes) { return cut(file, bytes); }
int ftruncate64(int file, off_t bytes) { return cut(file, bytes); }

static int opened(int at, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!(flags & (O_CREAT | O_TRUNC)) || !watched_name(at, name, path)) return (int)syscall(SYS_openat, at, name, flags, mode);
    pthread_mutex_lock(&gate);
    struct stat facts;
    int is_new = syscall(SYS_newfstatat, at, name, &facts, 0) != 0;
    enum act act = is_new ? next(CREATE) : (flags & O_TRUNC) ? next(CUT) : GO_ON;
    if (act == KILL_BEFORE || act == KILL_WITHIN) die();
    int file = act == FAIL ? -1 : (int)syscall(SYS_openat, at, name, flags, mode);
    if (file >= 0 && is_new) note(CREATE, path, node_of(file), 0, "", 0);
    else if (file >= 0 && (flags & O_TRUNC)) note(CUT, path, node_of(file), 0, "", 0);
    pthread_mutex_unlock(&gate);
    return file;
}

#define OPEN(name, first, at)                                   \
    int name(first const char *path, int flags, ...) {          \
        mode_t mode = 0;                                        \
        if (flags & (O_CREAT | O_TMPFILE)) {                    \
            va_list rest;                                       \
            va_start(rest, flags);                              \
            mode = va_arg(rest, mode_t);                        \
            va_end(rest);                                       \
        }                                                       \
        return opened(at, path, flags, mode);                   \
    }
#define NOTHING
#define FOLDER int at,
OPEN(open, NOTHING, AT_FDCWD)
OPEN(open64, NOTHING, AT_FDCWD)
OPEN(openat, FOLDER, at)
OPEN(openat64, FOLDER, at)

static int renamed(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    char before[PATH_MAX], after[PATH_MAX];
    int ours = watched_name(from_at, from, before);
    if (!watched_name(to_at, to, after) && !ours) return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    pthread_mutex_lock(&gate);
    enum act act = next(RENAME);
    if (act == KILL_BEFORE || act == KILL_WITHIN) die();
    int done = act == FAIL ? -1 : (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    if (done == 0) note(RENAME, before, 0, 0, after, strlen(after));
    pthread_mutex_unlock(&gate);
    return done;
}

int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_at, const char *from, int to_at, const char *to) { return renamed(from_at, from, to_at, to, 0); }
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    return renamed(from_at, from, to_at, to, flags);
}

static int unlinked(int at, const char *name, int flags) {
    char path[PATH_MAX];
    if (!watched_name(at, name, path)) return (int)syscall(SYS_unlinkat, at, name, flags);
    pthread_mutex_lock(&gate);
    enum act act = next(UNLINK);
    if (act == KILL_BEFORE || act == KILL_WITHIN) die();
    int done = act == FAIL ? -1 : (int)syscall(SYS_unlinkat, at, name, flags);
    if (done == 0) note(UNLINK, path, 0, 0, "", 0);
    pthread_mutex_unlock(&gate);
    return done;
}

int unlink(const char *name) { return unlinked(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinked(AT_FDCWD, name, AT_REMOVEDIR); }
int unlinkat(int at, const char *name, int flags) { return unlinked(at, name, flags); }

int mkdir(const char *name, mode_t mode) {
    char path[PATH_MAX];
    if (!watched_name(AT_FDCWD, name, path)) return (int)syscall(SYS_mkdirat, AT_FDCWD, name, mode);
    pthread_mutex_lock(&gate);
    enum act act = next(MKDIR);
    if (act == KILL_BEFORE || act == KILL_WITHIN) die();
    int done = act == FAIL ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, name, mode);
    if (done == 0) note(MKDIR, path, 0, 0, "", 0);
    pthread_mutex_unlock(&gate);
    return done;
}

/* Copies inside the kernel would pass by unseen: whoever copies has to read and write. */
ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t bytes, unsigned flags) {
    (void)from, (void)from_at, (void)to, (void)to_at, (void)bytes, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *at, size_t bytes) {
    (void)to, (void)from, (void)at, (void)bytes;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int to, int from, off_t *at, size_t bytes) { return sendfile(to, from, at, bytes); }
