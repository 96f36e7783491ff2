/* SPDX-License-Identifier: MIT */
/*
 * progress_json.c: all that the file has, and what is computed from it, for instructors and for
 * those who want to take their answers elsewhere.
 */
#include "json_write.h"
#include "mem.h"
#include "progress_parts.h"
#include <string.h>

static void put_item(const struct progress_item *item, struct buf *out) {
    json_put_comma(out);
    json_put_open(out, '{');
    json_put_key(out, "lesson"), json_put_text(out, item->lesson);
    json_put_key(out, "question"), json_put_text(out, item->question);
    json_put_key(out, "answers"), json_put_int(out, item->memory.reviews);
    json_put_key(out, "right"), json_put_int(out, item->right);
    json_put_key(out, "last_right"), json_put_bool(out, item->last_right);
    json_put_key(out, "last"), json_put_int(out, item->memory.last * 1000);
    json_put_key(out, "due"), json_put_int(out, item->due);
    json_put_key(out, "stability"), json_put_double(out, item->memory.stability);
    json_put_key(out, "difficulty"), json_put_double(out, item->memory.difficulty);
    json_put_close(out, '}');
}

static void put_text_or_null(struct buf *out, const char *text) {
    if (text == NULL) {
        json_put_null(out);
    } else {
        json_put_text(out, text);
    }
}

static void put_foretold(const struct progress_foretold *foretold, struct buf *out) {
    json_put_comma(out);
    json_put_open(out, '{');
    json_put_key(out, "op"), json_put_text(out, foretold->op);
    json_put_key(out, "said"), json_put_int(out, foretold->said);
    json_put_key(out, "right"), json_put_int(out, foretold->right);
    json_put_key(out, "idea"), put_text_or_null(out, foretold->idea);
    json_put_key(out, "idea_times"), json_put_int(out, foretold->idea_times);
    json_put_close(out, '}');
}

static void put_prediction(const struct progress_row *row, struct buf *out) {
    json_put_key(out, "program"), json_put_text(out, row->question);
    json_put_key(out, "op"), json_put_text(out, row->mode);
    json_put_key(out, "said"), json_put_text(out, row->given);
    json_put_key(out, "truth"), json_put_text(out, row->truth);
    json_put_key(out, "idea"), put_text_or_null(out, row->idea);
    json_put_key(out, "right"), json_put_bool(out, row->right);
}

static void put_row(void *context, const struct progress_row *row) {
    static const char *const kinds[] = {[ROW_ANSWER] = "answer",
                                        [ROW_RESET] = "reset",
                                        [ROW_EXAM] = "exam",
                                        [ROW_PREDICTION] = "prediction"};
    struct buf *out = context;
    json_put_comma(out);
    json_put_open(out, '{');
    json_put_key(out, "at"), json_put_int(out, row->at);
    json_put_key(out, "kind"), json_put_text(out, kinds[row->kind]);
    if (row->kind != ROW_EXAM) {
        json_put_key(out, "lesson"), json_put_text(out, row->lesson);
    } else {
        json_put_key(out, "day"), json_put_int(out, row->value);
    }
    if (row->kind == ROW_ANSWER) {
        json_put_key(out, "question"), json_put_text(out, row->question);
        json_put_key(out, "mode"), json_put_text(out, row->mode);
        json_put_key(out, "given"), json_put_text(out, row->given);
        json_put_key(out, "right"), json_put_bool(out, row->right);
        json_put_key(out, "hints"), json_put_int(out, row->hints);
        json_put_key(out, "took_ms"), json_put_int(out, row->took_ms);
    }
    if (row->kind == ROW_PREDICTION) {
        put_prediction(row, out);
    }
    json_put_close(out, '}');
}

static void put_predictions(const struct progress *progress, struct buf *out) {
    struct progress_foretold *foretold;
    size_t count = progress_foretold(progress, &foretold);
    json_put_key(out, "predictions"), json_put_open(out, '[');
    for (size_t i = 0; i < count; i++) {
        put_foretold(&foretold[i], out);
    }
    json_put_close(out, ']');
    mem_free(foretold);
}

int progress_json(struct progress *progress, struct buf *out, struct diag *diag) {
    int code = 0;
    json_put_open(out, '{');
    json_put_key(out, "format"), json_put_int(out, 1);
    json_put_key(out, "exam");
    if (progress->exam != 0) {
        json_put_int(out, progress->exam);
    } else {
        json_put_null(out);
    }
    json_put_key(out, "questions"), json_put_open(out, '[');
    for (size_t i = 0; i < progress->item_count; i++) {
        put_item(progress->items[i], out);
    }
    json_put_close(out, ']');
    put_predictions(progress, out);
    json_put_key(out, "log"), json_put_open(out, '[');
    if (progress->file != NULL) {
        code = progress_file_read(progress->file, 0, put_row, out, diag);
    }
    for (size_t i = 0; i < progress->held_count; i++) {
        put_row(out, &progress->held[i]);
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
    return code;
}
