/* SPDX-License-Identifier: MIT */
/*
 * headless.c: waits for the run, tells what came, answers its questions from standard input where
 * no --input was given.
 */
#include "headless.h"
#include "end_signal.h"
#include "interrupted.h"
#include "json_lines.h"
#include "line_input.h"
#include "mem.h"
#include "say.h"
#include "tell.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

struct telling {
    const struct headless *wish;
    struct log *log;
    uint64_t told;
    struct lines lines; /* of standard input */
    sigset_t mask;      /* while we sleep: signals that ask us to end are let in only then */
};

/* Record n as it is told; nothing if it tells nothing new. */
static void tell_one(const struct log *log, uint64_t n, bool json, struct buf *text) {
    if (json) {
        json_lines_put(text, log, n);
    } else if (tell_event(log, n, text)) {
        buf_putc(text, '\n');
    }
}

void headless_tell(const struct log *log, bool json, struct buf *out) {
    for (uint64_t n = 1; n <= log_count(log); n++) {
        tell_one(log, n, json, out);
    }
}

static void tell_new(struct telling *telling) {
    struct out *out = telling->wish->out;
    uint64_t count = log_count(telling->log);
    struct buf text = {0};
    for (; out && telling->told < count; telling->told++) {
        buf_clear(&text);
        tell_one(telling->log, telling->told + 1, telling->wish->json, &text);
        if (telling->wish->json) {
            out_bytes(out, buf_str(&text), text.len);
        } else {
            out_text(out, buf_str(&text));
        }
    }
    buf_done(&text);
    if (out) {
        out_flush(out);
    }
}

/* A line of standard input for a process that asks; without one the run can't go on. */
static int answer(struct run *run, struct telling *telling) {
    struct buf line = {0};
    int code = 0;
    int r = lines_next(&telling->lines, &telling->mask, &line);
    if (r > 0) {
        run_answer(run, buf_str(&line));
    } else if (r != -EINTR) {
        code = fail(EXIT_IO, telling->wish->what,
                    "the program asks, and standard input has no line more: give the answers with "
                    "--input FILE");
        run_stop(run);
    }
    buf_done(&line);
    return code;
}

/* wish: of the run. One that was to be interrupted, and was, did what was asked for; a program
 * whose own schedule has Ctrl-C is judged like any. */
static int judge(const struct run *run, const struct run_wish *wish, const struct log *log) {
    const struct event *last = log_at(log, log_count(log));
    const struct diag *fault = run_fault(run);
    bool whole = last && last->kind == EVENT_RUN_END;
    bool asked = whole && wish->schedule &&
                 (last->type == OUTCOME_OK || last->type == OUTCOME_DEADLOCK) &&
                 interrupted_by(log, log_count(log)) != 0;
    if (asked || (whole && last->has & EVENT_TRUTH)) {
        return EXIT_AS_EXPECTED;
    }
    if (fault) {
        bool ours = run_fault_code(run) == -EPIPE || run_fault_code(run) == -EPROTO;
        return fail_diag(whole ? EXIT_OTHERWISE : ours ? EXIT_OURS : EXIT_USAGE, fault);
    }
    return whole ? EXIT_OTHERWISE : fail(EXIT_OURS, "run", "the runner ended before the run did");
}

static int follow(struct run *run, struct telling *telling) {
    const struct headless *wish = telling->wish;
    int code = 0;
    bool stopped = false;
    for (enum run_state state = run_pump(run); state != RUN_ENDED; state = run_pump(run)) {
        tell_new(telling);
        bool lost = wish->out && wish->out->error;
        if (!stopped && (end_signal_came() || lost)) {
            stopped = true;
            run_stop(run);
        } else if (!stopped && state == RUN_ASKING) {
            code = answer(run, telling);
            stopped = code != 0;
            continue;
        }
        struct pollfd waiting = {.fd = run_fd(run), .events = POLLIN};
        ppoll(&waiting, 1, NULL, &telling->mask);
    }
    tell_new(telling);
    return code;
}

int headless_run(const struct headless *wish, struct log *log) {
    struct telling telling = {.wish = wish, .log = log};
    struct diag diag = {0};
    struct run *run;
    int r = run_new(&wish->wish, log, &run, &diag);
    if (r < 0) {
        int code = fail_diag(r == -EPERM || r == -EACCES ? EXIT_DENIED : EXIT_OURS, &diag);
        diag_done(&diag);
        return code;
    }
    telling.lines.fd = STDIN_FILENO;
    end_signal_catch(&telling.mask);
    int code = follow(run, &telling);
    code = code ? code : judge(run, &wish->wish, log);
    run_free(run);
    lines_done(&telling.lines);
    code = end_signal_came() ? 128 + end_signal_came() : code;
    end_signal_release(&telling.mask);
    return code;
}
