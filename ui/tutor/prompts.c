/* SPDX-License-Identifier: MIT */
/* prompts.c: see prompts.h. */
#include "prompts.h"
#include "actions.h"
#include "mem.h"
#include "text.h"
#include <string.h>

enum { HISTORY_MAX = 50 };

/* Lines typed before, the oldest first. */
struct history {
    char *lines[HISTORY_MAX];
    size_t count;
    size_t at; /* the one shown; count: what is being typed, kept in draft */
    struct buf draft;
};

struct prompts {
    struct history histories[PROMPT_COUNT];
    struct buf sought;
    struct search_origin origin;
    desk_taker take; /* of the open prompt: a chooser below it keeps its own */
};

struct prompts *prompts_new(void) {
    return mem_new(sizeof(struct prompts));
}

void prompts_free(struct prompts *prompts) {
    for (size_t i = 0; prompts != NULL && i < PROMPT_COUNT; i++) {
        struct history *history = &prompts->histories[i];
        for (size_t j = 0; j < history->count; j++) {
            mem_free(history->lines[j]);
        }
        buf_done(&history->draft);
    }
    if (prompts != NULL) {
        buf_done(&prompts->sought);
    }
    mem_free(prompts);
}

const char *prompts_sought(const struct prompts *prompts) {
    return buf_str(&prompts->sought);
}

void prompts_seek(struct prompts *prompts, const char *text) {
    buf_clear(&prompts->sought);
    buf_puts(&prompts->sought, text);
}

struct search_origin *prompts_origin(struct prompts *prompts) {
    return &prompts->origin;
}

/* A line that was typed before is the newest now. */
static void remember(struct history *history, const char *line) {
    size_t gone = history->count;

    for (size_t i = 0; i < history->count; i++) {
        gone = strcmp(history->lines[i], line) == 0 ? i : gone;
    }
    if (line[0] == '\0') {
        return;
    }
    if (gone == history->count && history->count == HISTORY_MAX) {
        gone = 0;
    }
    if (gone < history->count) {
        mem_free(history->lines[gone]);
        history->count--;
        memmove(&history->lines[gone], &history->lines[gone + 1],
                (history->count - gone) * sizeof(history->lines[0]));
    }
    history->lines[history->count++] = mem_strdup(line);
}

void prompt_open(struct desk *desk, enum scene_prompt kind, desk_taker taker) {
    struct history *history = &desk->prompts->histories[kind];

    desk->playing = false;
    desk->scene.prompt = kind;
    desk->scene.palette = 0;
    desk->scene.tops[VIEW_PALETTE] = 0;
    desk->prompts->take = taker;
    buf_clear(&desk->field);
    buf_clear(&desk->field_fault);
    history->at = history->count;
}

void prompt_close(struct desk *desk) {
    desk->scene.prompt = PROMPT_NONE;
    desk->prompts->take = NULL;
    buf_clear(&desk->field);
    form_question(desk);
}

desk_taker prompts_taker(const struct prompts *prompts) {
    return prompts->take;
}

char *prompt_take(struct desk *desk) {
    char *line = mem_strdup(buf_str(&desk->field));

    remember(&desk->prompts->histories[desk->scene.prompt], line);
    prompt_close(desk);
    return line;
}

enum refresh prompt_leave(struct desk *desk) {
    if (desk->scene.prompt == PROMPT_SEARCH) {
        search_undo(desk);
    }
    prompt_close(desk);
    return REFRESH_DRAW;
}

enum refresh prompt_changed(struct desk *desk) {
    desk->scene.palette = 0;
    if (desk->scene.prompt == PROMPT_SEARCH) {
        return search_typed(desk, buf_str(&desk->field));
    }
    return REFRESH_DRAW;
}

void prompt_set(struct desk *desk, const char *text) {
    buf_clear(&desk->field);
    buf_puts(&desk->field, text);
}

static enum refresh recall(struct desk *desk, int by) {
    struct history *history = &desk->prompts->histories[desk->scene.prompt];

    if (desk->scene.prompt == PROMPT_NONE) {
        return REFRESH_NOTHING;
    }
    if (desk->scene.prompt == PROMPT_PALETTE) {
        return palette_move(desk, by);
    }
    if ((by < 0 && history->at == 0) || (by > 0 && history->at == history->count)) {
        return REFRESH_NOTHING;
    }
    if (history->at == history->count) {
        buf_clear(&history->draft);
        buf_puts(&history->draft, buf_str(&desk->field));
    }
    history->at = by < 0 ? history->at - 1 : history->at + 1;
    prompt_set(desk, history->at == history->count ? buf_str(&history->draft)
                                                   : history->lines[history->at]);
    return prompt_changed(desk);
}

enum refresh act_earlier(struct desk *desk, int key) {
    (void)key;
    return recall(desk, -1);
}

enum refresh act_later(struct desk *desk, int key) {
    (void)key;
    return recall(desk, 1);
}

/* What all the lines that were offered begin with, and their last words for people. */
struct offered {
    struct buf common, words;
    size_t count;
};

static void offer(void *arg, const char *whole) {
    struct offered *offered = arg;
    const char *word = strrchr(whole, ' ');
    size_t same = 0;

    buf_putf(&offered->words, "%s%s", offered->count > 0 ? "  " : "",
             word != NULL && word[1] != '\0' ? word + 1 : whole);
    if (offered->count++ == 0) {
        buf_puts(&offered->common, whole);
        return;
    }
    while (same < offered->common.len && offered->common.data[same] == whole[same]) {
        same++;
    }
    offered->common.len = same;
    offered->common.data[same] = '\0';
}

enum refresh act_complete(struct desk *desk, int key) {
    struct offered offered = {0};

    (void)key;
    if (desk->scene.prompt != PROMPT_COMMAND) {
        return REFRESH_NOTHING;
    }
    command_completions(desk, buf_str(&desk->field), offer, &offered);
    if (offered.count == 0) {
        desk_say(desk, "Nothing begins like that.");
    } else if (offered.common.len > desk->field.len || offered.count == 1) {
        prompt_set(desk, buf_str(&offered.common));
    } else {
        desk_say(desk, "%s", buf_str(&offered.words));
    }
    buf_done(&offered.common);
    buf_done(&offered.words);
    return REFRESH_DRAW;
}
