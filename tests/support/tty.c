/* SPDX-License-Identifier: MIT */
/*
 * tty.c: the test's side of the terminal: the pty's master and the emulator. Everything that waits
 * does so in `wait_for`, with a deadline.
 */
#include "tty.h"

#include "clock.h"
#include "fdio.h"
#include "mem.h"
#include "temp_data.h"
#include "text.h"
#include "tty_shell.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define PATIENCE_MS 30000
#define LOOK_MS     20 /* between two looks at what can't be polled for (a process's state) */

struct tty {
    int master, commands, reports;
    pid_t shell;
    struct shell_report last; /* what the shell said last */
    struct termios before;
    VTerm *vterm;
    VTermScreen *screen;
    bool alternate, cursor_visible;
    int mouse; /* VTERM_PROP_MOUSE_... */
    int width, height;
    uint64_t bytes;
    bool keep;
    struct buf row, written;
};

/* --- the emulator -------------------------------------------------------------------------- */

static int on_property(VTermProp property, VTermValue *value, void *user) {
    struct tty *tty = user;
    if (property == VTERM_PROP_ALTSCREEN) {
        tty->alternate = value->boolean;
    } else if (property == VTERM_PROP_CURSORVISIBLE) {
        tty->cursor_visible = value->boolean;
    } else if (property == VTERM_PROP_MOUSE) {
        tty->mouse = value->number;
    }
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void make_emulator(struct tty *tty) {
    tty->vterm = vterm_new(tty->height, tty->width);
    vterm_set_utf8(tty->vterm, 1);
    tty->screen = vterm_obtain_screen(tty->vterm);
    tty->cursor_visible = true;
    vterm_screen_set_callbacks(tty->screen, &callbacks, tty);
    vterm_screen_enable_altscreen(tty->screen, 1);
    vterm_screen_reset(tty->screen, 1);
}

void tty_send(struct tty *tty, const char *bytes, size_t len) {
    size_t sent = 0;
    while (tty->master >= 0 && sent < len) {
        ssize_t written = write(tty->master, bytes + sent, len - sent);
        if (written < 0 && errno != EAGAIN && errno != EINTR) {
            return;
        }
        if (written > 0) {
            sent += (size_t)written;
        } else {
            tty_pump(tty); /* its input is full: it may wait for us to read */
        }
    }
}

/* What the emulator answers (keys pressed, questions of the program) goes to the program. */
static void send_output(struct tty *tty) {
    char bytes[256];
    size_t n;
    while ((n = vterm_output_read(tty->vterm, bytes, sizeof bytes)) > 0) {
        tty_send(tty, bytes, n);
    }
}

static void read_master(struct tty *tty) {
    char bytes[4096];
    ssize_t n;
    while (tty->master >= 0 && (n = read(tty->master, bytes, sizeof bytes)) > 0) {
        tty->bytes += (uint64_t)n;
        if (tty->keep) {
            buf_put(&tty->written, bytes, (size_t)n);
        }
        vterm_input_write(tty->vterm, bytes, (size_t)n);
    }
}

static void read_reports(struct tty *tty) {
    struct shell_report report;
    while (read(tty->reports, &report, sizeof report) == (ssize_t)sizeof report) {
        tty->last = report;
    }
}

void tty_pump(struct tty *tty) {
    read_reports(tty);
    read_master(tty); /* after the reports: what it wrote before its end is there by then */
}

/* --- starting and ending ------------------------------------------------------------------- */

static void start_shell(struct tty *tty, const struct tty_options *options, int slave) {
    int commands[2], reports[2];
    if (pipe2(commands, O_CLOEXEC) < 0 || pipe2(reports, O_CLOEXEC) < 0) {
        abort();
    }
    tty->shell = fork();
    if (tty->shell == 0) {
        close(tty->master);
        close(commands[1]);
        close(reports[0]);
        shell_run(options, slave, commands[0], reports[1]);
    }
    close(commands[0]);
    close(reports[1]);
    tty->commands = commands[1];
    tty->reports = reports[0];
    fd_set_nonblock(tty->reports, true);
}

static bool has_started(struct tty *tty, void *arg) {
    (void)arg;
    return tty->last.pid != 0;
}

struct tty *tty_start(const struct tty_options *options) {
    struct tty *tty = mem_new(sizeof *tty);
    temp_data_home();
    tty->keep = options->keep;
    tty->width = options->width > 0 ? options->width : 80;
    tty->height = options->height > 0 ? options->height : 24;
    make_emulator(tty);
    struct winsize size = {.ws_col = (unsigned short)tty->width,
                           .ws_row = (unsigned short)tty->height};
    int slave;
    if (openpty(&tty->master, &slave, NULL, NULL, &size) < 0) {
        abort();
    }
    fd_set_cloexec(tty->master, true);
    fd_set_nonblock(tty->master, true);
    tcgetattr(slave, &tty->before);
    start_shell(tty, options, slave);
    close(slave);
    tty_until(tty, has_started, NULL, "the program started");
    return tty;
}

void tty_stop(struct tty *tty) {
    if (tty == NULL) {
        return;
    }
    fd_close(&tty->commands); /* the shell kills what is left */
    while (waitpid(tty->shell, NULL, 0) < 0 && errno == EINTR) {
    }
    fd_close(&tty->master);
    fd_close(&tty->reports);
    vterm_free(tty->vterm);
    buf_done(&tty->row);
    buf_done(&tty->written);
    mem_free(tty);
}

/* --- hands --------------------------------------------------------------------------------- */

void tty_type(struct tty *tty, const char *text) {
    size_t len = strlen(text);
    while (len > 0) {
        uint32_t character;
        size_t used = text_decode(text, len, &character);
        vterm_keyboard_unichar(tty->vterm, character, VTERM_MOD_NONE);
        text += used;
        len -= used;
    }
    send_output(tty);
}

void tty_press(struct tty *tty, VTermKey key) {
    vterm_keyboard_key(tty->vterm, key, VTERM_MOD_NONE);
    send_output(tty);
}

void tty_ctrl(struct tty *tty, char letter) {
    vterm_keyboard_unichar(tty->vterm, (uint32_t)letter, VTERM_MOD_CTRL);
    send_output(tty);
}

void tty_click(struct tty *tty, int button, int x, int y) {
    char bytes[64];
    int len = snprintf(bytes, sizeof bytes, "\033[<%d;%d;%dM\033[<%d;%d;%dm", button, x + 1, y + 1,
                       button, x + 1, y + 1);
    tty_send(tty, bytes, (size_t)len);
}

void tty_resize(struct tty *tty, int width, int height) {
    struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
    tty_pump(tty);
    tty->width = width;
    tty->height = height;
    /* As xterm does, no scrolling region outlives a resize; libvterm 0.1.4 keeps one whose top is
     * then below the last row, and may put the cursor above the first: both write beyond its
     * memory. */
    static const char no_region[] = "\x1b[r", home[] = "\x1b[H";
    vterm_input_write(tty->vterm, no_region, sizeof no_region - 1);
    vterm_set_size(tty->vterm, height, width);
    vterm_input_write(tty->vterm, home, sizeof home - 1);
    ioctl(tty->master, TIOCSWINSZ, &size);
}

void tty_signal(struct tty *tty, int signal) {
    kill(tty->last.pid, signal);
}

void tty_foreground(struct tty *tty) {
    tty->last.news = SHELL_STARTED;
    if (fd_write_all(tty->commands, "c", 1) < 0) {
        tty->last.news = SHELL_ENDED;
    }
}

void tty_hang_up(struct tty *tty) {
    tty_pump(tty);
    fd_close(&tty->master);
}

/* --- eyes ---------------------------------------------------------------------------------- */

static void put_row(const struct tty *tty, int y, struct buf *out) {
    size_t start = out->len;
    for (int x = 0; x < tty->width; x++) {
        VTermScreenCell cell = tty_cell(tty, x, y);
        if (cell.chars[0] == (uint32_t)-1) {
            continue; /* the right half of a wide one */
        }
        if (cell.chars[0] == 0) {
            buf_putc(out, ' ');
        }
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
            text_put_char(out, cell.chars[i]);
        }
    }
    while (out->len > start && out->data[out->len - 1] == ' ') {
        out->data[--out->len] = '\0';
    }
}

VTermScreenCell tty_cell(const struct tty *tty, int x, int y) {
    VTermScreenCell cell;
    memset(&cell, 0, sizeof cell);
    vterm_screen_get_cell(tty->screen, (VTermPos){.row = y, .col = x}, &cell);
    return cell;
}

const char *tty_row(struct tty *tty, int y) {
    buf_clear(&tty->row);
    put_row(tty, y, &tty->row);
    return buf_str(&tty->row);
}

void tty_picture(const struct tty *tty, struct buf *out) {
    for (int y = 0; y < tty->height; y++) {
        put_row(tty, y, out);
        buf_putc(out, '\n');
    }
}

bool tty_find(const struct tty *tty, const char *text, int *ret_x, int *ret_y) {
    for (int y = 0; y < tty->height; y++) {
        struct buf row = {0};
        put_row(tty, y, &row);
        const char *found = strstr(buf_str(&row), text);
        if (found != NULL) {
            int x = 0; /* columns, where each character of chrome takes one */
            for (const char *c = buf_str(&row); c < found; c++) {
                x += ((unsigned char)*c & 0xC0) != 0x80;
            }
            *ret_x = x;
            *ret_y = y;
            buf_done(&row);
            return true;
        }
        buf_done(&row);
    }
    return false;
}

bool tty_shows(const struct tty *tty, const char *text) {
    int x, y;
    return tty_find(tty, text, &x, &y);
}

void tty_size(const struct tty *tty, int *ret_width, int *ret_height) {
    *ret_width = tty->width;
    *ret_height = tty->height;
}

bool tty_mouse(const struct tty *tty) {
    return tty->mouse != VTERM_PROP_MOUSE_NONE;
}

pid_t tty_pid(const struct tty *tty) {
    return tty->last.pid;
}

uint64_t tty_bytes(const struct tty *tty) {
    return tty->bytes;
}

const char *tty_written(const struct tty *tty) {
    return buf_str(&tty->written);
}

bool tty_alternate(const struct tty *tty) {
    return tty->alternate;
}

static const char *not_given_back(const struct tty *tty) {
    const struct termios *now = &tty->last.modes, *then = &tty->before;
    if (tty->last.news == SHELL_STARTED) {
        return "it neither stopped nor ended";
    }
    if (now->c_lflag != then->c_lflag || now->c_iflag != then->c_iflag ||
        now->c_oflag != then->c_oflag || now->c_cflag != then->c_cflag) {
        return "the terminal's modes";
    }
    if (tty->alternate) {
        return "the alternate screen";
    }
    VTermValue reverse;
    VTermState *state = vterm_obtain_state(tty->vterm);
    if (vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &reverse) && reverse.boolean) {
        return "reverse video";
    }
    if (tty->mouse != VTERM_PROP_MOUSE_NONE) {
        return "the mouse";
    }
    return tty->cursor_visible ? NULL : "the cursor";
}

/* --- patience ------------------------------------------------------------------------------ */

static void print_picture(struct tty *tty, const char *what) {
    struct buf picture = {0};
    tty_picture(tty, &picture);
    fprintf(stderr, "waited for: %s\nthe picture (%dx%d, %s):\n%s", what, tty->width, tty->height,
            tty->last.news == SHELL_ENDED     ? "ended"
            : tty->last.news == SHELL_STOPPED ? "stopped"
                                              : "running",
            buf_str(&picture));
    buf_done(&picture);
}

/* Waits for news from the program or the shell, at most ms. */
static void wait_for_news(struct tty *tty, int ms) {
    struct pollfd polled[] = {{.fd = tty->master, .events = POLLIN},
                              {.fd = tty->reports, .events = POLLIN}};
    poll(polled, 2, ms);
    bool closed = (polled[0].revents & POLLHUP) != 0 || tty->last.news == SHELL_ENDED;
    if (closed) {
        poll(NULL, 0, 1); /* a closed master is always readable: don't spin */
    }
}

bool tty_until(struct tty *tty, bool (*so)(struct tty *tty, void *arg), void *arg,
               const char *what) {
    int64_t deadline = clock_ns() + PATIENCE_MS * NS_PER_MS;
    for (;;) {
        tty_pump(tty);
        if (so(tty, arg)) {
            return true;
        }
        int left = clock_ms_left(deadline);
        if (left == 0) {
            print_picture(tty, what);
            return false;
        }
        wait_for_news(tty, left < LOOK_MS ? left : LOOK_MS);
    }
}

static bool has_stopped(struct tty *tty, void *arg) {
    (void)arg;
    return tty->last.news != SHELL_STARTED;
}

bool tty_until_stopped(struct tty *tty) {
    return tty_until(tty, has_stopped, NULL, "the program stops") &&
           tty->last.news == SHELL_STOPPED;
}

bool tty_has_ended(const struct tty *tty) {
    return tty->last.news == SHELL_ENDED;
}

static bool has_ended(struct tty *tty, void *arg) {
    (void)arg;
    return tty_has_ended(tty);
}

int tty_exit_status(struct tty *tty) {
    return tty_until(tty, has_ended, NULL, "the program ends") ? tty->last.status : -1;
}

/* poll(2) or ppoll(2) without a time-out, by the first words of /proc/PID/syscall (proc(5)). */
static bool waits_for_ever(const char *syscall) {
    long number = -1;
    unsigned long fds, n, timeout;
    if (sscanf(syscall, "%ld %lx %lx %lx", &number, &fds, &n, &timeout) != 4) {
        return false;
    }
#ifdef SYS_poll
    if (number == SYS_poll && (int)timeout < 0) {
        return true;
    }
#endif
    return number == SYS_ppoll && timeout == 0;
}

static bool sleeps_in_poll(pid_t pid) {
    char path[64];
    struct buf text = {0};
    snprintf(path, sizeof path, "/proc/%d/syscall", (int)pid);
    bool asleep = file_read(path, &text, 0, NULL) == 0 && waits_for_ever(buf_str(&text));
    buf_done(&text);
    return asleep;
}

static bool is_given_back(struct tty *tty, void *arg) {
    (void)arg;
    return not_given_back(tty) == NULL;
}

const char *tty_not_given_back(struct tty *tty) {
    tty_until(tty, is_given_back, NULL, "the terminal given back");
    return not_given_back(tty);
}

/* What was written may still be on its way through the pty (the kernel hands it on from a work
 * queue, late when the machine is busy), so one quiet look is not enough. */
#define QUIET_LOOKS 5

struct quiet {
    uint64_t bytes;
    int looks;
};

static bool is_idle(struct tty *tty, void *arg) {
    struct quiet *quiet = arg;
    if (tty_has_ended(tty)) {
        return true;
    }
    bool still = quiet->bytes == tty->bytes && sleeps_in_poll(tty->last.pid);
    quiet->bytes = tty->bytes;
    quiet->looks = still ? quiet->looks + 1 : 0;
    return quiet->looks >= QUIET_LOOKS;
}

bool tty_until_idle(struct tty *tty) {
    struct quiet quiet = {UINT64_MAX, 0};
    return tty_until(tty, is_idle, &quiet, "the program sleeps in poll(2)");
}

/* --- for cmocka ---------------------------------------------------------------------------- */

struct wanted {
    const char *text;
    bool there;
};

static bool as_wanted(struct tty *tty, void *arg) {
    const struct wanted *wanted = arg;
    return tty_shows(tty, wanted->text) == wanted->there;
}

void tty_see_at(struct tty *tty, const char *text, bool there, const char *file, int line) {
    struct wanted wanted = {text, there};
    if (!tty_until(tty, as_wanted, &wanted, text)) {
        print_error("%s \"%s\" on the screen\n", there ? "never" : "still", text);
        _fail(file, line);
    }
}

void tty_fail(const char *what, const char *file, int line) {
    print_error("does not hold: %s\n", what);
    _fail(file, line);
}
