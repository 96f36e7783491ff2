/* SPDX-License-Identifier: MIT */
/* actions.c: the table: action -> function. */
#include "actions.h"
#include "text.h"

static enum refresh (*const table[ACTION_N])(struct desk *desk, int key) = {
    [ACTION_STEP] = act_step,
    [ACTION_LET_GO] = act_let_go,
    [ACTION_BACK] = act_back,
    [ACTION_FORWARD] = act_forward,
    [ACTION_FIRST] = act_first,
    [ACTION_LAST] = act_last,
    [ACTION_MARK_NEXT] = act_mark_next,
    [ACTION_MARK_BACK] = act_mark_back,
    [ACTION_GO_TO] = act_go_to,
    [ACTION_PLAY] = act_play,
    [ACTION_FASTER] = act_faster,
    [ACTION_SLOWER] = act_slower,
    [ACTION_BRANCH] = act_branch,
    [ACTION_AGAIN] = act_again,
    [ACTION_PROGRAM] = act_program,
    [ACTION_PARAMETER] = act_parameter,
    [ACTION_ANSWER] = act_answer,
    [ACTION_KERNEL] = act_kernel,
    [ACTION_CODE] = act_code,
    [ACTION_EXPLAIN] = act_explain,
    [ACTION_OUTPUT] = act_output,
    [ACTION_TEXT] = act_text,
    [ACTION_ACTOR_BACK] = act_actor_back,
    [ACTION_ACTOR_NEXT] = act_actor_next,
    [ACTION_TIME_LEFT] = act_time_left,
    [ACTION_TIME_RIGHT] = act_time_right,
    [ACTION_PANE_UP] = act_pane_up,
    [ACTION_PANE_DOWN] = act_pane_down,
    [ACTION_OPEN] = act_open,
    [ACTION_START] = act_start,
    [ACTION_PICK] = act_pick,
    [ACTION_UP] = act_up,
    [ACTION_DOWN] = act_down,
    [ACTION_PAGE_UP] = act_page_up,
    [ACTION_PAGE_DOWN] = act_page_down,
    [ACTION_TOP] = act_top,
    [ACTION_BOTTOM] = act_bottom,
    [ACTION_NEXT_PAGE] = act_next_page,
    [ACTION_LAST_PAGE] = act_last_page,
    [ACTION_SEND] = act_send,
    [ACTION_ERASE] = act_erase,
    [ACTION_ERASE_ALL] = act_erase_all,
    [ACTION_LEAVE] = act_leave,
    [ACTION_REDRAW] = act_redraw,
    [ACTION_HELP] = act_help,
    [ACTION_QUIT] = act_quit,
};

enum refresh actions_key(struct desk *desk, int key) {
    enum input_context context = frame_context(&desk->scene);
    enum action action = keys_action(context, key);
    bool said = desk->status.len > 0;
    enum refresh refresh;

    buf_clear(&desk->status);
    play_arrive(desk);
    if (action == ACTION_NONE && context == IN_FIELD && keys_is_text(key)) {
        text_put_char(&desk->field, (uint32_t)key);
        buf_clear(&desk->field_fault);
        return REFRESH_DRAW;
    }
    if (action == ACTION_NONE || table[action] == NULL) {
        return said ? REFRESH_DRAW : REFRESH_NOTHING;
    }
    refresh = table[action](desk, key);
    return refresh == REFRESH_NOTHING && said ? REFRESH_DRAW : refresh;
}
