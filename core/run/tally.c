/* SPDX-License-Identifier: MIT */
/* tally.c: see tally.h: counting. How it is told: tally_tell.c. */
#include "tally.h"
#include "mem.h"
#include "path.h"
#include <string.h>

void tally_init(struct tally *tally, const struct run_decl_program *program, uint32_t wished) {
    *tally = (struct tally){.program = mem_strdup(program->id),
                            .expect = mem_strdup(program->expect),
                            .forced = program->schedule != NULL,
                            .wished = wished};
    tally->facts = mem_new((program->fact_count + 1) * sizeof *tally->facts);
    for (size_t i = 0; i < program->fact_count; i++) {
        const struct run_decl_fact *fact = &program->facts[i];
        if (fact->path[0] == '@') {
            tally->left_out++;
        } else {
            tally->facts[tally->fact_count++] = (struct tally_fact){
                .path = mem_strdup(fact->path), .declared = mem_strdup(fact->value)};
        }
    }
}

void tally_done(struct tally *tally) {
    if (!tally) {
        return;
    }
    for (size_t i = 0; i < tally->fact_count; i++) {
        struct tally_fact *fact = &tally->facts[i];
        for (uint32_t k = 0; k < fact->value_count; k++) {
            mem_free(fact->values[k].text);
        }
        mem_free(fact->path);
        mem_free(fact->declared);
    }
    for (size_t i = 0; i < TALLY_OUTCOMES; i++) {
        mem_free(tally->why[i]);
    }
    mem_free(tally->facts);
    mem_free(tally->program);
    mem_free(tally->expect);
    *tally = (struct tally){0};
}

/* The value on one line, cut where a character begins; the caller's. NULL stays NULL. */
static char *one_line(const char *value) {
    struct buf line = {0};
    if (!value) {
        return NULL;
    }
    for (const char *at = value; *at; at++) {
        bool begins = ((unsigned char)*at & 0xc0) != 0x80;
        if (begins && line.len > TALLY_VALUE_MAX - 4) {
            buf_puts(&line, "...");
            break;
        }
        if (*at == '\n') {
            buf_puts(&line, "\\n");
        } else {
            buf_putc(&line, *at);
        }
    }
    buf_puts(&line, "");
    return buf_take(&line);
}

static bool same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void count(struct tally_fact *fact, const char *value) {
    bool as_declared = value && strcmp(value, fact->declared) == 0;
    char *line = one_line(value);
    uint32_t i = 0;
    while (i < fact->value_count &&
           (fact->values[i].as_declared != as_declared || !same(fact->values[i].text, line))) {
        i++;
    }
    fact->as_declared += as_declared;
    /* The last place is kept for the declared value. */
    if (i == fact->value_count && i + !as_declared < TALLY_VALUES_MAX) {
        fact->values[fact->value_count++] =
            (struct tally_value){.text = line, .as_declared = as_declared};
        line = NULL;
    }
    if (i < fact->value_count) {
        fact->values[i].runs++;
    } else {
        fact->other++;
    }
    mem_free(line);
}

/* Whether all facts were as declared. */
static bool count_facts(struct tally *tally, const struct log *log) {
    struct timeline *timeline = timeline_new(log);
    bool all = true;
    for (size_t i = 0; i < tally->fact_count; i++) {
        struct buf value = {0};
        struct tally_fact *fact = &tally->facts[i];
        uint32_t before = fact->as_declared;
        bool there = path_value(timeline, fact->path, &value, NULL) == 0;
        count(fact, there ? buf_str(&value) : NULL);
        all = all && fact->as_declared > before;
        buf_done(&value);
    }
    timeline_free(timeline);
    return all;
}

/* What there is to say about how it ended: a fault, or why nobody goes on. */
static char *why_of(const struct log *log, const struct diag *fault) {
    if (fault && fault->text) {
        struct buf text = {0};
        if (fault->file && fault->line) {
            buf_putf(&text, "%s:%d: ", fault->file, fault->line);
        }
        buf_puts(&text, fault->text);
        return buf_take(&text);
    }
    for (uint64_t n = log_count(log); n > 0; n--) {
        if (log_at(log, n)->kind == EVENT_DEADLOCK) {
            return mem_strdup(log_str(log, log_at(log, n)->text));
        }
    }
    return NULL;
}

bool tally_add(struct tally *tally, const struct log *log, const struct diag *fault) {
    const struct event *last = log_at(log, log_count(log));
    if (!last || last->kind != EVENT_RUN_END || last->type >= TALLY_OUTCOMES) {
        return false;
    }
    bool all = count_facts(tally, log);
    tally->runs++;
    tally->outcomes[last->type]++;
    tally->as_declared += all && (last->has & EVENT_TRUTH);
    if (!tally->why[last->type]) {
        tally->why[last->type] = why_of(log, fault);
    }
    return true;
}

bool tally_holds(const struct tally *tally) {
    bool claims = strcmp(tally->expect, run_outcome_name(OUTCOME_OK)) == 0 && !tally->forced;
    return !claims || tally->outcomes[OUTCOME_OK] == tally->runs;
}
