/* SPDX-License-Identifier: MIT */
/* run.c: see run.h: the tutor's side. The other side of the link is engine.c. */
#include "run.h"
#include "clock.h"
#include "link_log.h"
#include "mem.h"
#include "network.h"
#include "runner_process.h"
#include "wish.h"
#include "world.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum {
    PUMP_BYTES_MAX = 4 << 20,           /* taken at one go, so that a screen stays alive */
    WISH_BYTES_MAX = LINK_FRAME_MAX / 2 /* of all its strings */
};
#define RUN_BYTES_MAX (1ull << 30) /* of a whole run: more than any honest runner sends */

struct run {
    struct runner_process runner;
    struct log *log;
    struct link_log_in in;
    struct world world; /* folded when somebody asks who is ready */
    enum run_state state;
    char *next; /* whose turn it is, as the runner says */
    struct diag fault;
    int fault_code;
};

static size_t length(const char *text) {
    return text ? strlen(text) : 0;
}

static bool fits(const struct run_wish *wish) {
    size_t len = length(wish->lesson_dir) + length(wish->lesson) + length(wish->program) +
                 length(wish->schedule) + length(wish->input);
    for (size_t i = 0; i < wish->param_count; i++) {
        len += length(wish->params[i].name) + length(wish->params[i].value);
    }
    return len <= WISH_BYTES_MAX && wish->param_count <= WISH_PARAMS_MAX;
}

int run_new(const struct run_wish *wish, struct log *log, struct run **ret_run, struct diag *diag) {
    if (!fits(wish)) {
        return diag_set(diag, -E2BIG, NULL, 0,
                        "the schedule, the input and the parameters are together longer than "
                        "%d bytes",
                        WISH_BYTES_MAX);
    }
    struct run *run = mem_new(sizeof(*run));
    run->log = log;
    int r =
        runner_process_start(&run->runner, wish->no_cage, network_wished(wish->lesson_dir), diag);
    if (r < 0) {
        mem_free(run);
        return r;
    }
    link_log_in_init(&run->in, log);
    world_init(&run->world, log);
    wish_send(&run->runner.link, LINK_WISH, wish);
    link_flush(&run->runner.link); /* a runner that is gone already shows in run_pump */
    *ret_run = run;
    return 0;
}

void run_free(struct run *run) {
    if (!run) {
        return;
    }
    runner_process_end(&run->runner);
    link_log_in_done(&run->in);
    world_done(&run->world);
    mem_free(run->next);
    diag_done(&run->fault);
    mem_free(run);
}

void run_rest(void) {
    runner_process_rest();
}

int run_fd(const struct run *run) {
    return run->state == RUN_ENDED ? -1 : run->runner.link.fd;
}

enum run_state run_state(const struct run *run) {
    return run->state;
}

const struct diag *run_fault(const struct run *run) {
    return run->fault.text ? &run->fault : NULL;
}

int run_fault_code(const struct run *run) {
    return run->fault.text ? run->fault_code : 0;
}

/* The runner broke, or what it says can't be believed: that ends the run. */
static void break_off(struct run *run, int code, const char *what) {
    int status = 0;
    run->state = RUN_ENDED;
    if (run->fault.text) {
        return;
    }
    run->fault_code = code;
    if (runner_process_ended(&run->runner, &status) && WIFSIGNALED(status)) {
        diag_set(&run->fault, code, NULL, 0, "%s (signal %d)", what, WTERMSIG(status));
    } else {
        diag_set(&run->fault, code, NULL, 0, "%s", what);
    }
}

static void take_frame(struct run *run, struct link_frame *frame) {
    switch (frame->type) {
    case LINK_STRING:
    case LINK_RECORD:
        if (link_log_take(&run->in, frame) < 0) {
            break_off(run, -EPROTO, "the runner sent a record that is none");
        }
        return;
    case LINK_STATE: {
        uint8_t state = link_get_u8(frame);
        mem_free(run->next);
        run->next = link_get_str(frame);
        if (frame->bad || state > RUN_ENDED) {
            break_off(run, -EPROTO, "the runner sent a state that is none");
        } else {
            run->state = (enum run_state)state;
        }
        return;
    }
    case LINK_FAULT:
        run->fault_code = run->fault.text ? run->fault_code : link_take_fault(frame, &run->fault);
        return;
    case LINK_DECLARED:
    case LINK_WISH:
    case LINK_DECLARE:
    case LINK_STEP:
    case LINK_PLAY:
    case LINK_ANSWER:
    case LINK_STOP:
    case LINK_INTERRUPT:
        break;
    }
    break_off(run, -EPROTO, "the runner sent something that nobody asked for");
}

static void take_frames(struct run *run) {
    struct link_frame frame;
    int r = 0;
    while (run->state != RUN_ENDED && (r = link_next(&run->runner.link, &frame)) == 1) {
        take_frame(run, &frame);
    }
    if (r < 0) {
        break_off(run, r, "the runner sent something that is no frame");
    }
}

enum run_state run_pump(struct run *run) {
    struct link *link = &run->runner.link;
    uint64_t until = link->received + PUMP_BYTES_MAX;
    while (run->state != RUN_ENDED && link->received < until) {
        int r = link_fill(link);
        if (r == -EAGAIN) {
            break;
        }
        if (r <= 0) {
            break_off(run, -EPIPE, "the runner ended before the run did");
            break;
        }
        if (link->received > RUN_BYTES_MAX) {
            break_off(run, -EPROTO, "the runner sent more than any run is long");
            break;
        }
        take_frames(run);
    }
    return run->state;
}

/* Sends what was put into the link; the run works from then on. */
static int command(struct run *run) {
    int r = link_flush(&run->runner.link);
    if (r == 0) {
        run->state = RUN_WORKING;
    }
    return r;
}

static bool is_ready(struct run *run, const char *actor) {
    world_fold_to(&run->world, log_count(run->log));
    strid name = log_find(run->log, actor);
    const struct world_proc *proc = name ? world_proc(&run->world, name) : NULL;
    return proc && proc->state == PROC_READY;
}

const char *run_next(struct run *run) {
    bool known = run->state == RUN_HELD && run->next && *run->next && is_ready(run, run->next);
    return known ? run->next : NULL;
}

int run_step(struct run *run, const char *actor) {
    if (run->state != RUN_HELD || (actor && !is_ready(run, actor))) {
        return -EINVAL;
    }
    link_begin(&run->runner.link, LINK_STEP);
    link_put_str(&run->runner.link, actor);
    link_end(&run->runner.link);
    return command(run);
}

int run_play(struct run *run, bool until_mark) {
    if (run->state != RUN_HELD) {
        return -EINVAL;
    }
    link_begin(&run->runner.link, LINK_PLAY);
    link_put_u8(&run->runner.link, until_mark);
    link_end(&run->runner.link);
    return command(run);
}

int run_answer(struct run *run, const char *text) {
    if (run->state != RUN_ASKING) {
        return -EINVAL;
    }
    link_begin(&run->runner.link, LINK_ANSWER);
    link_put_str(&run->runner.link, text);
    link_end(&run->runner.link);
    return command(run);
}

int run_answer_next(struct run *run, const char **answers) {
    size_t len = strcspn(*answers, "\n");
    char *line = mem_strndup(*answers, len);
    *answers += len + ((*answers)[len] == '\n');
    int err = run_answer(run, line);
    mem_free(line);
    return err;
}

int run_interrupt(struct run *run) {
    if (run->state == RUN_ENDED) {
        return -EINVAL;
    }
    link_begin(&run->runner.link, LINK_INTERRUPT);
    link_end(&run->runner.link);
    return command(run);
}

int run_stop(struct run *run) {
    if (run->state == RUN_ENDED) {
        return 0;
    }
    link_begin(&run->runner.link, LINK_STOP);
    link_end(&run->runner.link);
    return command(run);
}

enum run_state run_wait(struct run *run, int timeout_ms) {
    int64_t deadline = timeout_ms < 0 ? -1 : clock_ns() + timeout_ms * NS_PER_MS;
    while (run_pump(run) == RUN_WORKING) {
        int left = clock_ms_left(deadline);
        struct pollfd poll_fd = {.fd = run_fd(run), .events = POLLIN};
        if (left == 0 || (poll(&poll_fd, 1, left) < 0 && errno != EINTR)) {
            break;
        }
    }
    return run->state;
}
