/* SPDX-License-Identifier: MIT */
/*
 * term_screen.c: the real terminal, by ncursesw. Curses is used for what it knows (terminfo, the
 * cheapest way from one picture to the next) and kept from all else: it never waits for keys, never
 * handles a signal, and never decides on its own when to read or write.
 */
#include "backend.h"
#include "fdio.h"
#include "keys.h"
#include "mem.h"
#include "term_choice.h"
#include "term_guard.h"
#include "term_info.h"
#include "term_keys.h"
#include "term_palette.h"
#include "term_signals.h"

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#define ESC_DELAY_MS 25 /* a key's sequence comes at once; a finger doesn't */

struct screen_term {
    struct term term;
    SCREEN *screen;
    struct canvas shown; /* what curses was told */
    bool all;            /* tell it everything next time */
    struct pollfd *polled;
    size_t polled_cap;
};

static struct screen_term *screen_of(struct term *term) {
    return (struct screen_term *)term;
}

/* --- size ---------------------------------------------------------------------------------- */

static void measure(struct term *term) {
    struct winsize size = {0};
    int width = 80, height = 24; /* where nobody knows (a serial line) */
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        width = size.ws_col;
        height = size.ws_row;
    }
    if (is_term_resized(height, width)) {
        resize_term(height, width);
    }
    term->width = width;
    term->height = height;
}

/* --- drawing ------------------------------------------------------------------------------- */

/* What curses is given for a cell. Where libc's idea of the width is not ours, curses would shift
 * the rest of the row: such a character is shown as a question mark. */
static void to_curses(const struct cell *cell, cchar_t *ret_char) {
    wchar_t text[CCHARW_MAX + 1] = {(wchar_t)cell->ch};
    bool known = wcwidth((wchar_t)cell->ch) == cell->width;
    if (!known) {
        text[0] = L'?';
    }
    for (size_t i = 0; known && i < CELL_MARKS && cell->marks[i] != 0; i++) {
        if (wcwidth((wchar_t)cell->marks[i]) == 0) {
            text[wcslen(text)] = (wchar_t)cell->marks[i];
        }
    }
    unsigned attrs;
    short pair;
    palette_look(cell->look, &attrs, &pair);
    setcchar(ret_char, text, attrs, pair, NULL);
}

static void tell_row(const struct screen_term *screen, const struct canvas *canvas, int y, bool all,
                     bool *changed) {
    int width = canvas->width < screen->term.width ? canvas->width : screen->term.width;
    for (int x = 0; x < width; x++) {
        const struct cell *cell = canvas_at(canvas, x, y);
        if (!all && cell_same(cell, canvas_at(&screen->shown, x, y))) {
            continue;
        }
        *changed = true;
        if (cell->width > 0) {
            cchar_t character;
            to_curses(cell, &character);
            mvwadd_wch(stdscr, y, x, &character);
        }
    }
}

static bool place_cursor(const struct canvas *canvas, const struct canvas *shown, bool all) {
    bool moved = all || canvas->cursor_x != shown->cursor_x || canvas->cursor_y != shown->cursor_y;
    if (moved) {
        curs_set(canvas->cursor_x >= 0 ? 1 : 0);
    }
    if (canvas->cursor_x >= 0) {
        wmove(stdscr, canvas->cursor_y, canvas->cursor_x);
    }
    return moved;
}

static void remember(struct canvas *shown, const struct canvas *canvas) {
    if (shown->width != canvas->width || shown->height != canvas->height) {
        canvas_resize(shown, canvas->width, canvas->height);
    }
    size_t n = (size_t)canvas->width * (size_t)canvas->height;
    memcpy(shown->cells, canvas->cells, n * sizeof *canvas->cells);
    shown->cursor_x = canvas->cursor_x;
    shown->cursor_y = canvas->cursor_y;
}

static void screen_draw(struct term *term, const struct canvas *canvas) {
    struct screen_term *screen = screen_of(term);
    bool all = screen->all || screen->shown.width != canvas->width ||
               screen->shown.height != canvas->height;
    bool changed = all;
    if (all) {
        werase(stdscr);
    }
    int height = canvas->height < term->height ? canvas->height : term->height;
    for (int y = 0; y < height; y++) {
        tell_row(screen, canvas, y, all, &changed);
    }
    changed |= place_cursor(canvas, &screen->shown, all);
    if (screen->all) {
        clearok(curscr, TRUE);
    }
    if (changed) {
        wrefresh(stdscr);
    }
    remember(&screen->shown, canvas);
    screen->all = false;
}

static void screen_redraw(struct term *term) {
    screen_of(term)->all = true;
}

/* --- the mouse ----------------------------------------------------------------------------- */

/* Presses and the wheel, with coordinates as decimal numbers where the terminal can (xterm's
 * ctlseqs: 1000, 1006). Curses' own way, mousemask(3), would ask most terminals, tmux among them,
 * for the old form that ends at column 223. */
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

/* Where terminfo knows of none, nothing is asked for. */
static bool sends_mouse(void) {
    const char *bytes = tigetstr("kmous");
    return bytes != NULL && bytes != (const char *)-1;
}

static void tell_mouse(bool on) {
    keys_expect_mouse(on);
    fd_write_all(STDOUT_FILENO, on ? MOUSE_ON : MOUSE_OFF, strlen(MOUSE_ON));
}

static bool screen_set_mouse(struct term *term, bool on) {
    if (!sends_mouse()) {
        return false;
    }
    if (on != term->mouse) {
        tell_mouse(on);
    }
    term->mouse = on;
    return true;
}

/* Leaves the screen; the mouse first, since what it sends would be typed into the shell. */
static void leave_screen(const struct term *term) {
    if (term->mouse) {
        tell_mouse(false);
    }
    endwin();
    guard_given_back();
}

/* --- waiting ------------------------------------------------------------------------------- */

/* After fg, or after somebody else's SIGSTOP and SIGCONT: the terminal may be in any state. */
static void take_back(struct term *term) {
    reset_prog_mode();
    guard_again();
    if (term->mouse) {
        tell_mouse(true);
    }
    measure(term);
    screen_redraw(term);
}

static void suspend(struct term *term) {
    leave_screen(term);
    signals_stop_here();
    take_back(term);
}

static bool from_signals(struct term *term, struct term_event *ret_event) {
    struct signals_seen seen = signals_take();
    if (seen.terminate != 0) {
        *ret_event = (struct term_event){.kind = TERM_END, .signal = seen.terminate};
        return true;
    }
    if (seen.suspend) {
        suspend(term);
    } else if (seen.resume) {
        take_back(term);
    } else if (seen.resize) {
        measure(term);
        screen_redraw(term); /* what the terminal made of the old picture, nobody knows */
    } else {
        return false;
    }
    *ret_event = (struct term_event){.kind = TERM_RESIZE};
    return true;
}

/* In raw mode the keys that would be signals are ours to obey. */
static struct term_event from_key(struct term *term, int key) {
    if (key == ('C' & 0x1F)) {
        return (struct term_event){.kind = TERM_END, .signal = SIGINT};
    }
    if (key == ('Z' & 0x1F)) {
        suspend(term);
        return (struct term_event){.kind = TERM_RESIZE};
    }
    if (key == KEYS_MOUSE) {
        struct keys_mouse mouse = keys_mouse();
        return (struct term_event){
            .kind = TERM_MOUSE, .button = mouse.button, .x = mouse.x, .y = mouse.y};
    }
    return (struct term_event){.kind = TERM_KEY, .key = key};
}

/* Has the terminal been closed? Then it is readable for ever and gives nothing. */
static bool gone(short revents) {
    int waiting = 0;
    return (revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 ||
           ((revents & POLLIN) != 0 && ioctl(STDIN_FILENO, FIONREAD, &waiting) < 0);
}

enum { POLL_KEYS, POLL_SIGNALS, POLL_FDS };

static int wait_for_any(struct screen_term *screen, const int *fds, size_t n_fds, int timeout_ms) {
    size_t n = POLL_FDS + n_fds;
    screen->polled = mem_grow(screen->polled, &screen->polled_cap, n, sizeof *screen->polled);
    screen->polled[POLL_KEYS] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    screen->polled[POLL_SIGNALS] = (struct pollfd){.fd = signals_fd(), .events = POLLIN};
    for (size_t i = 0; i < n_fds; i++) {
        screen->polled[POLL_FDS + i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    }
    int ready = poll(screen->polled, n, timeout_ms);
    return ready < 0 ? -errno : ready;
}

static int screen_wait(struct term *term, const int *fds, size_t n_fds, int timeout_ms,
                       struct term_event *ret_event) {
    struct screen_term *screen = screen_of(term);
    short keys_state = 0;
    for (;;) {
        if (from_signals(term, ret_event)) {
            return 0;
        }
        int key = keys_take();
        if (key != INPUT_NONE) {
            *ret_event = from_key(term, key);
            return 0;
        }
        if (gone(keys_state)) {
            return -EIO;
        }
        int ready = wait_for_any(screen, fds, n_fds, timeout_ms);
        if (ready < 0 && ready != -EINTR) {
            return ready;
        }
        if (ready == 0) {
            *ret_event = (struct term_event){.kind = TERM_TIME};
            return 0;
        }
        keys_state = screen->polled[POLL_KEYS].revents;
        for (size_t i = 0; keys_state == 0 && i < n_fds; i++) {
            if (screen->polled[POLL_FDS + i].revents != 0) {
                *ret_event = (struct term_event){.kind = TERM_FD, .index = i};
                return 0;
            }
        }
    }
}

/* --- opening and closing ------------------------------------------------------------------- */

static void screen_close(struct term *term) {
    struct screen_term *screen = screen_of(term);
    leave_screen(term);
    delscreen(screen->screen);
    signals_close();
    guard_disarm();
    canvas_done(&screen->shown);
    buf_done(&screen->term.notice);
    mem_free(screen->polled);
    mem_free(screen);
}

static const struct term_ops screen_ops = {
    .close = screen_close,
    .draw = screen_draw,
    .redraw = screen_redraw,
    .wait = screen_wait,
    .set_mouse = screen_set_mouse,
};

/* What endwin(3) would write, for when it can't be called. The cursor is shown last: some terminals
 * keep its being hidden with its place, and bring both back on leaving the alternate screen. */
static void prepare_guard(void) {
    if (sends_mouse()) {
        guard_string(MOUSE_OFF);
    }
    static const char *const ways_back[] = {"sgr0", "op", "rmkx", "rmcup", "cnorm"};
    for (size_t i = 0; i < sizeof ways_back / sizeof *ways_back; i++) {
        const char *bytes = tigetstr(ways_back[i]);
        if (bytes != NULL && bytes != (const char *)-1) {
            guard_string(bytes);
        }
    }
}

static bool can_move_cursor(void) {
    const char *bytes = tigetstr("cup");
    return bytes != NULL && bytes != (const char *)-1;
}

static void set_modes(void) {
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    define_key(NULL, KEY_MOUSE); /* we read it ourselves */
}

/* A name that says that there are few colours (xterm-16color) is believed. */
static const char *stand_in(const char *name) {
    static const char *const few[] = {"-8color", "-16color", "-88color"};
    for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
        if (strstr(name, few[i]) != NULL && term_info_known(TERM_STAND_IN_FEW)) {
            return TERM_STAND_IN_FEW;
        }
    }
    return TERM_STAND_IN;
}

/* newterm(3), not initscr(3), which ends the program when TERM is not known. */
static SCREEN *open_screen(const char *name, struct buf *notice) {
    if (!term_info_known(name)) {
        buf_putf(notice, "TERM=%s is not known here: drawn as for %s.", name, stand_in(name));
        name = stand_in(name);
    }
    set_escdelay(ESC_DELAY_MS);
    /* The size is the terminal's own, not that of LINES and COLUMNS, which a resize leaves behind.
     */
    use_env(FALSE);
    use_tioctl(TRUE);
    return newterm(name, stdout, stdin);
}

static void set_colours(const struct term_options *options, bool no_colour) {
    struct theme theme;
    theme_builtin(options->palette == PALETTE_LIGHT ||
                      (options->palette == PALETTE_AUTO && theme_background_is_light()),
                  &theme);
    palette_init(options->theme != NULL ? options->theme : &theme, no_colour);
}

int term_open(struct term **ret_term, const struct term_options *options, struct diag *diag) {
    struct term_choice choice = {0};
    int result = term_choose(&choice, options, diag);
    if (result < 0) {
        return result;
    }
    struct screen_term *screen = mem_new(sizeof *screen);
    screen->term =
        (struct term){.ops = &screen_ops, .ascii = choice.ascii, .notice = choice.notice};
    guard_arm(STDIN_FILENO, STDOUT_FILENO);
    result = signals_open();
    if (result < 0) {
        diag_set(diag, result, NULL, 0, "no pipe for signals: %s", strerror(-result));
        goto no_signals;
    }
    guard_again();
    screen->screen = open_screen(choice.name, &screen->term.notice);
    if (screen->screen == NULL || !can_move_cursor()) {
        result = diag_set(diag, -ENOTTY, NULL, 0,
                          "the terminal TERM=%s can't show a screen: use --plain, or set TERM to "
                          "what the terminal is (" TERM_STAND_IN " fits most)",
                          choice.name);
        goto no_screen;
    }
    prepare_guard();
    set_modes();
    set_colours(options, choice.no_colour);
    canvas_init(&screen->shown, 1, 1, choice.ascii);
    screen->all = true;
    measure(&screen->term);
    if (!options->no_mouse) {
        screen_set_mouse(&screen->term, true);
    }
    *ret_term = &screen->term;
    return 0;

no_screen:
    if (screen->screen != NULL) {
        endwin();
        delscreen(screen->screen);
    }
    guard_give_back();
    signals_close();
no_signals:
    guard_disarm();
    buf_done(&screen->term.notice);
    mem_free(screen);
    return result;
}
