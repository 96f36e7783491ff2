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

/* Of what is asked for at once, one is done at a time, so that each is seen. */
enum refresh presenting_pump(struct desk *desk) {
    struct buf said = {0};
    enum show_wish wish;
    enum refresh refresh = REFRESH_NOTHING;
    bool asked = show_server_pump(desk->wish->show, &said, &wish);

    if (asked && desk->scene.place == PLACE_TEXT && desk->scene.over == VIEW_NONE &&
        wish == SHOW_WISH_STEP) {
        refresh = act_start(desk, INPUT_NONE);
    } else if (asked) {
        actions_do(desk, wish_action(wish), &refresh);
    }
    if (said.len > 0) {
        desk_say(desk, "%s", buf_str(&said));
        refresh = refresh > REFRESH_DRAW ? refresh : REFRESH_DRAW;
    }
    buf_done(&said);
    return refresh;
}

static enum refresh take_end(struct desk *desk, size_t index, const char *text) {
    (void)text;
    desk_close(desk);
    return index == 1 ? REFRESH_QUIT : REFRESH_DRAW;
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

/* Stops what goes on by itself. */
enum refresh presenting_interrupt(struct desk *desk) {
    bool played = desk->playing;

    desk->playing = false;
    desk->early_count = 0;
    if (desk->measuring || desk->tallying) {
        return act_leave(desk, INPUT_ESC);
    }
    desk_say(desk, played ? "Playing stopped." : "Ctrl-C does not end a show: q does.");
    return REFRESH_DRAW;
}
