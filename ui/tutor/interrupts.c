/* SPDX-License-Identifier: MIT */
/*
 * interrupts.c: Ctrl-C, typed or sent from outside (SIGINT). It goes to the lesson: to all
 * processes of the run that is in front. It never ends the tutor: where no run is in front it says
 * so, in a list or a field it leaves that, and what goes on by itself it stops.
 */
#include "actions.h"

static void say_sent(struct desk *desk, bool anew) {
    if (anew) {
        desk_say(desk, "A new run, brought to this step: and there Ctrl-C. b goes another way.");
    } else {
        desk_say(desk, "Ctrl-C: each process of the run got SIGINT. p looks back.");
    }
}

enum refresh act_interrupt(struct desk *desk, int key) {
    struct session *session = &desk->session;
    struct buf why = {0};
    bool anew = !session_lives(session) || session->step < session_steps(session);

    (void)key;
    desk->playing = false;
    int ret = session_interrupt(session, &why);
    if (ret < 0) {
        desk_say(desk, "%s", buf_str(&why));
    } else {
        say_sent(desk, anew);
    }
    buf_done(&why);
    return ret < 0 ? REFRESH_DRAW : REFRESH_MOVED;
}

static bool goes_by_itself(const struct desk *desk) {
    return (desk->scene.over == VIEW_MEASURE && desk->measuring) ||
           (desk->scene.over == VIEW_WILD && desk->tallying);
}

enum refresh interrupt(struct desk *desk) {
    enum input_context context = frame_context(&desk->scene);
    char quit[KEY_NAME];

    desk->playing = false;
    desk->early_count = 0;
    if (context == IN_FIELD && form_is_answer(desk)) {
        desk_close(desk);
        play_arrive(desk);
        return act_interrupt(desk, INPUT_NONE);
    }
    if (goes_by_itself(desk) || context == IN_FIELD || context == IN_CHOOSER) {
        return act_leave(desk, INPUT_ESC);
    }
    if (context == IN_STAGE || context == IN_TIMELINE) {
        return actions_key(desk, INPUT_OF(ACTION_INTERRUPT, 0));
    }
    keys_name(ACTION_QUIT, quit);
    desk_say(desk, "Ctrl-C is for a run that is in front. %s quits.", quit);
    return REFRESH_DRAW;
}
