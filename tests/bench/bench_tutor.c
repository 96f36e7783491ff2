/* SPDX-License-Identifier: MIT */
/*
 * bench_tutor.c: from a key to the whole frame, with 200 processes in the world: the tutor itself
 * on a real pty (curses and the writes included), driven key by key from within, so that nothing
 * but the tutor is measured.
 */
#include "backend.h"
#include "bench.h"
#include "clock.h"
#include "mem.h"
#include "tutor.h"
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROCESSES = 200, KEYS = 400, WARM = 20, ROUNDS = 10, LONG_ROUNDS = 1250 };
#define FRAME_NS (1e9 / 60)

/* Steps back and on, other processes, other pages, scrolling: what a reader does. */
static const char reading[] = "ppppdpkppdpkfffdpopppowppfffe\tpdpp<<>>gg\033pm";
/* The timeline in front, from near to all of the run: cursor, events, arrows, scrolling, steps. */
static const char looking[] = "izjjhh]][}}zkkll<>zzz]}}[zzzhhljk}pp<<>>zzf[jjjhZh]Z}ZlZZZkkZZZ]}i";

static const struct {
    int width, height, rounds;
    const char *keys, *row;
} sizes[] = {
    {80, 24, ROUNDS, reading, "key to frame, 200 processes, 80x24, 99th of 100, of a frame"},
    {200, 60, ROUNDS, reading, "key to frame, 200 processes, 200x60, 99th of 100, of a frame"},
    {80, 24, LONG_ROUNDS, looking,
     "key to frame, timeline of 1,000,000 records, 80x24, 99th of 100, of a frame"},
    {200, 60, LONG_ROUNDS, looking,
     "key to frame, timeline of 1,000,000 records, 200x60, 99th of 100, of a frame"},
};

/* A terminal that presses the next key each time the frame is there, and notes how long that was.
 */
struct fingers {
    struct term term;
    struct term *real;
    const char *keys;
    int next;
    int64_t pressed_at;
    double took[KEYS];
};

static struct fingers *fingers_of(struct term *term) {
    return (struct fingers *)term;
}

static void fingers_draw(struct term *term, const struct canvas *canvas) {
    term_draw(fingers_of(term)->real, canvas);
}

static void fingers_redraw(struct term *term) {
    term_redraw(fingers_of(term)->real);
}

static int fingers_wait(struct term *term, const int *fds, size_t n_fds, int timeout_ms,
                        struct term_event *ret_event) {
    struct fingers *fingers = fingers_of(term);
    (void)fds;
    (void)n_fds;
    (void)timeout_ms;
    if (fingers->next > 0) {
        fingers->took[fingers->next - 1] = (double)(clock_ns() - fingers->pressed_at);
    }
    if (fingers->next == KEYS) {
        *ret_event = (struct term_event){.kind = TERM_END};
        return 0;
    }
    int key = (unsigned char)fingers->keys[(size_t)fingers->next++ % strlen(fingers->keys)];
    *ret_event = (struct term_event){.kind = TERM_KEY, .key = key};
    fingers->pressed_at = clock_ns();
    return 0;
}

static const struct term_ops fingers_ops = {
    .draw = fingers_draw,
    .redraw = fingers_redraw,
    .wait = fingers_wait,
};

/* main forks 199 others; each writes into its own pipe and reads from its neighbour's. */
static void add_process(struct log *log, strid name, strid pipe, int pid) {
    struct event event = {.kind = EVENT_ACTOR_START, .actor = name, .pid = pid};
    log_append(log, &event, NULL, 0);
    event = (struct event){.kind = EVENT_OBJ_NEW, .obj = pipe, .has = EVENT_HAS_OBJ};
    event.type = OBJ_PIPE;
    log_append(log, &event, NULL, 0);
    for (int fd = 3; fd <= 4; fd++) {
        event = (struct event){.kind = EVENT_FD_OPEN,
                               .actor = name,
                               .obj = pipe,
                               .fd = fd,
                               .end = fd == 3 ? END_R : END_W,
                               .has = EVENT_HAS_OBJ | EVENT_HAS_FD};
        log_append(log, &event, NULL, 0);
    }
}

static void add_step(struct log *log, strid actor, strid pipe, bool writes, int64_t off) {
    struct event event = {.kind = EVENT_STEP, .actor = actor};
    log_append(log, &event, NULL, 0);
    event = (struct event){.kind = EVENT_OP_ENTER,
                           .actor = actor,
                           .op = writes ? OP_WRITE : OP_READ,
                           .obj = pipe,
                           .fd = writes ? 4 : 3,
                           .ret = 12,
                           .len = 12,
                           .off = off,
                           .has = EVENT_HAS_OBJ | EVENT_HAS_FD | EVENT_HAS_RET | EVENT_HAS_RANGE};
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OP_EXIT;
    log_append(log, &event, "Another one\n", 12);
    event.kind = EVENT_OP_READY;
    log_append(log, &event, NULL, 0);
}

static struct log *crowd(int rounds) {
    struct log *log = log_new();
    strid actors[PROCESSES], pipes[PROCESSES];
    char name[32];
    for (int i = 0; i < PROCESSES; i++) {
        snprintf(name, sizeof name, i == 0 ? "main" : "child%d", i);
        actors[i] = log_intern(log, name);
        snprintf(name, sizeof name, "pipe#%d", i);
        pipes[i] = log_intern(log, name);
        add_process(log, actors[i], pipes[i], 1000 + i);
    }
    for (int i = 0; i < PROCESSES * rounds; i++) {
        bool writes = i / PROCESSES % 2 == 0;
        add_step(log, actors[i % PROCESSES], pipes[i % PROCESSES], writes,
                 i / PROCESSES / 2 * 12LL);
    }
    return log;
}

static void *drain(void *arg) {
    int master = *(int *)arg;
    char bytes[65536];
    while (read(master, bytes, sizeof bytes) > 0) {
    }
    return NULL;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const struct log *log, struct fingers *fingers) {
    struct diag diag = {0};
    struct tutor_wish wish = {.saved = log, .reduce_motion = true};
    fingers->term = (struct term){.ops = &fingers_ops,
                                  .width = term_width(fingers->real),
                                  .height = term_height(fingers->real),
                                  .ascii = term_ascii(fingers->real)};
    tutor_on(&wish, &fingers->term, &diag);
    diag_done(&diag);
}

/* Standard input and output become a terminal of this size for as long as the tutor is on it. */
static bool on_a_terminal(int width, int height, const struct log *log, struct fingers *fingers) {
    struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    struct term_options options = {.name = "xterm-256color"};
    int master, slave;
    pthread_t reader;
    if (openpty(&master, &slave, NULL, NULL, &size) < 0) {
        return false;
    }
    int in = dup(STDIN_FILENO), out = dup(STDOUT_FILENO);
    fflush(stdout);
    dup2(slave, STDIN_FILENO);
    dup2(slave, STDOUT_FILENO);
    close(slave);
    pthread_create(&reader, NULL, drain, &master);
    bool open = term_open(&fingers->real, &options, NULL) == 0;
    if (open) {
        measure(log, fingers);
        term_close(fingers->real);
    }
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    close(in);
    close(out);
    pthread_join(reader, NULL); /* the last slave is closed: the reader has met its end */
    close(master);
    return open;
}

int main(void) {
    struct log *log = NULL;
    int rounds = 0;
    setenv("LC_ALL", "C.UTF-8", 1);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (!bench_wished(sizes[i].row)) {
            continue;
        }
        if (rounds != sizes[i].rounds) {
            log_free(log);
            rounds = sizes[i].rounds;
            log = crowd(rounds);
        }
        struct fingers *fingers = mem_new(sizeof *fingers);
        fingers->keys = sizes[i].keys;
        if (!on_a_terminal(sizes[i].width, sizes[i].height, log, fingers)) {
            bench_skip(sizes[i].row, "no pseudo-terminal can be opened");
        } else {
            double *took = fingers->took + WARM;
            size_t n = KEYS - WARM;
            qsort(took, n, sizeof *took, by_size);
            double slow = took[n * 99 / 100];
            bench_row(sizes[i].row, slow / FRAME_NS, 1,
                      "%.2f ms of %.2f ms; the middle one %.2f ms", slow / 1e6, FRAME_NS / 1e6,
                      took[n / 2] / 1e6);
        }
        mem_free(fingers);
    }
    log_free(log);
    return 0;
}
