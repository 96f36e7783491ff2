/* SPDX-License-Identifier: MIT */
/* footer_words.c: what a key does here where that is not what it does as a rule: a key that toggles
 * names where it leads to; and shorter words, for the footer has 80 columns. */
#include "find_lines.h"
#include "header.h"

/* Once more the same key: back to the stage. */
static const struct {
    enum action action;
    enum view_id page;
} toggles[] = {
    {ACTION_KERNEL, VIEW_KERNEL},
    {ACTION_EXPLAIN, VIEW_EXPLAIN},
    {ACTION_OUTPUT, VIEW_OUTPUT},
    {ACTION_TIMELINE, VIEW_TIMELINE},
};

static const struct {
    enum action action;
    const char *word;
} shorter[] = {
    {ACTION_LET_GO, "let one go"}, {ACTION_LAST, "live"},   {ACTION_BRANCH, "branch"},
    {ACTION_EXPLAIN, "why"},       {ACTION_ARROW, "arrow"}, {ACTION_PALETTE, "all"},
};

const char *footer_word(const struct scene *scene, enum action action) {
    bool run = scene->place == PLACE_RUN && scene->over == VIEW_NONE;

    if (find_word(scene, action) != NULL) {
        return find_word(scene, action);
    }
    if (action == ACTION_REPLY && scene->place == PLACE_QUESTION && scene->asking != NULL) {
        return scene->asking->state == ASKING_ANSWERED ? "next" : "answer";
    }
    for (size_t i = 0; i < sizeof(toggles) / sizeof(toggles[0]); i++) {
        if (run && toggles[i].action == action && toggles[i].page == scene->page) {
            return "stage";
        }
    }
    if (action == ACTION_OPEN && scene->over == VIEW_CHOOSER) {
        return "choose";
    }
    if (action == ACTION_OTHER_ORDER && scene->in_other_order) {
        return "back to yours"; /* "back" alone is a step back */
    }
    return action == ACTION_PLAY && scene->playing                       ? "pause"
           : action == ACTION_OVERVIEW && scene->place == PLACE_OVERVIEW ? "lessons"
           : action == ACTION_TEXT && scene->place == PLACE_TEXT         ? "the run"
           : action == ACTION_MEASURE && scene->over == VIEW_MEASURE     ? "measure anew"
           : action == ACTION_WILD && scene->over == VIEW_WILD           ? "run again"
                                                                         : NULL;
}

void footer_words(const struct scene *scene, const char *ret_words[ACTION_N]) {
    for (size_t i = 0; i < sizeof(shorter) / sizeof(shorter[0]); i++) {
        ret_words[shorter[i].action] = shorter[i].word;
    }
    for (int i = ACTION_NONE + 1; i < ACTION_N; i++) {
        const char *word = footer_word(scene, (enum action)i);
        ret_words[i] = word != NULL ? word : ret_words[i];
    }
}
