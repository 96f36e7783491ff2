/* SPDX-License-Identifier: MIT */
/*
 * order_try.h: "can they happen in this order?" tried for real. What must come before what is known
 * of one run only (answer_order.c): that one took a lock before another there does not say that it
 * has to. So an order that was refused is tried: the same program is run again, held, and at each
 * step the process is let go that is to do what comes next in that order, or whoever it waits for;
 * a process whose turn has not come stays at its gate. If all happens so in such a run, it can. A
 * few runs, then it is given up. Returns at once, as run.h does: poll order_try_fd, then
 * order_try_pump. One run at a time.
 */
#ifndef ORDER_TRY_H
#define ORDER_TRY_H

#include "answer.h"
#include "lesson.h"
#include "run.h"

enum { ORDER_TRY_RUNS = 12 };

/* Question and answer are copied as far as needed; lesson, question and log must live until
 * order_try_free. */
struct order_try_wish {
    const struct lesson *lesson;
    const struct question *question;
    const struct answer_given *given;
    const struct log *log; /* the run that judged it */
    int limit_ms;          /* for all runs together; 0: 10 s */
};

struct order_try;

/* Whether that run refuses the order that was given, so that it is worth trying. */
bool order_try_wanted(const struct question *question, const struct answer_given *given,
                      const struct log *log);
/* Starts. 0; -errno with *diag: no runner can be started. Only where order_try_wanted. */
int order_try_new(const struct order_try_wish *wish, struct order_try **ret_try, struct diag *diag);
/* Ends a run that is going. NULL: nothing. */
void order_try_free(struct order_try *try);
/* Readable when order_try_pump has something to do; -1: it is over. */
int order_try_fd(const struct order_try *try);
/* Takes what has come. False: it is over, found or not. */
bool order_try_pump(struct order_try *try);
/* Waits until it is over. */
void order_try_wait(struct order_try *try);
/* The whole log of a run that went so, the caller's from now on; NULL: none did. */
struct log *order_try_take(struct order_try *try);

#endif
