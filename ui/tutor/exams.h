/* SPDX-License-Identifier: MIT */
/*
 * exams.h: an exam on the screen: it is drawn, sat, judged piece by piece, by the clock (play.c
 * asks exams_due), so that keys are heard between the runs; then its result stays until the next
 * one. exams.c is its life, exam_keys.c what keys do in it, exam_forms.c what is asked before and
 * at its end.
 */
#ifndef EXAMS_H
#define EXAMS_H

#include "desk.h"

enum exam_offer { OFFER_GO_ON, OFFER_OPEN, OFFER_MARKED, OFFER_HAND_IN, OFFER_LEAVE, OFFERS };

struct exams {
    struct scene_exam scene;
    struct exam_drawing *drawing;
    struct exam exam;
    struct exam_sitting sitting;
    struct buf what;         /* the topics */
    int64_t begun, end;      /* ns of clock_ns; end 0: no limit */
    int64_t seconds;         /* the limit */
    int64_t drawn_at;        /* when it was drawn last, while it is made or judged */
    enum scene_place from;   /* Esc at the result leads there */
    const struct lesson *to; /* was opened from the result: Esc at its text leads back */
    bool quits;              /* to leave it is to leave the tutor */

    /* exam_forms.c: what the rows of the open list are */
    enum exam_offer offers[OFFERS];
    size_t offer_count;
    const char *topic; /* that was chosen; NULL: all */
};

/* Begins one. false, said: there is none now. wish may go afterwards. */
bool exams_begin(struct desk *desk, const struct exam_wish *wish);
/* Its questions can be answered now; or it was handed in and is judged: it is not left without a
 * word. */
bool exams_sits(const struct desk *desk);
bool exams_holds(const struct desk *desk);
/* Handed in as it is; the list or field that is open is gone. */
enum refresh exams_hand_in(struct desk *desk, bool time_over);
/* Broken off: nothing of it is kept. */
enum refresh exams_break_off(struct desk *desk);
/* Puts this question (of the result: this row) in front. */
enum refresh exams_show(struct desk *desk, size_t index);
/* The question that is in front. */
struct asking *exams_asking(struct desk *desk);

/* exam_keys.c: the next question, or the one before. */
enum refresh exams_turn(struct desk *desk, bool on);
/* A number key, at a question. */
enum refresh exams_number(struct desk *desk, int key);
/* Scrolls, or moves the cursor of the result. */
enum refresh exams_move(struct desk *desk, long by);
/* Whether an action may be done while there is an exam: help over it is a text, from which much
 * else could be reached. */
bool exams_allow(enum action action);
/* From the result to the lesson that the question is about. */
enum refresh exams_open(struct desk *desk);

/* exam_forms.c: handing in, and leaving, are asked for. */
enum refresh exams_ask_end(struct desk *desk);
enum refresh exams_leave(struct desk *desk);
/* The same for the whole tutor; asked for once more it quits. */
enum refresh exams_quit(struct desk *desk);
/* ":exam pipes questions=5 minutes=10 seed=7"; false: why. */
bool exams_command(struct desk *desk, const char *words, struct buf *why);

#endif
