/* SPDX-License-Identifier: MIT */
/*
 * tty.h: drives a real program in a terminal: a pty, libvterm as the emulator, and between them a
 * small shell with job control (so that Ctrl-Z and fg are real). Tests press keys and wait for a
 * picture; nothing here sleeps for a fixed time. When a picture does not come in time, the one that
 * was there is printed and the cmocka test fails.
 */
#ifndef TTY_H
#define TTY_H

#include "buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <vterm.h>

struct tty;

struct tty_options {
    const char *const *argv; /* [0] is a path; NULL-terminated */
    int width, height;       /* 0: 80x24 */
    const char *term;        /* $TERM; NULL: tmux-256color */
    /* "NAME=VALUE" to set, "NAME" to unset; NULL-terminated, or NULL. LC_ALL is C.UTF-8 and
     * NO_COLOR, COLORFGBG, LINES and COLUMNS are not set unless given here. HOME and the XDG
     * folders are one of the test's own (temp_data.h), gone when the test ends. */
    const char *const *env;
    bool keep; /* what it writes, for tty_written */
};

/* Never NULL: a program that can't be started shows as exit status 127. */
struct tty *tty_start(const struct tty_options *options);
/* Kills what is still there and frees. NULL is fine. */
void tty_stop(struct tty *tty);

/* Types UTF-8 text, a key, or a Ctrl combination. */
void tty_type(struct tty *tty, const char *text);
void tty_press(struct tty *tty, VTermKey key);
void tty_ctrl(struct tty *tty, char letter);
/* Sends bytes as they are. */
void tty_send(struct tty *tty, const char *bytes, size_t len);
/* The window gets another size. */
void tty_resize(struct tty *tty, int width, int height);
/* Sends a signal to the program itself; `fg` of the small shell after it has stopped. */
void tty_signal(struct tty *tty, int signal);
void tty_foreground(struct tty *tty);
/* Closes the window: the program's terminal is gone (SIGHUP). tty_exit_status still works. */
void tty_hang_up(struct tty *tty);

/* Reads what is there, without waiting. */
void tty_pump(struct tty *tty);
/* Waits until the picture is so, for at most 30 s. false: it never was (the picture is printed). */
bool tty_until(struct tty *tty, bool (*so)(struct tty *tty, void *arg), void *arg,
               const char *what);
/* Waits until it stops (Ctrl-Z) or ends. tty_exit_status: what waitpid(2) said, -1 if it never
 * ended. */
bool tty_until_stopped(struct tty *tty);
int tty_exit_status(struct tty *tty);
bool tty_has_ended(const struct tty *tty); /* as far as is known: tty_pump asks */
/* Waits until the program sleeps in poll(2) for ever with nothing left to write, or has ended. */
bool tty_until_idle(struct tty *tty);

bool tty_shows(const struct tty *tty, const char *text); /* in one row */
/* The row's text, blanks at its end left out; into a buffer that lives until the next call. */
const char *tty_row(struct tty *tty, int y);
void tty_picture(const struct tty *tty, struct buf *out);
/* The cell that shows there, with its colours and attributes. */
VTermScreenCell tty_cell(const struct tty *tty, int x, int y);
/* Where a text is: its column and row; false where it isn't. */
bool tty_find(const struct tty *tty, const char *text, int *ret_x, int *ret_y);

void tty_size(const struct tty *tty, int *ret_width, int *ret_height);
pid_t tty_pid(const struct tty *tty);
/* Bytes that the program has written to the terminal up to now. */
uint64_t tty_bytes(const struct tty *tty);
/* All of them, where `keep` was asked for; with a 0 behind. */
const char *tty_written(const struct tty *tty);
bool tty_mouse(const struct tty *tty); /* clicks are sent to the program */
/* Clicks (0) or turns the wheel (64 up, 65 down) at a place, as xterm's ctlseqs say. */
void tty_click(struct tty *tty, int button, int x, int y);
bool tty_alternate(const struct tty *tty); /* the alternate screen is shown */
/* After it stopped or ended: NULL when the terminal was given back (what it wrote last may take its
 * time to arrive: waited for), else what was not. */
const char *tty_not_given_back(struct tty *tty);

/* For cmocka tests: fail with the test's own file and line. */
#define tty_see(tty, text)     tty_see_at(tty, text, true, __FILE__, __LINE__)
#define tty_see_not(tty, text) tty_see_at(tty, text, false, __FILE__, __LINE__)
void tty_see_at(struct tty *tty, const char *text, bool there, const char *file, int line);
#define tty_must(condition)                                                                        \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            tty_fail(#condition, __FILE__, __LINE__);                                              \
        }                                                                                          \
    } while (0)
void tty_fail(const char *what, const char *file, int line);

#endif
