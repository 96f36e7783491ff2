/* SPDX-License-Identifier: MIT */
/*
 * completion.c: what the three scripts share.
 */
#include "completion.h"
#include "options.h"
#include <string.h>

static const struct {
    const char *called;
    unsigned completes;
} places[] = {
    {"LESSON", COMPLETES_LESSON}, {"FILE", COMPLETES_FILE},       {"DIR", COMPLETES_FOLDER},
    {"FORMAT", COMPLETES_FORMAT}, {"COMMAND", COMPLETES_COMMAND}, {"SHELL", COMPLETES_SHELL},
};

unsigned completes_of(const char *called) {
    unsigned completes = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        completes |= strstr(called, places[i].called) ? places[i].completes : 0;
    }
    return completes;
}

const char *completes_words(unsigned completes) {
    return completes & COMPLETES_FORMAT  ? "text json"
           : completes & COMPLETES_SHELL ? "bash zsh fish"
                                         : NULL;
}

void completion_options(const struct command *command,
                        void (*visit)(struct buf *out, const struct command *command,
                                      const struct option_row *row),
                        struct buf *out) {
    const struct option_row *const tables[] = {command->options, common_options};
    for (size_t t = 0; t < 2; t++) {
        for (const struct option_row *row = tables[t]; row && row->id != OPTION_END; row++) {
            visit(out, command, row);
        }
    }
}

void completion_quote(struct buf *out, const char *text, const char *special) {
    for (; *text; text++) {
        if (*text == '\'') {
            buf_puts(out, "'\\''");
        } else {
            buf_puts(out, strchr(special, *text) ? "\\" : "");
            buf_putc(out, *text);
        }
    }
}
