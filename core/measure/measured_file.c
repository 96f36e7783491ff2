/* SPDX-License-Identifier: MIT */
/* measured_file.c: where the last whole measurement is kept: XDG Base Directory Specification,
 * state (worth keeping, but of this machine alone). */
#include "fdio.h"
#include "measured.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX ((size_t)1 << 20)

/* The folder of all programs' state; false: there is none. */
static bool state_folder(struct buf *out) {
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (state && state[0] == '/') { /* a relative one is to be ignored */
        buf_puts(out, state);
    } else if (home && home[0] == '/') {
        buf_putf(out, "%s/.local/state", home);
    }
    return out->len > 0;
}

/* Makes path and all above it. */
static int make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/');; slash = strchr(slash + 1, '/')) {
        if (slash) {
            *slash = '\0';
        }
        int err = mkdir(path, 0700) < 0 && errno != EEXIST ? -errno : 0;
        if (!slash || err) {
            return err;
        }
        *slash = '/';
    }
}

int measured_load(struct measured *ret_measured, struct diag *diag) {
    struct buf path = {0}, text = {0};
    struct measured here, kept;
    measured_init(&here);
    int err = state_folder(&path) ? 0 : -ENOENT;
    if (!err) {
        buf_puts(&path, "/ipc-tutor/measured.json");
        err = file_read(buf_str(&path), &text, FILE_MAX, diag);
    }
    if (!err && measured_of_json(buf_str(&text), text.len, &kept) < 0) {
        err = diag_set(diag, -EINVAL, buf_str(&path), 0, "this is no measurement of ipc-tutor");
    }
    if (!err && strcmp(kept.machine, here.machine) != 0) {
        err = -ENOENT;
    }
    if (!err) {
        *ret_measured = kept;
    }
    buf_done(&path);
    buf_done(&text);
    return err;
}

int measured_save(const struct measured *measured, struct diag *diag) {
    struct buf path = {0}, text = {0};
    int err = state_folder(&path) ? 0 : -ENOENT;
    if (!err) {
        buf_puts(&path, "/ipc-tutor");
        err = make_folders(path.data);
        err = err ? diag_set(diag, err, buf_str(&path), 0, "%s", strerror(-err)) : 0;
    }
    if (!err) {
        buf_puts(&path, "/measured.json");
        measured_json(measured, &text);
        buf_putc(&text, '\n');
        err = file_write(buf_str(&path), buf_str(&text), text.len, diag);
    }
    buf_done(&path);
    buf_done(&text);
    return err;
}
