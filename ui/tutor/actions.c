/* SPDX-License-Identifier: MIT */
/* actions.c: the table: action -> function. */
#include "actions.h"
#include "exams.h"
#include "prompts.h"
#include "text.h"
#include <string.h>

static const struct action_row {
    enum refresh (*act)(struct desk *desk, int key);
    bool in_turn; /* typed while the runner is at work: done when it is ready, in the order typed */
} table[ACTION_N] = {
    [ACTION_STEP] = {.act = act_step, .in_turn = true},
    [ACTION_LET_GO] = {.act = act_let_go, .in_turn = true},
    [ACTION_BACK] = {.act = act_back, .in_turn = true},
    [ACTION_FORWARD] = {.act = act_forward, .in_turn = true},
    [ACTION_FIRST] = {.act = act_first, .in_turn = true},
    [ACTION_LAST] = {.act = act_last, .in_turn = true},
    [ACTION_MARK_NEXT] = {.act = act_mark_next, .in_turn = true},
    [ACTION_MARK_BACK] = {.act = act_mark_back, .in_turn = true},
    [ACTION_GO_TO] = {.act = act_go_to, .in_turn = true},
    [ACTION_PLAY] = {.act = act_play},
    [ACTION_FASTER] = {.act = act_faster},
    [ACTION_SLOWER] = {.act = act_slower},
    [ACTION_BRANCH] = {.act = act_branch, .in_turn = true},
    [ACTION_AGAIN] = {.act = act_again},
    [ACTION_PROGRAM] = {.act = act_program},
    [ACTION_PARAMETER] = {.act = act_parameter},
    [ACTION_ANSWER] = {.act = act_answer},
    [ACTION_KERNEL] = {.act = act_kernel},
    [ACTION_CODE] = {.act = act_code},
    [ACTION_EXPLAIN] = {.act = act_explain},
    [ACTION_OUTPUT] = {.act = act_output},
    [ACTION_TEXT] = {.act = act_text},
    [ACTION_ACTOR_BACK] = {.act = act_actor_back},
    [ACTION_ACTOR_NEXT] = {.act = act_actor_next},
    [ACTION_TIME_LEFT] = {.act = act_time_left},
    [ACTION_TIME_RIGHT] = {.act = act_time_right},
    [ACTION_PANE_UP] = {.act = act_pane_up},
    [ACTION_PANE_DOWN] = {.act = act_pane_down},
    [ACTION_OPEN] = {.act = act_open},
    [ACTION_START] = {.act = act_start},
    [ACTION_PICK] = {.act = act_pick},
    [ACTION_UP] = {.act = act_up},
    [ACTION_DOWN] = {.act = act_down},
    [ACTION_PAGE_UP] = {.act = act_page_up},
    [ACTION_PAGE_DOWN] = {.act = act_page_down},
    [ACTION_TOP] = {.act = act_top},
    [ACTION_BOTTOM] = {.act = act_bottom},
    [ACTION_NEXT_PAGE] = {.act = act_next_page},
    [ACTION_LAST_PAGE] = {.act = act_last_page},
    [ACTION_NEXT_LINK] = {.act = act_next_link},
    [ACTION_LAST_LINK] = {.act = act_last_link},
    [ACTION_SEND] = {.act = act_send},
    [ACTION_ERASE] = {.act = act_erase},
    [ACTION_ERASE_ALL] = {.act = act_erase_all},
    [ACTION_LEAVE] = {.act = act_leave},
    [ACTION_REDRAW] = {.act = act_redraw},
    [ACTION_HELP] = {.act = act_help},
    [ACTION_QUIT] = {.act = act_quit},
    [ACTION_MEASURE] = {.act = act_measure},
    [ACTION_WILD] = {.act = act_wild},
    [ACTION_OVERVIEW] = {.act = act_overview},
    [ACTION_PREDICT] = {.act = act_predict},
    [ACTION_TIMELINE] = {.act = act_timeline},
    [ACTION_ZOOM_OUT] = {.act = act_zoom_out},
    [ACTION_ZOOM_IN] = {.act = act_zoom_in},
    [ACTION_LANE_UP] = {.act = act_lane_up},
    [ACTION_LANE_DOWN] = {.act = act_lane_down},
    [ACTION_TIME_BACK] = {.act = act_time_back},
    [ACTION_TIME_ON] = {.act = act_time_on},
    [ACTION_EVENT_NEXT] = {.act = act_event_next},
    [ACTION_EVENT_BACK] = {.act = act_event_back},
    [ACTION_ARROW] = {.act = act_arrow},
    [ACTION_LOOK_THERE] = {.act = act_look_there, .in_turn = true},
    [ACTION_QUESTIONS] = {.act = act_questions},
    [ACTION_REVIEW] = {.act = act_review},
    [ACTION_NUMBER] = {.act = act_number},
    [ACTION_REPLY] = {.act = act_reply},
    [ACTION_HINT] = {.act = act_hint},
    [ACTION_SEE] = {.act = act_see},
    [ACTION_NEXT_QUESTION] = {.act = act_next_question},
    [ACTION_LAST_QUESTION] = {.act = act_last_question},
    [ACTION_BIG_STEP] = {.act = act_big_step, .in_turn = true},
    [ACTION_BIG_BACK] = {.act = act_big_back, .in_turn = true},
    [ACTION_SEARCH] = {.act = act_search},
    [ACTION_MATCH_NEXT] = {.act = act_match_next},
    [ACTION_MATCH_BACK] = {.act = act_match_back},
    [ACTION_FOUND_NEXT] = {.act = act_match_next},
    [ACTION_FOUND_BACK] = {.act = act_match_back},
    [ACTION_COMMAND] = {.act = act_command},
    [ACTION_PALETTE] = {.act = act_palette},
    [ACTION_MOUSE] = {.act = act_mouse},
    [ACTION_OUT] = {.act = act_leave},
    [ACTION_INTO] = {.act = act_start},
    [ACTION_COMPLETE] = {.act = act_complete},
    [ACTION_EARLIER] = {.act = act_earlier},
    [ACTION_LATER] = {.act = act_later},
    [ACTION_EXAM] = {.act = act_exam},
    [ACTION_ON] = {.act = act_on},
    [ACTION_FLAG] = {.act = act_flag},
    [ACTION_EXAM_LIST] = {.act = act_exam_list},
    [ACTION_HAND_IN] = {.act = act_hand_in},
    [ACTION_INTERRUPT] = {.act = act_interrupt},
    [ACTION_OTHER_ORDER] = {.act = act_other_order, .in_turn = true},
};

/* A step is on its way, or a big one. */
static bool is_busy(const struct desk *desk) {
    return desk->session.state == RUN_WORKING || desk->striding;
}

enum refresh actions_key(struct desk *desk, int key) {
    enum input_context context = frame_context(&desk->scene);
    enum action action = keys_action(context, key);
    bool verdict, said;
    enum refresh refresh;

    if (action == ACTION_NONE && context == IN_TIMELINE) {
        action = keys_action(IN_STAGE, key);
    }

    if (desk->striding && action == ACTION_LEAVE) {
        desk->striding = false;
        buf_clear(&desk->status);
        return REFRESH_DRAW;
    }
    verdict = predicts_quiet(desk, action);
    said = verdict || desk->status.len > 0;
    buf_clear(&desk->status);
    play_arrive(desk);
    if (action == ACTION_NONE && context == IN_FIELD && keys_is_text(key)) {
        text_put_char(&desk->field, (uint32_t)key);
        buf_clear(&desk->field_fault);
        return prompt_changed(desk);
    }
    if (action == ACTION_NONE || table[action].act == NULL || (action == ACTION_LEAVE && verdict)) {
        return said ? REFRESH_DRAW : REFRESH_NOTHING;
    }
    if (desk->scene.place == PLACE_EXAM && !exams_allow(action)) {
        desk_say(desk, "Not in an exam.");
        return REFRESH_DRAW;
    }
    if (table[action].in_turn && is_busy(desk)) {
        if (desk->early_count < DESK_EARLY) {
            desk->early[desk->early_count++] = key;
        }
        return said ? REFRESH_DRAW : REFRESH_NOTHING;
    }
    desk->striding = false;
    if (action == ACTION_LET_GO || action == ACTION_PICK || action == ACTION_NUMBER) {
        key = '0' + keys_number(key);
    }
    refresh = table[action].act(desk, key);
    if (action == ACTION_ERASE || action == ACTION_ERASE_ALL) {
        refresh = prompt_changed(desk);
    }
    return refresh == REFRESH_NOTHING && said ? REFRESH_DRAW : refresh;
}

bool actions_do(struct desk *desk, enum action action, int key, enum refresh *ret_refresh) {
    enum input_context context = frame_context(&desk->scene);

    if ((context != IN_STAGE && context != IN_TIMELINE) || is_busy(desk)) {
        return false;
    }
    buf_clear(&desk->status);
    predicts_quiet(desk, action);
    play_arrive(desk);
    *ret_refresh = table[action].act(desk, key);
    return true;
}

/* A question, a form or another place: what was typed for the run was not meant for that. */
static bool early_is_stale(const struct desk *desk) {
    return desk->session.state == RUN_ASKING ||
           (frame_context(&desk->scene) & (IN_STAGE | IN_TIMELINE)) == 0;
}

bool actions_early(struct desk *desk, enum refresh *ret_refresh) {
    int key;

    if (desk->early_count > 0 && early_is_stale(desk)) {
        desk->early_count = 0;
    }
    if (desk->early_count == 0 || is_busy(desk)) {
        return false;
    }
    key = desk->early[0];
    desk->early_count--;
    memmove(desk->early, desk->early + 1, desk->early_count * sizeof(desk->early[0]));
    *ret_refresh = actions_key(desk, key);
    return true;
}
