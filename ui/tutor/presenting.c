/* SPDX-License-Identifier: MIT */
/*
 * presenting.c: while there is a show (core/show): what those who follow are told, what they ask
 * for, and a tutor that no slip of a finger ends. What they see is made in told.c.
 */
#include "actions.h"
#include "follow_wishes.h"
#include "told.h"

void presenting_tell(struct desk *desk) {
    struct show_state state;

    if (desk->wish->show != NULL) {
        told_make(&desk->scene, session_question(&desk->session), &state);
        show_server_tell(desk->wish->show, &state);
        show_state_done(&state);
    }
}

static enum refresh take_end(struct desk *desk, size_t index, const char *text) {
    (void)text;
    desk_close(desk);
    return index == 1 ? REFRESH_QUIT : REFRESH_DRAW;
}

/* What a key pressed there would do here, wherever here is. */
static enum refresh obey(struct desk *desk, const struct show_asked *asked) {
    const struct scene *scene = &desk->scene;
    enum action action = wish_action(asked->wish);
    int key = asked->number > 0 ? '0' + asked->number : INPUT_NONE;
    enum refresh refresh = REFRESH_NOTHING;

    if (asked->wish == SHOW_WISH_ANSWER) {
        return form_answer(desk, asked->text);
    }
    if (asked->wish == SHOW_WISH_LEAVE && (scene->over != VIEW_NONE || scene->place == PLACE_RUN)) {
        return act_leave(desk, INPUT_ESC);
    }
    if (scene->over == VIEW_CHOOSER && asked->wish == SHOW_WISH_LET_GO && desk->take != take_end) {
        return act_pick(desk, key);
    }
    if (scene->over == VIEW_NONE && scene->place == PLACE_TEXT) {
        return asked->wish == SHOW_WISH_STEP      ? act_start(desk, INPUT_ENTER)
               : asked->wish == SHOW_WISH_TEXT    ? act_text(desk, key)
               : asked->wish == SHOW_WISH_PROGRAM ? act_program(desk, key)
                                                  : REFRESH_NOTHING;
    }
    actions_do(desk, action, key, &refresh);
    return refresh;
}

/* Of what is asked for at once, one is done at a time, so that each is seen. */
enum refresh presenting_pump(struct desk *desk) {
    struct buf said = {0};
    struct show_asked asked;
    enum refresh refresh = REFRESH_NOTHING;

    if (show_server_pump(desk->wish->show, &said, &asked)) {
        refresh = obey(desk, &asked);
    }
    if (said.len > 0) {
        desk_say(desk, "%s", buf_str(&said));
        refresh = refresh > REFRESH_DRAW ? refresh : REFRESH_DRAW;
    }
    buf_done(&said);
    return refresh;
}

enum refresh presenting_quit(struct desk *desk) {
    if (desk->scene.over == VIEW_CHOOSER && desk->take == take_end) {
        return REFRESH_QUIT;
    }
    desk->playing = false;
    desk_chooser(desk, "end the show? q once more ends it", take_end);
    desk_choice(desk, NULL, "no, go on");
    desk_choice(desk, NULL, "yes, end it");
    return REFRESH_DRAW;
}
