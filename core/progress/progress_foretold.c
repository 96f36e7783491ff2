/* SPDX-License-Identifier: MIT */
/*
 * progress_foretold.c: predictions: what is known of them, and their sum by kind of operation.
 */
#include "mem.h"
#include "progress_parts.h"
#include <stdlib.h>
#include <string.h>

void progress_take_prediction(struct progress *progress, const struct progress_row *row) {
    progress->predictions = mem_grow(progress->predictions, &progress->prediction_cap,
                                     progress->prediction_count + 1, sizeof *progress->predictions);
    progress->predictions[progress->prediction_count++] = (struct progress_prediction){
        .lesson = mem_strdup(row->lesson),
        .program = mem_strdup(row->question),
        .op = mem_strdup(row->mode),
        .said = mem_strdup(row->given),
        .truth = mem_strdup(row->truth),
        .idea = row->right ? NULL : mem_strdup(row->idea == NULL ? "" : row->idea),
        .at = row->at,
    };
}

static void free_prediction(struct progress_prediction *prediction) {
    mem_free((char *)prediction->lesson);
    mem_free((char *)prediction->program);
    mem_free((char *)prediction->op);
    mem_free((char *)prediction->said);
    mem_free((char *)prediction->truth);
    mem_free((char *)prediction->idea);
}

void progress_forget_predictions(struct progress *progress, const char *lesson) {
    size_t kept = 0;
    for (size_t i = 0; i < progress->prediction_count; i++) {
        struct progress_prediction *prediction = &progress->predictions[i];
        if (lesson != NULL && strcmp(prediction->lesson, lesson) != 0) {
            progress->predictions[kept++] = *prediction;
        } else {
            free_prediction(prediction);
        }
    }
    progress->prediction_count = kept;
}

size_t progress_prediction_count(const struct progress *progress) {
    return progress->prediction_count;
}

const struct progress_prediction *progress_prediction_at(const struct progress *progress,
                                                         size_t index) {
    return &progress->predictions[index];
}

static struct progress_foretold *row_of(struct progress_foretold *rows, size_t *count,
                                        const char *op) {
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(rows[i].op, op) == 0) {
            return &rows[i];
        }
    }
    rows[*count] = (struct progress_foretold){.op = op};
    return &rows[(*count)++];
}

static uint32_t count_idea(const struct progress *progress, const char *op, const char *idea) {
    uint32_t times = 0;
    for (size_t i = 0; i < progress->prediction_count; i++) {
        const struct progress_prediction *other = &progress->predictions[i];
        times +=
            other->idea != NULL && strcmp(other->op, op) == 0 && strcmp(other->idea, idea) == 0;
    }
    return times;
}

/* More wrong ones first; of equally many, by name, so that it does not depend on the sorting. */
static int by_wrong(const void *a, const void *b) {
    const struct progress_foretold *one = a, *other = b;
    uint32_t wrong = one->said - one->right, others = other->said - other->right;
    return wrong != others ? (wrong < others ? 1 : -1) : strcmp(one->op, other->op);
}

size_t progress_foretold(const struct progress *progress, struct progress_foretold **ret_foretold) {
    struct progress_foretold *rows = mem_new((progress->prediction_count + 1) * sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < progress->prediction_count; i++) {
        const struct progress_prediction *prediction = &progress->predictions[i];
        struct progress_foretold *row = row_of(rows, &count, prediction->op);
        row->said++;
        row->right += prediction->idea == NULL;
        if (prediction->idea == NULL ||
            (row->idea != NULL && strcmp(row->idea, prediction->idea) == 0)) {
            continue;
        }
        uint32_t times = count_idea(progress, prediction->op, prediction->idea);
        if (times > row->idea_times) {
            row->idea = prediction->idea;
            row->idea_times = times;
        }
    }
    qsort(rows, count, sizeof *rows, by_wrong);
    *ret_foretold = rows;
    return count;
}
