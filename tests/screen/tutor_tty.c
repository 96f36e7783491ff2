/* SPDX-License-Identifier: MIT */
/*
 * tutor_tty.c: see tutor_tty.h.
 */
#include "tutor_tty.h"

#include "clock.h"
#include "fdio.h"

#include <ctype.h>
#include <dirent.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define STEPS_MAX   500
#define PATIENCE_MS 30000

static bool is_whole(struct tty *tty, void *arg) {
    (void)arg;
    return tty_shows(tty, "? help") || tty_shows(tty, "too small") || tty_has_ended(tty);
}

struct tty *tutor_start(const char *what, int width, int height) {
    const char *const argv[] = {TUTOR, what != NULL ? "open" : NULL, what, NULL};
    const char *const env[] = {"NO_MOTION=1", NULL};
    struct tty *tty = tty_start(
        &(struct tty_options){.argv = argv, .width = width, .height = height, .env = env});
    tty_must(tty_until(tty, is_whole, NULL, "the first picture"));
    return tty;
}

/* "step 3 of 7", or on a narrow screen the last "3/7" of the row. */
bool tutor_step(struct tty *tty, int *ret_step, int *ret_steps) {
    const char *row = tty_row(tty, 0);
    const char *found = strstr(row, "step ");
    if (found != NULL && sscanf(found, "step %d of %d", ret_step, ret_steps) == 2) {
        return true;
    }
    const char *slash = strrchr(row, '/');
    if (slash == NULL || slash == row || !isdigit((unsigned char)slash[-1])) {
        return false;
    }
    while (slash > row && isdigit((unsigned char)slash[-1])) {
        slash--;
    }
    return sscanf(slash, "%d/%d", ret_step, ret_steps) == 2;
}

static bool header_has(struct tty *tty, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (strstr(tty_row(tty, 0), words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* A narrow header leaves "over" out, and says how it ended. */
bool tutor_is_over(struct tty *tty) {
    static const char *const over[] = {" over"}, *const not_over[] = {" live", " past", "at work"},
                             *const ended[] = {"ended well", "DEADLOCK", "error", "limit"};
    return header_has(tty, over, 1) || (header_has(tty, ended, 4) && !header_has(tty, not_over, 3));
}

/* The runner has nothing more to say for now. */
static bool is_settled(struct tty *tty) {
    return strstr(tty_row(tty, 0), "at work") == NULL;
}

struct place {
    int step, steps;
};

static bool is_at_end(struct tty *tty, void *arg) {
    struct place *place = arg;
    return tutor_step(tty, &place->step, &place->steps) && is_settled(tty) &&
           place->step == place->steps;
}

/* One step on, or over without one (it was already, and the header had not come yet). */
static bool is_next(struct tty *tty, void *arg) {
    const struct place *before = arg;
    struct place now;
    return is_at_end(tty, &now) && (now.step == before->step + 1 || tutor_is_over(tty));
}

bool tutor_next(struct tty *tty) {
    struct place before, after;
    tty_must(tty_until(tty, is_at_end, &before, "the live end"));
    if (tutor_is_over(tty)) {
        return false;
    }
    tty_type(tty, "n");
    tty_must(tty_until(tty, is_next, &before, "one more step"));
    return is_at_end(tty, &after) && after.step > before.step;
}

int tutor_to_end(struct tty *tty) {
    int step = 0, steps = 0;
    for (int i = 0; i < STEPS_MAX; i++) {
        if (!tutor_next(tty)) {
            tty_must(tutor_step(tty, &step, &steps));
            return steps;
        }
    }
    tty_fail("the run ends", __FILE__, __LINE__);
    return -1;
}

static bool is_at(struct tty *tty, void *arg) {
    const struct place *place = arg;
    int step, steps;
    return tutor_step(tty, &step, &steps) && is_settled(tty) && step == place->step &&
           steps == place->steps;
}

void tutor_at_step(struct tty *tty, int step, int steps, const char *file, int line) {
    struct place place = {step, steps};
    char what[64];
    snprintf(what, sizeof what, "step %d of %d", step, steps);
    if (!tty_until(tty, is_at, &place, what)) {
        tty_fail(what, file, line);
    }
}

static bool is_corner(uint32_t character) {
    return character >= 0x2500 && character <= 0x257F;
}

static const char *fault(struct tty *tty) {
    int width = 0, height = 0, x, y;
    tty_size(tty, &width, &height);
    if (strstr(tty_row(tty, 0), " > ") == NULL) {
        return "the header";
    }
    if (!tty_find(tty, "? help", &x, &y) || y != height - 1) {
        return "the footer";
    }
    const int corners[][2] = {{0, 1}, {width - 1, 1}, {0, height - 2}, {width - 1, height - 2}};
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        VTermScreenCell cell = tty_cell(tty, corners[i][0], corners[i][1]);
        if (!is_corner(cell.chars[0])) {
            return "a corner of the frame";
        }
    }
    return NULL;
}

static bool has_no_fault(struct tty *tty, void *arg) {
    (void)arg;
    return fault(tty) == NULL;
}

void tutor_whole_at(struct tty *tty, const char *file, int line) {
    if (!tty_until(tty, has_no_fault, NULL, "a whole picture")) {
        tty_fail(fault(tty), file, line);
    }
}

void tutor_quit(struct tty *tty) {
    tty_type(tty, "q");
    int status = tty_exit_status(tty);
    const char *kept = tty_not_given_back(tty);
    if (kept != NULL) {
        print_error("not given back: %s\n", kept);
    }
    assert_null(kept);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    tty_stop(tty);
}

/* --- families ------------------------------------------------------------------------------ */

/* Parent and start time from /proc/PID/stat (proc(5): the name may hold anything, so the fields are
 * counted from its last parenthesis). */
static bool read_stat(pid_t pid, char *ret_state, pid_t *ret_parent,
                      unsigned long long *ret_started) {
    char path[64];
    struct buf text = {0};
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    bool there = file_read(path, &text, 0, NULL) == 0;
    const char *after = there ? strrchr(buf_str(&text), ')') : NULL;
    there = after != NULL && sscanf(after,
                                    ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d "
                                    "%*d %*d %*d %*d %llu",
                                    ret_state, ret_parent, ret_started) == 3;
    buf_done(&text);
    return there;
}

static bool is_member(const struct family *family, pid_t pid) {
    for (size_t i = 0; i < family->n; i++) {
        if (family->members[i].pid == pid) {
            return true;
        }
    }
    return false;
}

/* Adds the children of members that are not members yet; false when there were none. */
static bool add_children(struct family *family) {
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    size_t before = family->n;
    while (proc != NULL && (entry = readdir(proc)) != NULL) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10), parent;
        unsigned long long started;
        char how;
        if (pid > 0 && family->n < 64 && read_stat(pid, &how, &parent, &started) &&
            is_member(family, parent) && !is_member(family, pid)) {
            family->members[family->n].pid = pid;
            family->members[family->n++].started = started;
        }
    }
    if (proc != NULL) {
        closedir(proc);
    }
    return family->n > before;
}

void family_of(pid_t pid, struct family *ret_family) {
    pid_t parent;
    char how;
    memset(ret_family, 0, sizeof *ret_family);
    ret_family->n = 1;
    ret_family->members[0].pid = pid;
    read_stat(pid, &how, &parent, &ret_family->members[0].started);
    while (add_children(ret_family)) {
    }
}

/* A zombie holds nothing any more: when whoever is left with it collects it is not our affair. */
static size_t survivors(const struct family *family) {
    size_t n = 0;
    for (size_t i = 0; i < family->n; i++) {
        unsigned long long started;
        pid_t parent;
        char how;
        n += read_stat(family->members[i].pid, &how, &parent, &started) && how != 'Z' &&
             started == family->members[i].started;
    }
    return n;
}

bool family_gone(const struct family *family) {
    int64_t deadline = clock_ns() + PATIENCE_MS * NS_PER_MS;
    while (survivors(family) > 0) {
        if (clock_ms_left(deadline) == 0) {
            return false;
        }
        poll(NULL, 0, 5); /* nothing tells when a process that isn't ours is gone */
    }
    return true;
}

bool family_asleep(const struct family *family) {
    for (size_t i = 0; i < family->n; i++) {
        unsigned long long started;
        pid_t parent;
        char how;
        if (!read_stat(family->members[i].pid, &how, &parent, &started) ||
            (how != 'S' && how != 'Z')) {
            return false;
        }
    }
    return true;
}

long family_switches(const struct family *family) {
    long sum = 0;
    for (size_t i = 0; i < family->n; i++) {
        char path[64];
        struct buf text = {0};
        long switches = -1;
        snprintf(path, sizeof path, "/proc/%d/status", (int)family->members[i].pid);
        if (file_read(path, &text, 0, NULL) == 0) {
            const char *found = strstr(buf_str(&text), "\nvoluntary_ctxt_switches:");
            if (found != NULL) {
                sscanf(found, "\nvoluntary_ctxt_switches: %ld", &switches);
            }
        }
        buf_done(&text);
        if (switches < 0) {
            return -1;
        }
        sum += switches;
    }
    return sum;
}
