/* SPDX-License-Identifier: MIT */
/*
 * say.c: messages on standard error. One write a message, so that those of two processes do not
 * mix.
 */
#include "say.h"
#include "fdio.h"
#include "out.h"
#include "text.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Writes the text and drops it. */
static void say(struct buf *text) {
    struct buf safe = {0};
    out_put_safe(&safe, buf_str(text), false);
    (void)fd_write_all(STDERR_FILENO, buf_str(&safe), safe.len);
    buf_done(&safe);
    buf_done(text);
}

int fail(int code, const char *what, const char *format, ...) {
    struct buf text = {0};
    va_list args;
    buf_putf(&text, "ipc-tutor: %s: ", what);
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    buf_putc(&text, '\n');
    say(&text);
    return code;
}

int fail_diag(int code, const struct diag *diag) {
    struct buf text = {0};
    buf_puts(&text, "ipc-tutor: ");
    diag_write(diag, &text);
    say(&text);
    return code;
}

int exit_code_of(int error) {
    switch (-error) {
    case EACCES:
    case EPERM:
        return EXIT_DENIED;
    case EINVAL:
        return EXIT_USAGE;
    default:
        return EXIT_IO;
    }
}

void say_nearest(struct buf *out, const char *typed, const char *const *names, size_t count) {
    const char *nearest = NULL;
    unsigned best = strlen(typed) < 4 ? 2 : 3;
    for (size_t i = 0; i < count; i++) {
        unsigned distance = text_distance(typed, names[i]);
        bool begins = strlen(typed) > 2 && text_starts(names[i], typed);
        if (distance < best || (begins && !nearest)) {
            nearest = names[i];
            best = distance < best ? distance : best;
        }
    }
    if (nearest) {
        buf_putf(out, "; did you mean %s?", nearest);
    }
}
