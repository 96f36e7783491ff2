/* SPDX-License-Identifier: MIT */
/* palette.c: see palette.h. */
#include "palette.h"
#include "frame.h"
#include "header.h"
#include "mem.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Why an action of this place can't be done now. */
static const char *const whys[ACTION_N] = {
    [ACTION_STEP] = "the run is over",
    [ACTION_PLAY] = "the run is over",
    [ACTION_FASTER] = "the run is over",
    [ACTION_SLOWER] = "the run is over",
    [ACTION_LET_GO] = "there is no choice now",
    [ACTION_FORWARD] = "this is the live end",
    [ACTION_LAST] = "this is the live end",
    [ACTION_BACK] = "this is the beginning",
    [ACTION_FIRST] = "this is the beginning",
    [ACTION_BRANCH] = "only from the past of a run",
    [ACTION_ANSWER] = "nobody asks now",
    [ACTION_CODE] = "there is no C twin",
    [ACTION_MARK_NEXT] = "no mark is ahead",
    [ACTION_MARK_BACK] = "no mark was passed",
    [ACTION_AGAIN] = "a saved run",
    [ACTION_PROGRAM] = "a saved run",
    [ACTION_PARAMETER] = "there are no parameters",
    [ACTION_TEXT] = "nothing to go to",
    [ACTION_LEAVE] = "q leaves from here",
    [ACTION_NEXT_LINK] = "no other run is named here",
    [ACTION_INTERRUPT] = "no process lives",
    [ACTION_OTHER_ORDER] = "none was found for a prediction",
};

/* Where an action holds that does not hold here. */
static const struct {
    enum input_context context;
    const char *why;
} places[] = {
    {IN_STAGE, "only in a run"},
    {IN_TIMELINE, "only in the timeline in front"},
    {IN_TEXT, "only in a text"},
    {IN_SYLLABUS, "only in the list of lessons"},
    {IN_CHOOSER, "only in a list over the screen"},
    {IN_QUESTION, "only at a question"},
    {IN_EXAM, "only in an exam"},
};

static const char *why_not(const struct scene *scene, action_set useless, enum action action) {
    if (keys_holds(action, frame_holding(scene))) {
        return !(useless & ACTION_BIT(action)) ? NULL
               : whys[action] != NULL          ? whys[action]
                                               : "not now";
    }
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        if (keys_holds(action, places[i].context)) {
            return places[i].why;
        }
    }
    return "only in a field";
}

static bool same_letter(char a, char b) {
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Where part stands in text, whatever the case; -1: nowhere. */
static int stands_at(const char *text, const char *part) {
    size_t len = strlen(part);

    for (int i = 0; text[i] != '\0'; i++) {
        size_t same = 0;
        while (same < len && text[(size_t)i + same] != '\0' &&
               same_letter(text[(size_t)i + same], part[same])) {
            same++;
        }
        if (same == len) {
            return i;
        }
    }
    return len == 0 ? 0 : -1;
}

/* Letters of part, in their order, anywhere in text: how many others lie between; -1: they don't.
 */
static int scattered(const char *text, const char *part) {
    int gaps = 0;

    for (; *part != '\0'; part++) {
        if (*part == ' ') {
            continue;
        }
        while (*text != '\0' && !same_letter(*text, *part)) {
            gaps++;
            text++;
        }
        if (*text == '\0') {
            return -1;
        }
        text++;
    }
    return gaps;
}

/* In the label, at its beginning best; else scattered in it; else in the sentence. 0: nowhere. */
static int score_of(const struct palette_row *row, const char *typed) {
    char id[ACTION_ID];
    int at = stands_at(row->label, typed);

    if (at < 0) {
        at = stands_at(keys_id(row->action, id), typed);
    }
    if (at >= 0) {
        return 1000 - at;
    }
    at = scattered(row->label, typed);
    if (at >= 0) {
        return 500 - at;
    }
    return stands_at(row->help, typed) >= 0 ? 100 : 0;
}

static void add(struct palette *palette, const struct scene *scene, struct palette_row row) {
    row.score = score_of(&row, scene->field != NULL ? scene->field : "");
    if (row.score == 0) {
        mem_free(row.label);
        mem_free(row.keys);
        return;
    }
    palette->rows =
        mem_grow(palette->rows, &palette->cap, palette->count + 1, sizeof(*palette->rows));
    palette->rows[palette->count++] = row;
}

/* A row a process that can go. */
static void add_numbers(struct palette *palette, const struct scene *scene) {
    for (int i = 0; i < SCENE_NUMBERS; i++) {
        struct buf label = {0};
        char number[2] = {(char)('1' + i), '\0'};
        if (scene->numbers[i] == 0) {
            continue;
        }
        buf_putf(&label, "let %s go", log_str(scene->log, scene->numbers[i]));
        add(palette, scene,
            (struct palette_row){.action = ACTION_LET_GO,
                                 .number = i + 1,
                                 .label = buf_take(&label),
                                 .keys = mem_strdup(number),
                                 .help = keys_help(ACTION_LET_GO)});
    }
}

static int compare(const void *a, const void *b) {
    const struct palette_row *one = a, *other = b;

    if ((one->why == NULL) != (other->why == NULL)) {
        return one->why == NULL ? -1 : 1;
    }
    if (one->score != other->score) {
        return other->score - one->score;
    }
    return one->action != other->action ? (int)one->action - (int)other->action
                                        : one->number - other->number;
}

void palette_fill(struct palette *ret_palette, const struct scene *scene) {
    action_set useless = footer_useless(scene);

    *ret_palette = (struct palette){0};
    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        enum action action = (enum action)i;
        const char *why = why_not(scene, useless, action);
        struct buf keys = {0};
        if (action == ACTION_PALETTE || action == ACTION_PICK || action == ACTION_NUMBER ||
            !keys_holds(action, IN_ALL & ~IN_FIELD)) {
            continue;
        }
        if (action == ACTION_LET_GO && why == NULL) {
            add_numbers(ret_palette, scene);
            continue;
        }
        keys_all_in(action, why == NULL ? frame_holding(scene) : IN_ALL, &keys);
        const char *word = footer_word(scene, action);
        add(ret_palette, scene,
            (struct palette_row){.action = action,
                                 .label = mem_strdup(word != NULL ? word : keys_label(action)),
                                 .keys = buf_take(&keys),
                                 .help = keys_help(action),
                                 .why = why});
    }
    if (ret_palette->count > 0) {
        qsort(ret_palette->rows, ret_palette->count, sizeof(*ret_palette->rows), compare);
    }
}

void palette_done(struct palette *palette) {
    for (size_t i = 0; i < palette->count; i++) {
        mem_free(palette->rows[i].label);
        mem_free(palette->rows[i].keys);
    }
    mem_free(palette->rows);
}
