/* SPDX-License-Identifier: MIT */
/*
 * plain_run.c: a run, held after each step: what happened is told, then who goes next is asked.
 */
#include "headless_wild.h"
#include "mem.h"
#include "plain.h"
#include "say.h"
#include "tell.h"
#include "waits.h"
#include <string.h>

#define READY_MAX 99
#define WILD_RUNS 200
#define WAIT_MS   200 /* between two looks whether Ctrl-C was typed */

void plain_tell_new(struct plain_run *run) {
    struct buf text = {0};
    timeline_update(run->timeline);
    while (run->told < log_count(run->log)) {
        buf_clear(&text);
        if (tell_event(run->log, ++run->told, &text)) {
            buf_putc(&text, '\n');
            out_text(run->plain->out, buf_str(&text));
        }
    }
    buf_done(&text);
}

void plain_why(struct plain_run *run, uint64_t n) {
    const struct world *world = timeline_at(run->timeline, n);
    struct buf text = {0};
    for (uint32_t i = 0; i < world->proc_count; i++) {
        buf_clear(&text);
        buf_puts(&text, "");
        waits_why(world, world->procs[i].name, &text);
        if (text.len) {
            out_textf(run->plain->out, "%s\n", buf_str(&text));
        }
    }
    buf_done(&text);
}

/* Those who stand at a gate, numbered; how many. */
static size_t show_ready(struct plain_run *run, strid *ret_ready) {
    const struct world *world = timeline_head(run->timeline);
    size_t count = 0;
    for (uint32_t i = 0; i < world->proc_count && count < READY_MAX; i++) {
        const struct world_proc *proc = &world->procs[i];
        struct buf text = {0};
        if (proc->state != PROC_READY) {
            continue;
        }
        if (!tell_next(run->log, proc->since, &text)) {
            buf_puts(&text, log_str(run->log, proc->name));
        }
        ret_ready[count++] = proc->name;
        out_textf(run->plain->out, "  %zu  %s\n", count, buf_str(&text));
        buf_done(&text);
    }
    return count;
}

static void start(struct plain_run *run, const char *schedule) {
    struct run_wish wish = {.lesson_dir = run->lesson->dir,
                            .lesson = run->lesson->id,
                            .program = run->program,
                            .params = run->params,
                            .param_count = run->param_count,
                            .schedule = schedule,
                            .hold = true};
    struct diag diag = {0};
    run->own = log_new();
    run->log = run->own;
    run->told = 0;
    run->judged = false;
    run->timeline = timeline_new(run->log);
    if (run_new(&wish, run->own, &run->run, &diag) < 0) {
        fail_diag(EXIT_OURS, &diag);
        diag_done(&diag);
        run->run = NULL;
        run->over = true;
    }
}

static void stop(struct plain_run *run) {
    run_free(run->run);
    timeline_free(run->timeline);
    log_free(run->own);
    run->run = NULL;
    run->timeline = NULL;
    run->own = NULL;
}

/* The order of the first `steps` steps of a log, as a schedule; and what was answered in them. */
static void collect(const struct plain_run *run, uint64_t steps, struct buf *schedule,
                    struct buf *answers) {
    uint64_t seen = 0;
    buf_puts(schedule, "");
    buf_puts(answers, "");
    for (uint64_t n = 1; n <= log_count(run->log); n++) {
        const struct event *event = log_at(run->log, n);
        bool interrupt = event->kind == EVENT_INTERRUPT;
        seen += event->kind == EVENT_STEP || interrupt;
        if (seen > steps) {
            return;
        }
        if (event->kind == EVENT_STEP || interrupt) {
            buf_putf(schedule, "%s%s", seen > 1 ? " " : "",
                     log_str(run->log, interrupt ? event->name : event->actor));
        } else if (event->kind == EVENT_ANSWER) {
            buf_putf(answers, "%s\n", log_str(run->log, event->text));
        }
    }
}

/* New processes, brought to the same place without telling it again: a held run goes through the
 * whole of its schedule before it holds. */
void plain_branch(struct plain_run *run, uint64_t steps, const char *last) {
    struct buf schedule = {0};
    struct buf answers = {0};
    collect(run, steps, &schedule, &answers);
    buf_putf(&schedule, " %s", last ? last : "");
    stop(run);
    start(run, buf_str(&schedule));
    char *rest = answers.data;
    for (enum run_state state = run->run ? run_wait(run->run, -1) : RUN_ENDED; state == RUN_ASKING;
         state = run_wait(run->run, -1)) {
        char *answer = strsep(&rest, "\n");
        run_answer(run->run, answer ? answer : "");
    }
    timeline_update(run->timeline);
    run->told = timeline_step_end(run->timeline, steps);
    out_textf(run->plain->out, "New processes, at step %llu. From here it may go another way.\n",
              (unsigned long long)steps);
    buf_done(&schedule);
    buf_done(&answers);
}

static void look_back(struct plain_run *run) {
    uint64_t from = UINT64_MAX;
    run->plain->in_run = false;
    plain_past(run, &from);
    if (from != UINT64_MAX) {
        plain_branch(run, from, NULL);
    }
}

/* By itself, again and again; the run that is held here stays where it is. */
static void open_gates(struct plain_run *run) {
    const struct headless_wild wild = {.wish = {.lesson_dir = run->lesson->dir,
                                                .lesson = run->lesson->id,
                                                .program = run->program,
                                                .params = run->params,
                                                .param_count = run->param_count},
                                       .count = WILD_RUNS,
                                       .out = run->plain->out};
    out_textf(run->plain->out, "%d runs with all gates open; Ctrl-C stops them.\n", WILD_RUNS);
    out_flush(run->plain->out);
    headless_wild(&wild);
}

static const char help[] = "  a number  that one goes next\n"
                           "  Enter     whoever is next\n"
                           "  a         all the rest, to the end\n"
                           "  m         on to the next mark\n"
                           "  b         look back, and branch\n"
                           "  y         predict what each step will do; again: no more\n"
                           "  w         why who waits\n"
                           "  k         what the kernel holds: descriptors and bytes\n"
                           "  o         open all gates: run it 200 times, count how it ends\n"
                           "  interrupt (or i) Ctrl-C: each process of the run gets SIGINT; at a\n"
                           "            question of the program, Ctrl-C itself does that\n"
                           "  r         run it again from the start\n"
                           "  l         back to the lesson\n"
                           "  q         leave\n";

/* What can be done in a run, held or ended. true: something was done; false: not one of these. */
static bool common_choice(struct plain_run *run, const char *word) {
    if (strcmp(word, "i") == 0 || strcmp(word, "interrupt") == 0) {
        plain_interrupt(run);
        return true;
    }
    if (strlen(word) != 1) {
        return false;
    }
    switch (*word) {
    case 'b':
        look_back(run);
        return true;
    case 'w':
        plain_why(run, log_count(run->log));
        return true;
    case 'k':
        plain_kernel(run, log_count(run->log));
        return true;
    case 'o':
        open_gates(run);
        return true;
    case 'y':
        plain_predict(run->plain);
        return true;
    case 'r':
        stop(run);
        start(run, run->order);
        return true;
    case '?':
        out_text(run->plain->out, help);
        return true;
    case 'q':
        run->plain->left = true;
        return true;
    case 'l':
        run->over = true;
        return true;
    default:
        return false;
    }
}

static void held(struct plain_run *run) {
    strid ready[READY_MAX];
    struct buf line = {0};
    out_text(run->plain->out, "Who goes next?\n");
    size_t count = show_ready(run, ready);
    if (plain_ask(run->plain, "(number; Enter: the next; ?: more) ", &line)) {
        const char *word = buf_str(&line);
        if (*word == '\0') {
            plain_step(run, NULL);
        } else if (strcmp(word, "a") == 0 || strcmp(word, "m") == 0) {
            run_play(run->run, *word == 'm');
        } else if (!common_choice(run, word)) {
            size_t number = plain_number(run->plain, &line, count);
            if (number) {
                plain_step(run, log_str(run->log, ready[number - 1]));
            }
        }
    }
    buf_done(&line);
}

/* It works: Ctrl-C stops playing, and comes where the next step would be. */
static void working(struct plain_run *run) {
    if (plain_caught()) {
        run_interrupt(run->run);
    }
}

static void asking(struct plain_run *run) {
    struct buf line = {0};
    if (plain_ask(run->plain, "> ", &line)) {
        run_answer(run->run, buf_str(&line));
    }
    buf_done(&line);
}

static void ended(struct plain_run *run) {
    struct buf line = {0};
    const struct diag *fault = run_fault(run->run);
    if (fault) {
        out_flush(run->plain->out);
        fail_diag(0, fault);
    }
    if (log_count(run->log) == 0) {
        run->over = true;
        return;
    }
    if (run->judge && !run->judged) {
        run->judged = true;
        run->over = run->judge(run, run->context);
    }
    if (run->over) {
        return;
    }
    if (plain_ask(
            run->plain,
            "It has ended. (b: look back; w: why; k: kernel; r: again; o: open gates; l: lesson; "
            "q: leave) ",
            &line) &&
        line.len && !common_choice(run, buf_str(&line))) {
        out_textf(run->plain->out, "\"%s\" is none of these.\n", buf_str(&line));
    }
    run->over = run->over || (line.len == 0 && !run->plain->interrupted);
    buf_done(&line);
}

void plain_run(struct plain_run *run) {
    start(run, run->order);
    while (!run->over && !run->plain->left) {
        enum run_state state = run_wait(run->run, WAIT_MS);
        plain_tell_new(run);
        run->plain->in_run = true;
        run->plain->interrupted = false;
        switch (state) {
        case RUN_WORKING:
            working(run);
            break;
        case RUN_HELD:
            held(run);
            break;
        case RUN_ASKING:
            asking(run);
            break;
        case RUN_ENDED:
            ended(run);
            break;
        }
        if (run->plain->interrupted) {
            plain_interrupt(run);
        }
    }
    run->plain->in_run = false;
    stop(run);
}
