/* SPDX-License-Identifier: MIT */
/* recorded.h: runs that were recorded (tests/recorded/NAME.jsonl), for tests. */
#ifndef RECORDED_H
#define RECORDED_H

#include "json_lines.h"
#include <stdio.h>
#include <stdlib.h>

/* The log of a file; the caller's to log_free. */
static inline struct log *recorded_file(const char *path) {
    struct buf text = {0};
    struct diag fault = {0};
    char part[4096];
    size_t len;
    FILE *file = fopen(path, "r");
    while (file != NULL && (len = fread(part, 1, sizeof part, file)) > 0) {
        buf_put(&text, part, len);
    }
    if (file != NULL) {
        fclose(file);
    }
    struct log *log = log_new();
    if (json_lines_read(log, path, buf_str(&text), text.len, &fault) < 0) {
        fprintf(stderr, "%s: %s\n", path, fault.text);
        abort();
    }
    buf_done(&text);
    return log;
}

static inline struct log *recorded_log(const char *name) {
    char path[512];
    snprintf(path, sizeof path, SOURCE_DIR "/tests/recorded/%s.jsonl", name);
    return recorded_file(path);
}

#endif
