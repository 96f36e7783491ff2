/* SPDX-License-Identifier: MIT */
/*
 * progress.c: the log of answers folded into what is known of each question, and the answers that
 * the file would not take yet.
 */
#include "progress.h"
#include "mem.h"
#include "progress_parts.h"
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400 * 1000, GIVEN_MAX = 4096 };

static const int64_t moment_max = INT64_C(253402300799999); /* the end of the year 9999 */

/* What a file says may be any number; moments that are none of anybody's are moved to the nearest
 * one, so that sums with them are moments too. */
static int64_t moment(int64_t ms) {
    return ms < 0 ? 0 : ms > moment_max ? moment_max : ms;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum fsrs_grade progress_grade(bool right, int hints) {
    return !right ? FSRS_AGAIN : hints > 0 ? FSRS_HARD : FSRS_GOOD;
}

static int by_question(const void *a, const void *b) {
    const struct progress_item *one = a, *other = b;
    int order = strcmp(one->lesson, other->lesson);
    return order != 0 ? order : strcmp(one->question, other->question);
}

static struct progress_item *find(const struct progress *progress, const char *lesson,
                                  const char *question) {
    struct progress_item key = {.lesson = lesson, .question = question};
    void *node = tfind(&key, &progress->tree, by_question);
    return node == NULL ? NULL : *(struct progress_item **)node;
}

static struct progress_item *find_or_add(struct progress *progress, const char *lesson,
                                         const char *question) {
    struct progress_item *item = find(progress, lesson, question);
    if (item != NULL) {
        return item;
    }
    item = mem_new(sizeof *item);
    item->lesson = mem_strdup(lesson);
    item->question = mem_strdup(question);
    progress->items =
        mem_grow(progress->items, &progress->item_cap, progress->item_count + 1, sizeof(void *));
    progress->items[progress->item_count++] = item;
    if (tsearch(item, &progress->tree, by_question) == NULL) {
        die("no memory left for %zu questions", progress->item_count);
    }
    return item;
}

static void free_item(struct progress_item *item) {
    mem_free((char *)item->lesson);
    mem_free((char *)item->question);
    mem_free(item);
}

/* Those of one lesson, or all. */
static void forget(struct progress *progress, const char *lesson) {
    size_t kept = 0;
    for (size_t i = 0; i < progress->item_count; i++) {
        struct progress_item *item = progress->items[i];
        if (lesson != NULL && strcmp(item->lesson, lesson) != 0) {
            progress->items[kept++] = item;
            continue;
        }
        tdelete(item, &progress->tree, by_question);
        free_item(item);
    }
    progress->item_count = kept;
    progress_forget_predictions(progress, lesson);
}

static void take_answer(struct progress *progress, const struct progress_row *row) {
    struct progress_item *item = find_or_add(progress, row->lesson, row->question);
    fsrs_review(&item->memory, progress_grade(row->right, row->hints), moment(row->at) / 1000);
    item->right += row->right;
    item->last_right = row->right;
    item->due =
        item->memory.last * 1000 + (int64_t)fsrs_interval(&item->memory, FSRS_RETENTION) * DAY_MS;
}

static void take_row(void *context, const struct progress_row *row) {
    struct progress *progress = context;
    progress->last_n = row->n > progress->last_n ? row->n : progress->last_n;
    switch (row->kind) {
    case ROW_ANSWER:
        take_answer(progress, row);
        break;
    case ROW_RESET:
        forget(progress, row->lesson);
        break;
    case ROW_EXAM:
        progress->exam = moment(row->value);
        break;
    case ROW_PREDICTION:
        progress_take_prediction(progress, row);
        break;
    }
}

static void set_trouble(struct progress *progress, struct diag *diag) {
    buf_clear(&progress->trouble);
    if (diag->text != NULL) {
        buf_putf(&progress->trouble, "your answers can't be kept now: %s%s%s",
                 diag->file == NULL ? "" : diag->file, diag->file == NULL ? "" : ": ", diag->text);
    }
    diag_done(diag);
}

struct progress *progress_open(const char *path) {
    struct progress *progress = mem_new(sizeof *progress);
    struct diag diag = {0};
    if (path == NULL) {
        diag_set(&diag, -ENOENT, NULL, 0, "there is no home folder; set HOME or XDG_DATA_HOME");
    } else if (progress_file_open(path, &progress->file, &progress->notice, &diag) == 0) {
        if (!progress_file_writable(progress->file)) {
            diag_set(&diag, -EROFS, path, 0,
                     "it may only be read; give yourself the right to write it");
        }
        progress_file_read(progress->file, 0, take_row, progress, &diag);
    }
    set_trouble(progress, &diag);
    return progress;
}

static void free_row(struct progress_row *row) {
    mem_free((char *)row->lesson);
    mem_free((char *)row->question);
    mem_free((char *)row->mode);
    mem_free((char *)row->given);
    mem_free((char *)row->truth);
    mem_free((char *)row->idea);
}

/* Writes what is held, oldest first, until one can't be. */
static int write_held(struct progress *progress, struct diag *diag) {
    size_t done = 0;
    int code = progress->file == NULL && progress->held_count > 0 ? -ENOENT : 0;
    if (code < 0) {
        return diag_set(diag, code, NULL, 0, "%s", buf_str(&progress->trouble));
    }
    while (done < progress->held_count && code == 0) {
        code = progress_file_append(progress->file, &progress->held[done], diag);
        if (code == 0) {
            free_row(&progress->held[done++]);
        }
    }
    progress->held_count -= done;
    if (done > 0) {
        memmove(progress->held, progress->held + done,
                progress->held_count * sizeof *progress->held);
    }
    return code;
}

/* Everything anew: what was held while the file could not be written now has another place in the
 * order of the log. */
static void fold_again(struct progress *progress, struct diag *diag) {
    forget(progress, NULL);
    progress->last_n = 0;
    progress->exam = 0;
    if (progress->file != NULL) {
        progress_file_read(progress->file, 0, take_row, progress, diag);
    }
    for (size_t i = 0; i < progress->held_count; i++) {
        take_row(progress, &progress->held[i]);
    }
    progress->folded_held = progress->held_count;
}

void progress_refresh(struct progress *progress) {
    struct diag diag = {0};
    if (progress->folded_held > 0) {
        fold_again(progress, &diag);
    } else if (progress->file != NULL) {
        progress_file_read(progress->file, progress->last_n, take_row, progress, &diag);
    }
    diag_done(&diag);
}

static char *copy_text(const char *text) {
    return text == NULL ? NULL : mem_strndup(text, strnlen(text, GIVEN_MAX));
}

/* Takes a row of the caller's strings. */
static int append(struct progress *progress, const struct progress_row *row, struct diag *diag) {
    struct diag own = {0};
    struct progress_row copy = *row;
    copy.lesson = copy_text(row->lesson);
    copy.question = copy_text(row->question);
    copy.mode = copy_text(row->mode);
    copy.given = copy_text(row->given);
    copy.truth = copy_text(row->truth);
    copy.idea = copy_text(row->idea);
    progress->held =
        mem_grow(progress->held, &progress->held_cap, progress->held_count + 1, sizeof copy);
    progress->held[progress->held_count++] = copy;
    int code = write_held(progress, &own);
    if (progress->folded_held > 0 || progress->held_count > 0) {
        fold_again(progress, &own);
    } else {
        progress_refresh(progress);
    }
    if (code < 0) {
        diag_set(diag, code, own.file, 0, "%s", own.text);
    }
    if (progress->file != NULL) {
        set_trouble(progress, &own);
    }
    diag_done(&own);
    return code;
}

int progress_answer(struct progress *progress, const struct progress_answer *answer,
                    struct diag *diag) {
    struct progress_row row = {.at = answer->at != 0 ? answer->at : now_ms(),
                               .kind = ROW_ANSWER,
                               .lesson = answer->lesson,
                               .question = answer->question,
                               .mode = answer->mode,
                               .given = answer->given,
                               .right = answer->right,
                               .hints = answer->hints,
                               .took_ms = answer->took_ms};
    return append(progress, &row, diag);
}

int progress_predict(struct progress *progress, const struct progress_prediction *prediction,
                     struct diag *diag) {
    struct progress_row row = {.at = prediction->at != 0 ? prediction->at : now_ms(),
                               .kind = ROW_PREDICTION,
                               .lesson = prediction->lesson,
                               .question = prediction->program,
                               .mode = prediction->op,
                               .given = prediction->said,
                               .truth = prediction->truth,
                               .idea = prediction->idea,
                               .right = prediction->idea == NULL};
    return append(progress, &row, diag);
}

int progress_reset(struct progress *progress, const char *lesson, struct diag *diag) {
    struct progress_row row = {.at = now_ms(), .kind = ROW_RESET, .lesson = lesson};
    return append(progress, &row, diag);
}

int progress_set_exam(struct progress *progress, int64_t day, struct diag *diag) {
    struct progress_row row = {.at = now_ms(), .kind = ROW_EXAM, .value = day};
    return append(progress, &row, diag);
}

void progress_close(struct progress *progress) {
    struct diag diag = {0};
    if (progress == NULL) {
        return;
    }
    write_held(progress, &diag);
    diag_done(&diag);
    forget(progress, NULL);
    for (size_t i = 0; i < progress->held_count; i++) {
        free_row(&progress->held[i]);
    }
    progress_file_close(progress->file);
    mem_free(progress->held);
    mem_free(progress->items);
    mem_free(progress->predictions);
    buf_done(&progress->trouble);
    buf_done(&progress->notice);
    mem_free(progress);
}

const char *progress_trouble(const struct progress *progress) {
    return progress->trouble.len > 0 ? buf_str(&progress->trouble) : NULL;
}

const char *progress_notice(const struct progress *progress) {
    return progress->notice.len > 0 ? buf_str(&progress->notice) : NULL;
}

size_t progress_held(const struct progress *progress) {
    return progress->held_count;
}

int64_t progress_exam(const struct progress *progress) {
    return progress->exam;
}

const struct progress_item *progress_item(const struct progress *progress, const char *lesson,
                                          const char *question) {
    return find(progress, lesson, question);
}

size_t progress_count(const struct progress *progress) {
    return progress->item_count;
}

const struct progress_item *progress_at(const struct progress *progress, size_t index) {
    return progress->items[index];
}
