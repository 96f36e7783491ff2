/* SPDX-License-Identifier: MIT */
/*
 * mem.c: the allocator calls and the die hook, in one place. The one file of core that may end the
 * program, and only when there is no memory left to do anything else.
 */
#include "mem.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OWN_FAULT 70 /* exit code: our own fault (design.md section 7) */

static void (*die_hook)(const char *sentence);

void *mem_new(size_t size) {
    void *block = calloc(1, size > 0 ? size : 1);
    if (!block) {
        die("out of memory: %zu bytes more are not to be had", size);
    }
    return block;
}

void *mem_grow(void *block, size_t *cap, size_t want, size_t size) {
    if (want <= *cap) {
        return block;
    }
    size_t room = *cap > SIZE_MAX / 2 ? want : *cap * 2;
    if (room < want) {
        room = want;
    }
    if (room < 8) {
        room = 8;
    }
    char *grown = reallocarray(block, room, size);
    if (!grown) {
        die("out of memory: %zu times %zu bytes are not to be had", room, size);
    }
    memset(grown + *cap * size, 0, (room - *cap) * size);
    *cap = room;
    return grown;
}

void *mem_resize(void *block, size_t size) {
    void *resized = realloc(block, size);
    if (!resized) {
        die("out of memory: %zu bytes are not to be had", size);
    }
    return resized;
}

char *mem_strdup(const char *text) {
    return mem_strndup(text, strlen(text));
}

char *mem_strndup(const char *text, size_t len) {
    len = strnlen(text, len);
    char *copy = mem_new(len + 1);
    memcpy(copy, text, len);
    return copy;
}

void mem_free(void *block) {
    free(block);
}

void die_set_hook(void (*hook)(const char *sentence)) {
    die_hook = hook;
}

void die(const char *format, ...) {
    /* No allocation here: dying for want of memory must not need any. */
    char sentence[512];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(sentence, sizeof sentence - 1, format, args);
    va_end(args);
    if (len < 0) {
        sentence[0] = '\0';
    }
    if (die_hook) {
        die_hook(sentence);
    }
    size_t end = strlen(sentence);
    sentence[end] = '\n';
    ssize_t written = write(STDERR_FILENO, sentence, end + 1);
    (void)written; /* nobody is left to tell */
    _exit(OWN_FAULT);
}
