/* SPDX-License-Identifier: MIT */
/* measured_tell.c: what was measured, for people: a table with bars, or sentences (measured.h). */
#include "measured.h"
#include <string.h>

enum { TITLE = 22, NUMBER = 10, BAR = 6, WHY = 72, COLUMN = 2 * NUMBER + 1 + BAR + 1 };

/* What is longest in a column, floors left out: they would make all others short. */
static double longest(const struct measured *measured, enum measured_place place,
                      enum measured_what what) {
    double most = 0;
    for (int way = 0; way < MEASURED_WAYS; way++) {
        const struct measured_cell *cell = &measured->cells[way][place][what];
        if (cell->state == MEASURED_DONE && !measured_is_floor((enum measured_way)way)) {
            double length = what == MEASURED_ROUND_TRIP ? (double)cell->median_ns
                                                        : measured_rate(cell->median_ns);
            most = length > most ? length : most;
        }
    }
    return most;
}

int measured_share(const struct measured *measured, enum measured_way way,
                   enum measured_place place, enum measured_what what) {
    const struct measured_cell *cell = &measured->cells[way][place][what];
    double most = longest(measured, place, what);
    if (cell->state != MEASURED_DONE || most <= 0) {
        return 0;
    }
    double length =
        what == MEASURED_ROUND_TRIP ? (double)cell->median_ns : measured_rate(cell->median_ns);
    double share = length / most * 1000;
    return share > 1000 ? 1000 : share < 1 ? 1 : (int)share;
}

void measured_put_value(const struct measured_cell *cell, enum measured_what what, bool most,
                        struct buf *out) {
    uint64_t ns = most ? cell->p99_ns : cell->median_ns;
    if (what == MEASURED_ROUND_TRIP) {
        measured_put_time(ns, out);
    } else {
        measured_put_rate(ns, out);
    }
}

void measured_put_where(const struct measured *measured, struct buf *out) {
    buf_putf(out, "%s, Linux %s, %s", measured->machine, measured->kernel, measured->when);
}

void measured_put_how(const struct measured *measured, struct buf *out) {
    if (measured->cpus[1] >= 0) {
        buf_putf(out, "CPUs %d and %d%s; ", measured->cpus[0], measured->cpus[1],
                 measured->siblings ? " (threads of one core)" : "");
    } else if (measured->cpus[0] >= 0) {
        buf_putf(out, "CPU %d; ", measured->cpus[0]);
    }
    buf_putf(out, "reading the clock costs %llu ns, taken off",
             (unsigned long long)measured->clock_ns);
}

/* Blanks up to a column of the line that began at `line`. Each character is one column wide. */
static void pad(struct buf *out, size_t line, int column) {
    int at = 0;
    for (size_t i = line; i < out->len; i++) {
        at += ((unsigned char)out->data[i] & 0xC0) != 0x80;
    }
    for (; at < column; at++) {
        buf_putc(out, ' ');
    }
}

static void put_right(struct buf *out, size_t line, int column, const struct buf *text) {
    int width = 0;
    for (size_t i = 0; i < text->len; i++) {
        width += ((unsigned char)text->data[i] & 0xC0) != 0x80;
    }
    pad(out, line, column - width);
    buf_puts(out, buf_str(text));
}

static void put_numbers(const struct measured *measured, enum measured_way way,
                        enum measured_place place, enum measured_what what, struct buf *out,
                        size_t line) {
    const struct measured_cell *cell = &measured->cells[way][place][what];
    int column = TITLE + COLUMN * (int)place;
    int share = measured_share(measured, way, place, what);
    for (int most = 0; most < 2; most++) {
        struct buf text = {0};
        measured_put_value(cell, what, most, &text);
        put_right(out, line, column + NUMBER * (most + 1), &text);
        buf_done(&text);
    }
    buf_putc(out, ' ');
    for (int i = 0; i < (share * BAR + 999) / 1000; i++) {
        buf_puts(out, "▓");
    }
}

static bool any_of(const struct measured *measured, enum measured_way way,
                   enum measured_what what) {
    return measured->cells[way][MEASURED_ONE_CPU][what].state != MEASURED_NOT ||
           measured->cells[way][MEASURED_TWO_CPUS][what].state != MEASURED_NOT;
}

/* In lines that are not too long, broken at blanks. */
static void put_why(const char *why, struct buf *out) {
    while (*why) {
        size_t len = strlen(why);
        if (len > WHY) {
            for (len = WHY; len > 1 && why[len] != ' '; len--) {
            }
        }
        buf_putf(out, "      %.*s\n", (int)len, why);
        why += len;
        why += *why == ' ';
    }
}

static void put_row(const struct measured *measured, enum measured_way way, enum measured_what what,
                    struct buf *out) {
    size_t line = out->len;
    const char *why = NULL;
    buf_putf(out, "%s%s", measured_is_floor(way) ? "= " : "  ", measured_title(way));
    for (int place = 0; place < MEASURED_PLACES; place++) {
        const struct measured_cell *cell = &measured->cells[way][place][what];
        if (cell->state == MEASURED_DONE) {
            put_numbers(measured, way, (enum measured_place)place, what, out, line);
        } else if (cell->state == MEASURED_REFUSED) {
            why = cell->why;
            pad(out, line, TITLE + COLUMN * place + 2);
            buf_puts(out, "refused");
        }
    }
    buf_putc(out, '\n');
    if (why) {
        put_why(why, out);
    }
}

void measured_tell(const struct measured *measured, struct buf *out) {
    measured_put_where(measured, out);
    buf_putc(out, '\n');
    measured_put_how(measured, out);
    buf_putc(out, '\n');
    if (measured_is_noisy(measured)) {
        buf_putf(out, "%s\n", MEASURED_NOISY);
    }
    for (int what = 0; what < MEASURED_WHATS; what++) {
        bool trip = what == MEASURED_ROUND_TRIP;
        size_t line;
        buf_putf(out, "\n%s: half and 99 of 100 %s this; %s is fast\n",
                 measured_what_title((enum measured_what)what), trip ? "took at most" : "reached",
                 trip ? "short" : "long");
        line = out->len;
        for (int place = 0; place < MEASURED_PLACES; place++) {
            pad(out, line, TITLE + COLUMN * place + 2);
            buf_puts(out, measured_place_title((enum measured_place)place));
        }
        buf_putc(out, '\n');
        for (int way = 0; way < MEASURED_WAYS; way++) {
            if (any_of(measured, (enum measured_way)way, (enum measured_what)what)) {
                put_row(measured, (enum measured_way)way, (enum measured_what)what, out);
            }
        }
    }
    buf_puts(out,
             "\n= a floor: to wake the other and be woken, without data; one copy of the data\n");
}

/* ---- sentences ---- */

static void say_cell(const struct measured_cell *cell, enum measured_what what, struct buf *out) {
    if (cell->state == MEASURED_NOT) {
        return;
    }
    buf_putf(out, "  %s: ", measured_what_title(what));
    if (cell->state == MEASURED_REFUSED) {
        buf_putf(out, "refused. %s.\n", cell->why);
        return;
    }
    measured_put_value(cell, what, false, out);
    buf_puts(out,
             what == MEASURED_ROUND_TRIP ? "; 99 of 100 took at most " : "; 99 of 100 reached ");
    measured_put_value(cell, what, true, out);
    buf_putf(out, "; %u samples.\n", cell->samples);
}

void measured_say(const struct measured *measured, struct buf *out) {
    buf_puts(out, "Measured on ");
    measured_put_where(measured, out);
    buf_puts(out, "; ");
    measured_put_how(measured, out);
    buf_puts(out, ".\n");
    if (measured_is_noisy(measured)) {
        buf_putf(out, "%s\n", MEASURED_NOISY);
    }
    for (int way = 0; way < MEASURED_WAYS; way++) {
        for (int place = 0; place < MEASURED_PLACES; place++) {
            bool named = false;
            for (int what = 0; what < MEASURED_WHATS; what++) {
                const struct measured_cell *cell = &measured->cells[way][place][what];
                if (cell->state != MEASURED_NOT && !named) {
                    buf_putf(out, "%s%s, %s:\n",
                             measured_is_floor((enum measured_way)way) ? "As a floor: " : "",
                             measured_title((enum measured_way)way),
                             measured_place_title((enum measured_place)place));
                    named = true;
                }
                say_cell(cell, (enum measured_what)what, out);
            }
        }
    }
}
