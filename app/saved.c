/* SPDX-License-Identifier: MIT */
/*
 * saved.c: see saved.h.
 */
#include "saved.h"
#include "fdio.h"
#include "loading.h"
#include "say.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SAVED_MAX ((size_t)4 << 30)

static int read_bytes(const char *file, struct buf *bytes, struct diag *diag) {
    if (strcmp(file, "-") != 0) {
        return file_read(file, bytes, SAVED_MAX, diag);
    }
    int r = fd_read_to_end(STDIN_FILENO, bytes, SAVED_MAX);
    return r < 0 ? diag_set(diag, r, "standard input", 0, "%s", strerror(-r)) : 0;
}

int saved_read(const char *file, struct log *log, struct diag *ret_torn) {
    struct buf bytes = {0};
    int code = EXIT_AS_EXPECTED;
    int r = read_bytes(file, &bytes, ret_torn);
    if (r < 0) {
        code = fail_diag(r == -EACCES ? EXIT_DENIED : EXIT_IO, ret_torn);
    } else {
        bool takes_keys = strcmp(file, "-") != 0;
        r = loading_read(log, file, buf_str(&bytes), bytes.len, takes_keys, ret_torn);
        code = r < 0 ? fail_diag(r == -ECANCELED ? SAVED_STOPPED : EXIT_IO, ret_torn) : code;
    }
    buf_done(&bytes);
    return code;
}
