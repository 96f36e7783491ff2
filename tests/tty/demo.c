/* SPDX-License-Identifier: MIT */
/*
 * demo.c: the smallest program that uses ui/term, for the tests beside it: shows its size, how it
 * was opened and the last key, and ends in every way that a program can end.
 */
#include "glyphs.h"
#include "keys.h"
#include "lines.h"
#include "mem.h"
#include "term.h"
#include "text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct demo {
    struct term *term;
    struct canvas canvas;
    int key, keys, resizes, pointed;
    struct term_event mouse;
    bool style_page;
    struct buf typed;
};

static void draw_styles(struct area area) {
    static const char *const names[] = {
#define STYLE_NAME(name) #name,
        STYLE_LIST(STYLE_NAME)
#undef STYLE_NAME
    };
    for (int i = 0; i < STYLE_N; i++) {
        canvas_puts(area, i % 5 * 15, i / 5, (unsigned)i, names[i]);
    }
}

static void draw(struct demo *demo) {
    struct term *term = demo->term;
    canvas_resize(&demo->canvas, term_width(term), term_height(term));
    struct area all = area_all(&demo->canvas);
    canvas_box(all, LINE_LIGHT, STYLE_FRAME);
    canvas_box_title(all, STYLE_TITLE, "demo");
    canvas_printf(all, 2, 1, STYLE_NORMAL, "size %dx%d", term_width(term), term_height(term));
    canvas_printf(all, 2, 2, STYLE_NORMAL, "key %#x number %d", (unsigned)demo->key, demo->keys);
    canvas_printf(all, 2, 3, STYLE_READY, GLYPH_READY " ascii %s", term_ascii(term) ? "yes" : "no");
    canvas_printf(all, 2, 4, STYLE_NORMAL, "typed %s|", buf_str(&demo->typed));
    canvas_printf(all, 2, 5, STYLE_NORMAL, "wide \u7BA1\u9053|  cafe\u0301|  resizes %d",
                  demo->resizes);
    canvas_puts(all, 2, 6, STYLE_NORMAL | ATTR_REVERSE, "reversed");
    if (demo->pointed > 0) {
        canvas_printf(all, 2, 8, STYLE_NORMAL, "mouse %d at %d,%d number %d",
                      (int)demo->mouse.button, demo->mouse.x, demo->mouse.y, demo->pointed);
    }
    if (term_notice(term) != NULL) {
        canvas_text(all, 2, 7, all.width - 4, 0, STYLE_ERROR, term_notice(term));
    }
    if (demo->style_page) {
        draw_styles(area_sub(all, 2, 10, all.width - 4, 10));
    }
    canvas_puts(all, all.width - 1, all.height - 1, STYLE_NORMAL, GLYPH_FULL);
    term_draw(term, &demo->canvas);
}

static volatile int *volatile nowhere;

static int overflow(int depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return depth < 0 ? 0 : overflow(depth + 1) + room[0];
}

/* A child that crashes must leave the terminal alone. */
static void crash_in_child(void) {
    pid_t pid = fork();
    if (pid == 0) {
        abort();
    }
    waitpid(pid, NULL, 0);
}

static void crash(int key) {
    switch (key) {
    case 'S':
        *nowhere = 1;
        break;
    case 'A':
        abort();
    case 'O':
        overflow(0);
        break;
    case 'D':
        die("the demo dies as it was told");
    case 'E':
        exit(3);
    case 'F':
        crash_in_child();
        break;
    default:
        break;
    }
}

/* Never answers again: only a second signal ends it. */
static void hang(void) {
    for (;;) {
        pause();
    }
}

static int run(struct demo *demo) {
    for (;;) {
        struct term_event event;
        draw(demo);
        int result = term_wait(demo->term, NULL, 0, -1, &event);
        if (result < 0) {
            return 5;
        }
        switch (event.kind) {
        case TERM_KEY:
            demo->key = event.key;
            demo->keys++;
            if (keys_is_text(event.key)) {
                text_put_char(&demo->typed, (uint32_t)event.key);
            }
            crash(event.key);
            if (event.key == 'H') {
                draw(demo);
                hang();
            } else if (event.key == 'R') {
                term_redraw(demo->term);
            } else if (event.key == 'M') {
                term_set_mouse(demo->term, !term_mouse(demo->term));
            } else if (event.key == 'T') {
                demo->style_page = !demo->style_page;
            } else if (event.key == 'q') {
                return 0;
            }
            break;
        case TERM_RESIZE:
            demo->resizes++;
            break;
        case TERM_MOUSE:
            demo->mouse = event;
            demo->pointed++;
            break;
        case TERM_END:
            return 40 + event.signal;
        case TERM_FD:
        case TERM_TIME:
            return 4;
        }
    }
}

int main(int argc, char **argv) {
    struct demo demo = {0};
    struct diag diag = {0};
    struct term_options options = {0};
    for (int i = 1; i < argc; i++) {
        options.ascii |= strcmp(argv[i], "--ascii") == 0;
        options.no_colour |= strcmp(argv[i], "--no-colour") == 0;
        options.palette = strcmp(argv[i], "--light") == 0 ? PALETTE_LIGHT : options.palette;
    }
    if (term_open(&demo.term, &options, &diag) < 0) {
        fprintf(stderr, "demo: %s\n", diag.text);
        diag_done(&diag);
        return 69;
    }
    canvas_init(&demo.canvas, 1, 1, term_ascii(demo.term));
    int status = run(&demo);
    canvas_done(&demo.canvas);
    buf_done(&demo.typed);
    term_close(demo.term);
    printf("demo ends with %d\n", status);
    return status;
}
