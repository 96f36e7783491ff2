/* SPDX-License-Identifier: MIT */
/* find_lines.c: see find_lines.h. */
#include "find_lines.h"
#include "glyphs.h"

enum { FIND_INDENT = 9 };

static void put_sought(const struct find *find, const char *program, struct sheet *sheet) {
    struct buf text = {0};

    sheet_line(sheet);
    sheet_put(sheet, STYLE_EMPHASIS | ATTR_BOLD, " sought");
    sheet_pad(sheet, FIND_INDENT);
    find_put_goals(find, &text);
    sheet_put(sheet, STYLE_CHANGED | ATTR_BOLD, buf_str(&text));
    sheet_wrap(sheet, FIND_INDENT);
    buf_clear(&text);
    buf_putf(&text, "at the end of a run of %s", program);
    for (size_t i = 0; i < find->param_count; i++) {
        buf_putf(&text, "%s%s=%s", i == 0 ? " with " : ", ", find->params[i].name,
                 find->params[i].value);
    }
    buf_puts(&text, find->steps > 0 ? ", in " : "");
    find_put_limit(find, &text);
    sheet_line(sheet);
    sheet_pad(sheet, FIND_INDENT);
    sheet_put(sheet, STYLE_NORMAL, buf_str(&text));
    sheet_wrap(sheet, FIND_INDENT);
    buf_done(&text);
}

void find_lines(const struct asking *asking, struct sheet *sheet) {
    put_sought(asking->question->find, asking->question->program, sheet);
    if (asking->state != ASKING_OPEN || asking->tried.len == 0) {
        return;
    }
    sheet_line(sheet);
    sheet_line(sheet);
    sheet_printf(sheet, STYLE_ERROR | ATTR_BOLD, " " GLYPH_NO " try %u", asking->tries);
    sheet_pad(sheet, FIND_INDENT);
    sheet_put(sheet, STYLE_NORMAL, " ");
    sheet_put(sheet, STYLE_NORMAL, buf_str(&asking->tried));
    sheet_wrap(sheet, FIND_INDENT + 1);
}

void find_how(const struct asking *asking, struct buf *out) {
    char enter[KEY_NAME], go[KEY_NAME], step[KEY_NAME], back[KEY_NAME], branch[KEY_NAME],
        again[KEY_NAME], answer[KEY_NAME], see[KEY_NAME];

    buf_putf(out,
             " %s: to the stage, where you say who goes (%s; %s: whose turn it is). %s, %s: back, "
             "and another way; %s: from the start; %s: to this page.",
             keys_name(ACTION_REPLY, enter), keys_name(ACTION_LET_GO, go),
             keys_name(ACTION_STEP, step), keys_name(ACTION_BACK, back),
             keys_name(ACTION_BRANCH, branch), keys_name(ACTION_AGAIN, again),
             keys_name(ACTION_ANSWER, answer));
    if (asking->hints >= asking->question->hint_count) {
        buf_putf(out, " %s: give up, and see one that does it.", keys_name(ACTION_SEE, see));
    }
}

void find_header(const struct scene *scene, struct buf *out) {
    const struct find *find = scene->asking->question->find;
    static const char *const words[] = {
        [GOAL_NONE] = "",
        [GOAL_SOUGHT] = "sought",
        [GOAL_FOUND] = GLYPH_YES " found",
        [GOAL_MISSED] = GLYPH_NO " not so",
        [GOAL_SHOWN] = "shown",
    };

    buf_puts(out, words[scene->goal]);
    if (find->steps > 0) {
        buf_putf(out, " (%llu steps)", (unsigned long long)find->steps);
    }
    buf_puts(out, ": ");
    find_put_goals(find, out);
}

const char *find_word(const struct scene *scene, enum action action) {
    const struct asking *asking = scene->asking;
    bool open = asking != NULL && asking->question != NULL && asking->state == ASKING_OPEN &&
                asking->question->kind == QUESTION_FIND;

    if (scene->place == PLACE_QUESTION && open) {
        return action == ACTION_REPLY ? "to the stage" : action == ACTION_SEE ? "give up" : NULL;
    }
    if (scene->place == PLACE_RUN && scene->goal != GOAL_NONE && scene->run != RUN_ASKING &&
        action == ACTION_ANSWER) {
        return "the question";
    }
    return NULL;
}
