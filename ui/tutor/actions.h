/* SPDX-License-Identifier: MIT */
/*
 * actions.h: what each action of keys.h does. One function an action, registered in the table of
 * actions.c; it changes the desk, never draws, and says what is to be done again.
 */
#ifndef ACTIONS_H
#define ACTIONS_H

#include "desk.h"

/* Does what a key means here. */
enum refresh actions_key(struct desk *desk, int key);
/* The same for the next key that came too early, if its turn has come; false: none. */
bool actions_early(struct desk *desk, enum refresh *ret_refresh);
/* Does an action of a run that was not asked for by a key here (key: for LET_GO); false: not now
 * (no run is in front, or the runner is at work). */
bool actions_do(struct desk *desk, enum action action, int key, enum refresh *ret_refresh);

/* steps.c: moving in the run */
enum refresh act_step(struct desk *desk, int key);
enum refresh act_let_go(struct desk *desk, int key);
enum refresh act_back(struct desk *desk, int key);
enum refresh act_forward(struct desk *desk, int key);
enum refresh act_first(struct desk *desk, int key);
enum refresh act_last(struct desk *desk, int key);
enum refresh act_mark_next(struct desk *desk, int key);
enum refresh act_mark_back(struct desk *desk, int key);
enum refresh act_play(struct desk *desk, int key);
enum refresh act_faster(struct desk *desk, int key);
enum refresh act_slower(struct desk *desk, int key);
enum refresh act_branch(struct desk *desk, int key);
enum refresh act_again(struct desk *desk, int key);
enum refresh act_actor_next(struct desk *desk, int key);
enum refresh act_actor_back(struct desk *desk, int key);

/* pages.c: what is in front, and scrolling */
enum refresh act_kernel(struct desk *desk, int key);
enum refresh act_code(struct desk *desk, int key);
enum refresh act_explain(struct desk *desk, int key);
enum refresh act_output(struct desk *desk, int key);
enum refresh act_text(struct desk *desk, int key);
enum refresh act_time_left(struct desk *desk, int key);
enum refresh act_time_right(struct desk *desk, int key);
enum refresh act_pane_up(struct desk *desk, int key);
enum refresh act_pane_down(struct desk *desk, int key);
enum refresh act_next_page(struct desk *desk, int key);
enum refresh act_last_page(struct desk *desk, int key);
enum refresh act_next_link(struct desk *desk, int key);
enum refresh act_last_link(struct desk *desk, int key);
enum refresh act_up(struct desk *desk, int key);
enum refresh act_down(struct desk *desk, int key);
enum refresh act_page_up(struct desk *desk, int key);
enum refresh act_page_down(struct desk *desk, int key);
enum refresh act_top(struct desk *desk, int key);
enum refresh act_bottom(struct desk *desk, int key);

/* forms.c: choosing and typing */
enum refresh act_program(struct desk *desk, int key);
enum refresh act_parameter(struct desk *desk, int key);
enum refresh act_answer(struct desk *desk, int key);
enum refresh act_go_to(struct desk *desk, int key);
enum refresh act_pick(struct desk *desk, int key);
enum refresh act_send(struct desk *desk, int key);
enum refresh act_erase(struct desk *desk, int key);
enum refresh act_erase_all(struct desk *desk, int key);

/* doors.c: opening and leaving */
enum refresh act_open(struct desk *desk, int key);
enum refresh act_start(struct desk *desk, int key);
enum refresh act_leave(struct desk *desk, int key);
enum refresh act_redraw(struct desk *desk, int key);
enum refresh act_help(struct desk *desk, int key);
enum refresh act_quit(struct desk *desk, int key);

/* speeds.c: measuring */
enum refresh act_measure(struct desk *desk, int key);
enum refresh act_wild(struct desk *desk, int key);
enum refresh act_overview(struct desk *desk, int key);
/* predicts.c */
enum refresh act_predict(struct desk *desk, int key);
enum refresh act_other_order(struct desk *desk, int key);

/* times.c: the timeline in front */
enum refresh act_timeline(struct desk *desk, int key);
enum refresh act_zoom_out(struct desk *desk, int key);
enum refresh act_zoom_in(struct desk *desk, int key);
enum refresh act_lane_up(struct desk *desk, int key);
enum refresh act_lane_down(struct desk *desk, int key);
enum refresh act_time_back(struct desk *desk, int key);
enum refresh act_time_on(struct desk *desk, int key);
enum refresh act_event_next(struct desk *desk, int key);
enum refresh act_event_back(struct desk *desk, int key);
enum refresh act_arrow(struct desk *desk, int key);
enum refresh act_look_there(struct desk *desk, int key);
/* Another step is looked at, or another page: the timeline's cursor goes there. */
void times_moved(struct desk *desk);
/* questions.c: questions of a lesson, and those that are due */
enum refresh act_questions(struct desk *desk, int key);
enum refresh act_review(struct desk *desk, int key);
enum refresh act_number(struct desk *desk, int key);
enum refresh act_reply(struct desk *desk, int key);
enum refresh act_hint(struct desk *desk, int key);
enum refresh act_see(struct desk *desk, int key);
enum refresh act_next_question(struct desk *desk, int key);
enum refresh act_last_question(struct desk *desk, int key);

/* exam_forms.c, exam_keys.c: an exam */
enum refresh act_exam(struct desk *desk, int key);
enum refresh act_on(struct desk *desk, int key);
enum refresh act_flag(struct desk *desk, int key);
enum refresh act_exam_list(struct desk *desk, int key);
enum refresh act_hand_in(struct desk *desk, int key);

/* big_steps.c: to where something is said, asked, marked or blocked */
enum refresh act_big_step(struct desk *desk, int key);
enum refresh act_big_back(struct desk *desk, int key);

/* interrupts.c: Ctrl-C: to the lesson's processes; and wherever one is. */
enum refresh act_interrupt(struct desk *desk, int key);
enum refresh interrupt(struct desk *desk);

/* presenting.c: while there is a show: it is to end (asked for once more). */
enum refresh presenting_quit(struct desk *desk);
/* What came from those who follow; and what is shown now, to them. */
enum refresh presenting_pump(struct desk *desk);
void presenting_tell(struct desk *desk);
/* prompts.c, searching.c, palettes.c: typing into the last row, or into the palette */
enum refresh act_search(struct desk *desk, int key);
enum refresh act_match_next(struct desk *desk, int key);
enum refresh act_match_back(struct desk *desk, int key);
enum refresh act_command(struct desk *desk, int key);
enum refresh act_palette(struct desk *desk, int key);
enum refresh act_complete(struct desk *desk, int key);
enum refresh act_earlier(struct desk *desk, int key);
enum refresh act_later(struct desk *desk, int key);

/* pointing.c: the mouse */
enum refresh act_mouse(struct desk *desk, int key);

/* For the loop: opens a lesson at its text, or at a program of it. */
void door_lesson(struct desk *desk, const struct lesson *lesson, const char *program);
/* To the text of the lesson, with the {stage} of the run chosen: Enter goes back to the run. */
void door_text(struct desk *desk);
/* It is another step that is shown: views follow it again, its message begins to move, and a
 * question that the program asks is put on the screen (once). */
void door_moved(struct desk *desk);

/* Enter in the text opens the {stage} that is in sight. */
void page_link_in_sight(struct desk *desk);

/* An answer to what the program asks, typed elsewhere. */
enum refresh form_answer(struct desk *desk, const char *text);
/* Whose answer was taken, and who asks again with its next call: it is let go for that, so that the
 * next question comes by itself. Not while one predicts. */
void form_ask_on(struct desk *desk);
/* Puts the question of a run that asks on the screen, once. */
void form_question(struct desk *desk);
/* Whether the field on the screen is for the answer. */
bool form_is_answer(const struct desk *desk);

#endif
