/* SPDX-License-Identifier: MIT */
/*
 * temp_data.h: a folder of this test's own for $XDG_DATA_HOME, so that the real program never
 * touches the home of whoever runs the tests. Made when first asked for, gone when the test ends.
 */
#ifndef TEMP_DATA_H
#define TEMP_DATA_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
    char setting[64]; /* "XDG_DATA_HOME=/tmp/..." */
    pid_t owner;
} temp_data_kept = {.setting = "XDG_DATA_HOME=/tmp/ipc-tutor-data-XXXXXX"};

static inline int temp_data_remove(const char *path, const struct stat *stat, int flag,
                                   struct FTW *place) {
    (void)stat;
    (void)flag;
    (void)place;
    return remove(path);
}

static inline const char *temp_data_folder(void) {
    return temp_data_kept.setting + sizeof "XDG_DATA_HOME";
}

static inline void temp_data_forget(void) {
    if (getpid() == temp_data_kept.owner) {
        nftw(temp_data_folder(), temp_data_remove, 16, FTW_DEPTH | FTW_PHYS);
    }
}

/* "XDG_DATA_HOME=..." with the folder, for an environment. */
static inline const char *temp_data(void) {
    if (temp_data_kept.owner == 0) {
        temp_data_kept.owner = getpid();
        if (mkdtemp(temp_data_kept.setting + sizeof "XDG_DATA_HOME") != NULL) {
            atexit(temp_data_forget);
        }
    }
    return temp_data_kept.setting;
}

/* This process, and whatever it starts, has that folder for its home and for all XDG folders. */
static inline void temp_data_home(void) {
    static const char *const names[] = {"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                        "XDG_CONFIG_HOME"};
    temp_data();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setenv(names[i], temp_data_folder(), 1);
    }
}

#endif
