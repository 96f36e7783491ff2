/* SPDX-License-Identifier: MIT */
/*
 * places.c: an installed program has its lessons in ../share/ipc-tutor/lessons beside its bin, and
 * what else it needs in ../share/ipc-tutor; one that runs from its build folder has them beside
 * itself, in share/ipc-tutor, where CMake puts links into the source tree. No path of the machine
 * that built it is compiled in.
 */
#include "places.h"
#include "mem.h"
#include "say.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *executable_dir(void) {
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    if (len <= 0) {
        return mem_strdup("");
    }
    path[len] = '\0';
    char *slash = strrchr(path, '/');
    return mem_strndup(path, slash ? (size_t)(slash - path) : 0);
}

static const char *const shares[] = {"../share/ipc-tutor", "share/ipc-tutor"};

/* Where `name` is, seen from the executable: its real path; where it should be, if it is nowhere.
 */
static char *own_place(const char *dir, const char *name) {
    char real[PATH_MAX];
    struct buf path = {0};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        buf_clear(&path);
        buf_putf(&path, "%s/%s/%s", dir, shares[i], name);
        if (realpath(buf_str(&path), real)) {
            buf_done(&path);
            return mem_strdup(real);
        }
    }
    buf_clear(&path);
    buf_putf(&path, "%s/%s/%s", dir, shares[0], name);
    return buf_take(&path);
}

/* XDG Base Directory Specification: a relative path in the variable is to be ignored. */
static char *user_folder(const char *variable, const char *otherwise, const char *name) {
    const char *base = getenv(variable);
    const char *home = getenv("HOME");
    struct buf path = {0};
    if (base && base[0] == '/') {
        buf_putf(&path, "%s/ipc-tutor/%s", base, name);
    } else if (home && home[0] == '/') {
        buf_putf(&path, "%s/%s/ipc-tutor/%s", home, otherwise, name);
    } else {
        return NULL;
    }
    return buf_take(&path);
}

void places_init(struct places *ret_places) {
    *ret_places =
        (struct places){.executable_dir = executable_dir(),
                        .user = user_folder("XDG_DATA_HOME", ".local/share", "lessons"),
                        .user_themes = user_folder("XDG_CONFIG_HOME", ".config", "themes"),
                        .path = getenv("IPC_TUTOR_LESSONS")};
    const char *dir = ret_places->executable_dir;
    ret_places->own = own_place(dir, "lessons");
    ret_places->templates = own_place(dir, "new");
    ret_places->own_themes = own_place(dir, "themes");
}

char *places_progress(void) {
    return user_folder("XDG_DATA_HOME", ".local/share", "progress.db");
}

void places_done(struct places *places) {
    mem_free(places->executable_dir);
    mem_free(places->own);
    mem_free(places->templates);
    mem_free(places->user);
    mem_free(places->own_themes);
    mem_free(places->user_themes);
}

int places_quietly(struct catalogue *ret_catalogue) {
    struct places places;
    struct diag diag = {0};
    places_init(&places);
    struct catalogue_places where = {.path = places.path, .user = places.user, .own = places.own};
    int code = EXIT_AS_EXPECTED;
    if (catalogue_open(&where, ret_catalogue, &diag) < 0) {
        code = fail_diag(EXIT_OURS, &diag);
        diag_done(&diag);
    }
    places_done(&places);
    return code;
}

int places_catalogue(struct catalogue *ret_catalogue, bool all) {
    int code = places_quietly(ret_catalogue);
    for (size_t i = 0; code == EXIT_AS_EXPECTED && i < ret_catalogue->fault_count; i++) {
        const struct diag *fault = &ret_catalogue->faults[i];
        if (all || fault->line == 0) {
            fail_diag(0, fault);
        }
    }
    return code;
}
