/* SPDX-License-Identifier: MIT */
/*
 * fdio.c: the loops over EINTR and short counts. A signal handler that returns must not look like
 * a fault of the file, and a short write(2) is not an error (POSIX, write).
 */
#include "fdio.h"
#include "mem.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_AT_ONCE ((size_t)64 * 1024)

ssize_t fd_read_some(int fd, void *bytes, size_t len) {
    ssize_t n;
    do {
        n = read(fd, bytes, len);
    } while (n < 0 && errno == EINTR);
    return n < 0 ? -errno : n;
}

ssize_t fd_write_some(int fd, const void *bytes, size_t len) {
    ssize_t n;
    do {
        n = write(fd, bytes, len);
    } while (n < 0 && errno == EINTR);
    return n < 0 ? -errno : n;
}

int fd_read_all(int fd, void *bytes, size_t len) {
    char *at = bytes;
    while (len > 0) {
        ssize_t n = fd_read_some(fd, at, len);
        if (n <= 0) {
            return n < 0 ? (int)n : -EPIPE;
        }
        at += n;
        len -= (size_t)n;
    }
    return 0;
}

int fd_write_all(int fd, const void *bytes, size_t len) {
    const char *at = bytes;
    while (len > 0) {
        ssize_t n = fd_write_some(fd, at, len);
        if (n < 0) {
            return (int)n;
        }
        at += n;
        len -= (size_t)n;
    }
    return 0;
}

int fd_read_to_end(int fd, struct buf *buf, size_t max) {
    size_t before = buf->len;
    for (;;) {
        ssize_t n = fd_read_some(fd, buf_room(buf, READ_AT_ONCE), READ_AT_ONCE);
        buf_filled(buf, n > 0 ? (size_t)n : 0);
        if (n <= 0) {
            return (int)n;
        }
        if (max > 0 && buf->len - before > max) {
            return -EFBIG;
        }
    }
}

void fd_close(int *fd) {
    if (*fd >= 0) {
        close(*fd); /* Linux frees the number even on EINTR: never again (close(2)) */
        *fd = -1;
    }
}

int fd_set_cloexec(int fd, bool on) {
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0) {
        return -errno;
    }
    flags = on ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC;
    return fcntl(fd, F_SETFD, flags) < 0 ? -errno : 0;
}

int fd_set_nonblock(int fd, bool on) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0) {
        return -errno;
    }
    flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    return fcntl(fd, F_SETFL, flags) < 0 ? -errno : 0;
}

/* All of an open file. */
static int read_open(const char *path, int fd, struct buf *buf, size_t max, struct diag *diag) {
    /* Room for all of it at once; a file that grows or that has no size is read all the same. */
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (max == 0 || (size_t)st.st_size <= max)) {
        buf_room(buf, (size_t)st.st_size + READ_AT_ONCE);
    }
    int code = fd_read_to_end(fd, buf, max);
    if (code == -EFBIG) {
        return diag_set(diag, code, path, 0, "is larger than %zu KiB: that is the limit",
                        max >> 10);
    }
    if (code < 0) {
        return diag_set(diag, code, path, 0, "cannot be read: %s", strerror(-code));
    }
    return 0;
}

static int not_opened(const char *path, int code, struct diag *diag) {
    return diag_set(diag, code, path, 0, "cannot be opened: %s", strerror(-code));
}

int file_read(const char *path, struct buf *buf, size_t max, struct diag *diag) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return not_opened(path, -errno, diag);
    }
    int code = read_open(path, fd, buf, max, diag);
    close(fd);
    return code;
}

int file_read_plain(const char *path, struct buf *buf, size_t max, struct diag *diag) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ELOOP) {
        return diag_set(diag, -ELOOP, path, 0,
                        "is a symbolic link: write the file itself there, links are not followed");
    }
    if (fd < 0) {
        return not_opened(path, -errno, diag);
    }
    bool plain = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    int code = plain ? read_open(path, fd, buf, max, diag)
                     : diag_set(diag, -EINVAL, path, 0, "is not a file with text in it");
    close(fd);
    return code;
}

/* The bytes into the new file fd, on the disk, with the rights that umask(2) gives. */
static int fill(int fd, const void *bytes, size_t len) {
    int code = fd_write_all(fd, bytes, len);
    if (code < 0) {
        return code;
    }
    mode_t mask = umask(0);
    umask(mask);
    if (fchmod(fd, 0666 & ~mask) < 0 || fsync(fd) < 0) {
        return -errno;
    }
    return 0;
}

/* Not a regular file (a terminal, /dev/stdout, a FIFO): nothing to rename over. */
static bool is_special(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static int write_special(const char *path, const void *bytes, size_t len) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return -errno;
    }
    int code = fd_write_all(fd, bytes, len);
    close(fd);
    return code;
}

static int write_beside(const char *path, const void *bytes, size_t len) {
    struct buf beside = {0};
    buf_putf(&beside, "%s.XXXXXX", path);
    int fd = mkostemp(beside.data, O_CLOEXEC);
    int code = fd < 0 ? -errno : fill(fd, bytes, len);
    if (fd >= 0) {
        if (close(fd) < 0 && code == 0) {
            code = -errno;
        }
        if (code == 0 && rename(beside.data, path) < 0) {
            code = -errno;
        }
        if (code < 0) {
            unlink(beside.data);
        }
    }
    buf_done(&beside);
    return code;
}

int file_write(const char *path, const void *bytes, size_t len, struct diag *diag) {
    int code = is_special(path) ? write_special(path, bytes, len) : write_beside(path, bytes, len);
    if (code < 0) {
        return diag_set(diag, code, path, 0, "cannot be written: %s", strerror(-code));
    }
    return 0;
}
