/* SPDX-License-Identifier: MIT */
/*
 * plain_past.c: what was: a run's steps, one at a time, folded from its log. No process moves.
 */
#include "plain.h"
#include "tell.h"
#include "text.h"
#include <stdint.h>
#include <string.h>

static void show_step(struct plain_run *run, uint64_t step) {
    struct buf text = {0};
    buf_puts(&text, "");
    for (uint64_t n = timeline_step_begin(run->timeline, step);
         n <= timeline_step_end(run->timeline, step); n++) {
        struct buf one = {0};
        if (tell_event(run->log, n, &one)) {
            buf_putf(&text, "  %s\n", buf_str(&one));
        }
        buf_done(&one);
    }
    out_textf(run->plain->out, "Past, step %llu of %llu:\n%s", (unsigned long long)step,
              (unsigned long long)timeline_steps(run->timeline),
              text.len ? buf_str(&text) : "  nothing that can be seen\n");
    buf_done(&text);
}

static void show_help(const struct plain_run *run) {
    out_text(run->plain->out, "  Enter, f  forward\n"
                              "  b         back\n"
                              "  a number  to that step\n"
                              "  w         why who waited\n"
                              "  k         what the kernel held\n"
                              "  n         back to now\n");
    if (run->run) {
        out_text(run->plain->out, "  x         branch: new processes that go on from this step\n");
    }
    out_text(run->plain->out, "  q         leave\n");
}

/* The step to show next; UINT64_MAX: leave the past. */
static uint64_t choose(struct plain_run *run, const struct buf *line, uint64_t step,
                       uint64_t *ret_branch) {
    const char *word = buf_str(line);
    uint64_t steps = timeline_steps(run->timeline);
    uint64_t end = timeline_step_end(run->timeline, step);
    if (strcmp(word, "n") == 0) {
        return UINT64_MAX;
    }
    if (strcmp(word, "q") == 0) {
        run->plain->left = true;
        return UINT64_MAX;
    }
    if (strcmp(word, "x") == 0 && run->run) {
        *ret_branch = step;
        return UINT64_MAX;
    }
    if (strcmp(word, "b") == 0) {
        return step > 0 ? step - 1 : 0;
    }
    if (*word == '\0' || strcmp(word, "f") == 0) {
        return step < steps ? step + 1 : steps;
    }
    if (strcmp(word, "w") == 0) {
        plain_why(run, end);
    } else if (strcmp(word, "k") == 0) {
        plain_kernel(run, end);
    } else if (strcmp(word, "?") == 0) {
        show_help(run);
    } else if (strcmp(word, "0") == 0) {
        return 0;
    } else {
        size_t number = plain_number(run->plain, line, steps);
        return number ? number : step;
    }
    return step;
}

void plain_past(struct plain_run *run, uint64_t *ret_branch) {
    struct buf line = {0};
    uint64_t steps = timeline_steps(run->timeline);
    uint64_t step = run->run && steps > 0 ? steps - 1 : steps;
    uint64_t shown = UINT64_MAX;
    while (step != UINT64_MAX) {
        if (step != shown) {
            show_step(run, step);
            shown = step;
        }
        if (!plain_ask(run->plain, "(b: back; Enter: forward; n: now; ?: more) ", &line)) {
            break;
        }
        step = choose(run, &line, step, ret_branch);
    }
    buf_done(&line);
}
