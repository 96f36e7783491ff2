/* SPDX-License-Identifier: MIT */
/* tally_tell.c: a tally (tally.h) as text and as JSON. */
#include "clock.h"
#include "json_write.h"
#include "tally.h"
#include <stdio.h>
#include <string.h>

enum { NUMBER_COLUMN = 66, TEXT_WIDTH = 78 };

/* How many characters: what begins one, in UTF-8. */
static size_t width_of(const char *text) {
    size_t width = 0;
    for (; *text; text++) {
        width += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return width;
}

static void put_row(struct buf *out, const char *text, const char *note, uint32_t number) {
    struct buf row = {0};
    buf_putf(&row, "  %s%s", text, note);
    size_t width = width_of(buf_str(&row));
    buf_putf(out, "%s%*s %8u\n", buf_str(&row),
             (int)(width < NUMBER_COLUMN ? NUMBER_COLUMN - width : 0), "", number);
    buf_done(&row);
}

/* Words, in lines that begin with some blanks. */
static void put_words(struct buf *out, const char *words, const char *blanks) {
    size_t at = 0;
    for (const char *word = words + strspn(words, " \n"); *word;) {
        size_t len = strcspn(word, " \n");
        struct buf one = {0};
        buf_put(&one, word, len);
        size_t width = width_of(buf_str(&one));
        if (at == 0 || at + 1 + width > TEXT_WIDTH) {
            buf_putf(out, "%s%s", at ? "\n" : "", blanks);
            at = strlen(blanks);
        } else {
            buf_putc(out, ' ');
            at++;
        }
        buf_puts(out, buf_str(&one));
        at += width;
        buf_done(&one);
        word += len;
        word += strspn(word, " \n");
    }
    buf_putc(out, '\n');
}

static void put_outcomes(const struct tally *tally, struct buf *out) {
    buf_puts(out, "ended with\n");
    for (int i = OUTCOME_OK; i < TALLY_OUTCOMES; i++) {
        const char *name = run_outcome_name((enum run_outcome)i);
        if (tally->outcomes[i] || strcmp(name, tally->expect) == 0) {
            put_row(out, name, strcmp(name, tally->expect) == 0 ? "  (as declared)" : "",
                    tally->outcomes[i]);
        }
        if (tally->outcomes[i] && tally->why[i]) {
            put_words(out, tally->why[i], "      ");
        }
    }
}

static void put_fact(const struct tally_fact *fact, struct buf *out) {
    buf_putf(out, "%s\n", fact->path);
    for (uint32_t i = 0; i < fact->value_count; i++) {
        const struct tally_value *value = &fact->values[i];
        put_row(out,
                !value->text   ? "(there is none)"
                : *value->text ? value->text
                               : "(empty)",
                value->as_declared ? "  (as declared)" : "", value->runs);
    }
    if (fact->other) {
        put_row(out, "(others)", "", fact->other);
    }
}

void tally_sum(const struct tally *tally, struct buf *out) {
    if (tally->runs == 0) {
        return;
    }
    if (tally->forced) {
        buf_putf(out,
                 "With its schedule it ends as it declares every time. By itself it did so in %u "
                 "of %u runs.",
                 tally->as_declared, tally->runs);
    } else {
        buf_putf(out, "All was as it declares in %u of %u runs.", tally->as_declared, tally->runs);
    }
    if (tally->left_out) {
        buf_puts(out, " Left out is what it declares about the moment of a mark (@...): here "
                      "nobody stands still then.");
    }
}

void tally_text(const struct tally *tally, struct buf *out) {
    struct buf sum = {0};
    buf_putf(out, "%u of %u runs of %s with all gates open", tally->runs, tally->wished,
             tally->program);
    buf_putf(out, " (%u CPU%s, %.1f s)\n\n", tally->cpus, tally->cpus == 1 ? "" : "s",
             (double)tally->ns / (double)NS_PER_S);
    put_outcomes(tally, out);
    for (size_t i = 0; tally->runs && i < tally->fact_count; i++) {
        put_fact(&tally->facts[i], out);
    }
    if (tally->runs) {
        buf_putc(out, '\n');
        tally_sum(tally, &sum);
        put_words(out, buf_str(&sum), "");
    }
    buf_done(&sum);
}

static void json_fact(const struct tally_fact *fact, struct buf *out) {
    json_put_comma(out), json_put_open(out, '{');
    json_put_key(out, "path"), json_put_text(out, fact->path);
    json_put_key(out, "declared"), json_put_text(out, fact->declared);
    json_put_key(out, "as_declared"), json_put_int(out, fact->as_declared);
    json_put_key(out, "values"), json_put_open(out, '[');
    for (uint32_t i = 0; i < fact->value_count; i++) {
        json_put_comma(out), json_put_open(out, '{');
        json_put_key(out, "value"), json_put_text(out, fact->values[i].text);
        json_put_key(out, "runs"), json_put_int(out, fact->values[i].runs);
        json_put_close(out, '}');
    }
    json_put_close(out, ']');
    json_put_key(out, "other"), json_put_int(out, fact->other);
    json_put_close(out, '}');
}

void tally_json(const struct tally *tally, const char *lesson, struct buf *out) {
    json_put_open(out, '{');
    json_put_key(out, "lesson"), json_put_text(out, lesson);
    json_put_key(out, "program"), json_put_text(out, tally->program);
    json_put_key(out, "expect"), json_put_text(out, tally->expect);
    json_put_key(out, "forced"), json_put_bool(out, tally->forced);
    json_put_key(out, "wished"), json_put_int(out, tally->wished);
    json_put_key(out, "runs"), json_put_int(out, tally->runs);
    json_put_key(out, "cpus"), json_put_int(out, tally->cpus);
    json_put_key(out, "side_by_side"), json_put_int(out, tally->side_by_side);
    json_put_key(out, "ns"), json_put_int(out, tally->ns);
    json_put_key(out, "outcomes"), json_put_open(out, '{');
    for (int i = OUTCOME_OK; i < TALLY_OUTCOMES; i++) {
        json_put_key(out, run_outcome_name((enum run_outcome)i));
        json_put_int(out, tally->outcomes[i]);
    }
    json_put_close(out, '}');
    json_put_key(out, "as_declared"), json_put_int(out, tally->as_declared);
    json_put_key(out, "facts"), json_put_open(out, '[');
    for (size_t i = 0; i < tally->fact_count; i++) {
        json_fact(&tally->facts[i], out);
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
}
