/* SPDX-License-Identifier: MIT */
/*
 * test_monkey.c: random keys, pastes, clicks and sizes, from a seed that is printed: the tutor
 * neither crashes nor hangs, and leaves at once when asked. MONKEY_SEED repeats a failure,
 * MONKEY_ROUNDS goes on longer; IPC_TUTOR_SOAK=1 is 100,000 hits.
 */
#include "tutor_tty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define HITS      300
#define ROUNDS    10
#define SOAK_HITS 100000

/* xorshift64 (Marsaglia 2003): the same hits from the same seed everywhere. */
static uint64_t random_state;

static unsigned random_below(unsigned n) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state >> 33) % n;
}

/* A click, a drag or a turn of the wheel, as a terminal with SGR mouse reports tells it: also where
 * nobody asked for the mouse. */
static void click(struct tty *tty) {
    static const int buttons[] = {0, 0, 0, 1, 2, 32, 64, 65};
    char bytes[48];
    int len = snprintf(bytes, sizeof bytes, "\033[<%d;%u;%u%c",
                       buttons[random_below(sizeof buttons / sizeof *buttons)],
                       1 + random_below(160), 1 + random_below(60), random_below(2) ? 'M' : 'm');
    tty_send(tty, bytes, (size_t)len);
}

/* Text from elsewhere, at once: with the brackets of a terminal that marks pastes, or without; with
 * bytes that are no characters. What ends or stops the tutor is left out. */
static void paste(struct tty *tty) {
    char bytes[256];
    size_t len = 0;
    bool marked = random_below(2);
    if (marked) {
        len += (size_t)snprintf(bytes, sizeof bytes, "\033[200~");
    }
    for (size_t n = random_below(120); n > 0; n--) {
        unsigned byte = random_below(8) ? ' ' + random_below(95) : random_below(256);
        if (strchr("qQ:\x1a\x1c", (int)byte) == NULL) {
            bytes[len++] = (char)byte;
        }
    }
    if (marked) {
        len += (size_t)snprintf(bytes + len, sizeof bytes - len, "\033[201~");
    }
    tty_send(tty, bytes, len);
}

/* What fingers find, and now and then any key; q, Q and : (quit) are left out, and come at the end.
 */
static void hit(struct tty *tty) {
    static const char keys[] = "nnnnnnnn111222334pppfff0$gmMbbrrvvPPaakkccewwoottud<>[]hjl +-"
                               "=GTLb?x5;~#%/:*xI\x03\x10\x15\x0c\r\r\t\tiizZ{}()yySWRX";
    static const VTermKey special[] = {
        VTERM_KEY_UP,     VTERM_KEY_DOWN,     VTERM_KEY_LEFT, VTERM_KEY_RIGHT,
        VTERM_KEY_ENTER,  VTERM_KEY_ESCAPE,   VTERM_KEY_HOME, VTERM_KEY_END,
        VTERM_KEY_PAGEUP, VTERM_KEY_PAGEDOWN, VTERM_KEY_TAB,  VTERM_KEY_BACKSPACE,
    };
    unsigned what = random_below(20);
    if (what == 0) {
        tty_resize(tty, 1 + (int)random_below(150), 1 + (int)random_below(50));
    } else if (what == 1) {
        random_below(2) ? click(tty) : paste(tty);
    } else if (what < 6) {
        tty_press(tty, special[random_below(sizeof special / sizeof *special)]);
    } else if (what == 6) {
        char any = (char)('!' + random_below('~' - '!' + 1));
        if (strchr("qQ:", any) == NULL) {
            tty_send(tty, &any, 1);
        }
    } else {
        tty_send(tty, &keys[random_below(sizeof keys - 1)], 1);
    }
}

/* Out of any overlay, then q: it may be waiting for the runner for a while. An exam asks (3: it is
 * broken off). */
static bool has_left(struct tty *tty, void *arg) {
    int *tries = arg;
    if (tty_has_ended(tty)) {
        return true;
    }
    if (++*tries % 25 == 1) {
        tty_press(tty, VTERM_KEY_ESCAPE);
        tty_type(tty, "q3");
    }
    return false;
}

static uint64_t hits;

static bool has_looked(struct tty *tty, void *arg) {
    int *looks = arg;
    return tty_has_ended(tty) || --*looks < 0;
}

/* It has left by itself; or Ctrl-C came when it had left the screen and was about to end: from then
 * on that is the terminal's again, and ends it as it ends any program. */
static bool ended_well(struct tty *tty) {
    int status = tty_exit_status(tty);
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT && tty_not_given_back(tty) == NULL);
}

static void round_of(uint64_t seed, const char *what) {
    struct family family;
    int tries = 0, looks;
    random_state = seed * 2654435761u + 1;
    print_message("MONKEY_SEED=%llu (%s)\n", (unsigned long long)seed, what);
    struct tty *tty = tutor_start(what, 80, 24);
    for (int i = 0; i < HITS && !tty_has_ended(tty); i++) {
        hit(tty);
        hits++;
        looks = (int)random_below(3); /* fingers pause, or don't */
        tty_until(tty, has_looked, &looks, "a moment");
    }
    tty_must(!tty_has_ended(tty) || ended_well(tty));
    family_of(tty_pid(tty), &family);
    tty_must(tty_until(tty, has_left, &tries, "it leaves"));
    if (!ended_well(tty)) {
        struct buf picture = {0};
        tty_picture(tty, &picture);
        print_error("status %#x, and it said:\n%s\n", (unsigned)tty_exit_status(tty),
                    buf_str(&picture));
        buf_done(&picture);
    }
    tty_must(ended_well(tty));
    const char *kept = tty_not_given_back(tty);
    if (kept != NULL) {
        tty_fail(kept, __FILE__, __LINE__);
    }
    assert_true(family_gone(&family));
    tty_stop(tty);
}

static void test_monkey(void **state) {
    (void)state;
    static const char *const places[] = {
        NULL,           "pipe-fork:forgotten", "fork:zombie",   TEST_LESSON("asks") ":once",
        "pipe:sigpipe", "semaphore",           "three-servers", "unbuffered",
        "queue",        "shared-memory",       "signal",        "socketpair"};
    const char *seed = getenv("MONKEY_SEED"), *rounds = getenv("MONKEY_ROUNDS"),
               *soak = getenv("IPC_TUTOR_SOAK");
    uint64_t first = seed != NULL ? strtoull(seed, NULL, 10) : 1;
    uint64_t n = rounds != NULL ? strtoull(rounds, NULL, 10) : seed != NULL ? 1 : ROUNDS;
    uint64_t least = soak != NULL && *soak != '\0' ? SOAK_HITS : 0;
    for (uint64_t i = 0; i < n || hits < least; i++) {
        round_of(first + i, places[(first + i) % (sizeof places / sizeof *places)]);
    }
    print_message("%llu hits\n", (unsigned long long)hits);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_monkey),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
