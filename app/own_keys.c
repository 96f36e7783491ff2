/* SPDX-License-Identifier: MIT */
/* own_keys.c: see own_keys.h. */
#include "own_keys.h"
#include "fdio.h"
#include "keys.h"
#include "mem.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024 }; /* nobody has that many keys: it is another file */

/* XDG Base Directory Specification: a relative XDG_CONFIG_HOME is to be ignored. */
char *own_keys_path(void) {
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    struct buf path = {0};

    if (config != NULL && config[0] == '/') {
        buf_putf(&path, "%s/ipc-tutor/config", config);
    } else if (home != NULL && home[0] == '/') {
        buf_putf(&path, "%s/.config/ipc-tutor/config", home);
    } else {
        return NULL;
    }
    return buf_take(&path);
}

static void take(void *arg, const struct diag *diag) {
    struct own_keys_faults *faults = arg;

    if (faults->count++ == 0) {
        const char *slash = diag->file != NULL ? strrchr(diag->file, '/') : NULL;
        buf_puts(&faults->first, slash != NULL ? slash + 1 : "config");
        if (diag->line > 0) {
            buf_putf(&faults->first, ":%d", diag->line);
        }
        buf_putf(&faults->first, ": %s", diag->text);
    }
    if (faults->each != NULL) {
        faults->each(faults->arg, diag);
    }
}

void own_keys_load(struct own_keys_faults *faults) {
    char *path = own_keys_path();
    struct buf text = {0};
    struct diag diag = {0};
    int code = path != NULL ? file_read(path, &text, FILE_MAX, &diag) : -ENOENT;

    if (code == 0) {
        keys_configure(path, buf_str(&text), take, faults);
    } else if (code != -ENOENT && code != -ENOTDIR) {
        take(faults, &diag);
    }
    diag_done(&diag);
    buf_done(&text);
    mem_free(path);
}

void own_keys_notice(struct buf *out) {
    struct own_keys_faults faults = {0};

    own_keys_load(&faults);
    if (faults.count > 0) {
        buf_putf(out, "%s%s", out->len > 0 ? " " : "", buf_str(&faults.first));
    }
    if (faults.count > 1) {
        buf_putf(out, " (and %zu more: see ipc-tutor doctor)", faults.count - 1);
    }
    buf_done(&faults.first);
}
