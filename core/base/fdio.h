/* SPDX-License-Identifier: MIT */
/*
 * fdio.h: whole reads and writes on descriptors and files: the loops over EINTR and short counts
 * that read(2) and write(2) ask for, in one place. Not for a lesson's own operations: there the
 * short count and the EINTR are what is taught (core/ops).
 */
#ifndef FDIO_H
#define FDIO_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>
#include <sys/types.h>

/* One read(2) (write(2)) that is not given up for a signal. The count, or -errno. */
ssize_t fd_read_some(int fd, void *bytes, size_t len);
ssize_t fd_write_some(int fd, const void *bytes, size_t len);
/* All len bytes. 0, or -errno; -EPIPE where a read meets end-of-file before them all. */
int fd_read_all(int fd, void *bytes, size_t len);
int fd_write_all(int fd, const void *bytes, size_t len);
/* Appends everything to end-of-file; 0 or -errno (-EFBIG: more than max bytes; 0: no limit). */
int fd_read_to_end(int fd, struct buf *buf, size_t max);
/* close(2), and -1 into *fd; nothing for one that is -1 already. */
void fd_close(int *fd);
/* Close-on-exec and non-blocking. 0 or -errno. */
int fd_set_cloexec(int fd, bool on);
int fd_set_nonblock(int fd, bool on);

/* Appends a whole file. 0, or -errno with *diag (diag may be NULL). */
int file_read(const char *path, struct buf *buf, size_t max, struct diag *diag);
/* The same for a file that somebody else made: it must be a regular one, and a symbolic link as its
 * last name is refused (-ELOOP), so that reading neither waits nor leads elsewhere. */
int file_read_plain(const char *path, struct buf *buf, size_t max, struct diag *diag);
/* Makes path hold exactly these bytes, or leaves what was there: written beside it, synced, then
 * renamed over it. 0, or -errno with *diag. */
int file_write(const char *path, const void *bytes, size_t len, struct diag *diag);

#endif
