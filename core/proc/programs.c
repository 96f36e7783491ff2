/* SPDX-License-Identifier: MIT */
/*
 * programs.c: see programs.h. An executable names its dynamic loader (elf(5), PT_INTERP), which the
 * kernel executes too; the libraries that the loader maps are read, not executed.
 */
#include "programs.h"
#include "landlock.h"
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NAME_MAX_LEN = 31, LOADER_MAX = 128 };

struct allowed {
    char name[NAME_MAX_LEN + 1];
    char path[NAME_MAX_LEN + 16];
    char loader[LOADER_MAX]; /* "": it needs none */
};

static struct allowed allowed[PROGRAMS_MAX];
static size_t allowed_count;

const char *programs_path(const char *name) {
    for (size_t i = 0; i < allowed_count; i++) {
        if (strcmp(allowed[i].name, name) == 0) {
            return allowed[i].path;
        }
    }
    return NULL;
}

static bool read_at(int fd, void *to, size_t len, off_t at) {
    return pread(fd, to, len, at) == (ssize_t)len;
}

/* 0 and the loader's path, or -ENOEXEC. */
static int read_loader(int fd, char ret_loader[LOADER_MAX]) {
    ElfW(Ehdr) head;
    ElfW(Phdr) part;
    ret_loader[0] = '\0';
    if (!read_at(fd, &head, sizeof head, 0) || memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 ||
        head.e_phentsize != sizeof part) {
        return -ENOEXEC;
    }
    for (int i = 0; i < head.e_phnum; i++) {
        off_t at = (off_t)(head.e_phoff + (size_t)i * sizeof part);
        if (!read_at(fd, &part, sizeof part, at)) {
            return -ENOEXEC;
        }
        if (part.p_type == PT_INTERP) {
            bool fits = part.p_filesz > 0 && part.p_filesz < LOADER_MAX;
            if (!fits || !read_at(fd, ret_loader, part.p_filesz, (off_t)part.p_offset)) {
                return -ENOEXEC;
            }
            ret_loader[part.p_filesz] = '\0';
        }
    }
    return 0;
}

static int find(const char *name, struct allowed *ret) {
    static const char *const places[] = {"/usr/bin", "/bin"};
    struct allowed found = {0};
    if (strlen(name) > NAME_MAX_LEN || strchr(name, '/') || name[0] == '.' || name[0] == '\0') {
        return -EINVAL;
    }
    snprintf(found.name, sizeof found.name, "%s", name);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(found.path, sizeof found.path, "%s/%.31s", places[i], name);
        int fd = access(found.path, X_OK) == 0 ? open(found.path, O_RDONLY | O_CLOEXEC) : -1;
        if (fd >= 0) {
            int err = read_loader(fd, found.loader);
            close(fd);
            *ret = found;
            return err;
        }
    }
    return -ENOENT;
}

static int tell(const char *name, int code, struct diag *diag) {
    switch (code) {
    case -ENOENT:
        return diag_set(diag, code, NULL, 0,
                        "this machine has no program %s (looked for in /usr/bin and /bin)", name);
    case -ENOEXEC:
        return diag_set(diag, code, NULL, 0,
                        "%s is a script here, and a lesson can only execute a binary", name);
    default:
        return diag_set(diag, code, NULL, 0, "%s is not the name of a program", name);
    }
}

int programs_allow(const char *const *names, size_t count, struct diag *diag) {
    const char *paths[2 * PROGRAMS_MAX];
    size_t paths_count = 0;
    if (count > PROGRAMS_MAX) {
        return diag_set(diag, -E2BIG, NULL, 0, "a lesson can need at most %d programs",
                        PROGRAMS_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        int code = find(names[i], &allowed[i]);
        if (code < 0) {
            return tell(names[i], code, diag);
        }
        paths[paths_count++] = allowed[i].path;
        if (allowed[i].loader[0]) {
            paths[paths_count++] = allowed[i].loader;
        }
    }
    allowed_count = count;
    landlock_execute(paths, paths_count); /* a kernel without Landlock is told of by `doctor` */
    return 0;
}
