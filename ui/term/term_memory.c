/* SPDX-License-Identifier: MIT */
/*
 * term_memory.c: a terminal that is only memory: tests type keys into it and read its picture.
 */
#include "backend.h"
#include "clock.h"
#include "keys.h"
#include "mem.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#define PATIENCE_MS 30000 /* a test that waits for a descriptor for longer has failed */

struct memory_term {
    struct term term;
    struct memory_input {
        int key; /* INPUT_NONE: the mouse */
        enum term_button button;
        int x, y;
    } * keys;
    size_t n_keys, key_cap, next_key;
    bool resized, drawn;
    struct canvas picture;
    size_t changed;
};

static struct memory_term *memory_of(struct term *term) {
    return (struct memory_term *)term;
}

static void memory_close(struct term *term) {
    struct memory_term *memory = memory_of(term);
    canvas_done(&memory->picture);
    buf_done(&memory->term.notice);
    mem_free(memory->keys);
    mem_free(memory);
}

static void memory_draw(struct term *term, const struct canvas *canvas) {
    struct memory_term *memory = memory_of(term);
    struct canvas *picture = &memory->picture;
    bool all =
        !memory->drawn || canvas->width != picture->width || canvas->height != picture->height;
    if (all) {
        canvas_resize(picture, canvas->width, canvas->height);
    }
    memory->changed = 0;
    for (size_t i = 0; i < (size_t)canvas->width * (size_t)canvas->height; i++) {
        if (all || !cell_same(&picture->cells[i], &canvas->cells[i])) {
            picture->cells[i] = canvas->cells[i];
            memory->changed++;
        }
    }
    picture->cursor_x = canvas->cursor_x;
    picture->cursor_y = canvas->cursor_y;
    memory->drawn = true;
}

static void memory_redraw(struct term *term) {
    memory_of(term)->drawn = false;
}

/* Real descriptors are really waited for: a test may drive a real run. */
static int wait_fds(const int *fds, size_t n_fds, int timeout_ms, struct term_event *ret_event) {
    struct pollfd *polled = mem_new(n_fds * sizeof *polled);
    for (size_t i = 0; i < n_fds; i++) {
        polled[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    }
    int64_t deadline = clock_ns() + (timeout_ms < 0 ? PATIENCE_MS : timeout_ms) * NS_PER_MS;
    int n;
    do {
        n = poll(polled, n_fds, clock_ms_left(deadline));
    } while (n < 0 && errno == EINTR);
    int result = n < 0 ? -errno : 0;
    *ret_event = (struct term_event){.kind = timeout_ms < 0 ? TERM_END : TERM_TIME};
    for (size_t i = 0; n > 0 && i < n_fds; i++) {
        if (polled[i].revents != 0) {
            *ret_event = (struct term_event){.kind = TERM_FD, .index = i};
            break;
        }
    }
    mem_free(polled);
    return result;
}

static bool any_fd(const int *fds, size_t n_fds) {
    for (size_t i = 0; i < n_fds; i++) {
        if (fds[i] >= 0) {
            return true;
        }
    }
    return false;
}

static int memory_wait(struct term *term, const int *fds, size_t n_fds, int timeout_ms,
                       struct term_event *ret_event) {
    struct memory_term *memory = memory_of(term);
    if (memory->resized) {
        memory->resized = false;
        *ret_event = (struct term_event){.kind = TERM_RESIZE};
        return 0;
    }
    if (memory->next_key < memory->n_keys) {
        const struct memory_input *input = &memory->keys[memory->next_key++];
        *ret_event = (struct term_event){.kind = input->key != INPUT_NONE ? TERM_KEY : TERM_MOUSE,
                                         .key = input->key,
                                         .button = input->button,
                                         .x = input->x,
                                         .y = input->y};
        return 0;
    }
    if (any_fd(fds, n_fds)) {
        return wait_fds(fds, n_fds, timeout_ms, ret_event);
    }
    *ret_event = (struct term_event){.kind = timeout_ms < 0 ? TERM_END : TERM_TIME};
    return 0;
}

static bool memory_set_mouse(struct term *term, bool on) {
    term->mouse = on;
    return true;
}

static const struct term_ops memory_ops = {
    .close = memory_close,
    .draw = memory_draw,
    .redraw = memory_redraw,
    .wait = memory_wait,
    .set_mouse = memory_set_mouse,
};

struct term *term_memory(int width, int height, bool ascii) {
    struct memory_term *memory = mem_new(sizeof *memory);
    memory->term = (struct term){
        .ops = &memory_ops, .width = width, .height = height, .ascii = ascii, .mouse = true};
    canvas_init(&memory->picture, width, height, ascii);
    return &memory->term;
}

static void put_input(struct term *term, struct memory_input input) {
    struct memory_term *memory = memory_of(term);
    memory->keys =
        mem_grow(memory->keys, &memory->key_cap, memory->n_keys + 1, sizeof *memory->keys);
    memory->keys[memory->n_keys++] = input;
}

void term_memory_key(struct term *term, int key) {
    put_input(term, (struct memory_input){.key = key});
}

void term_memory_mouse(struct term *term, enum term_button button, int x, int y) {
    put_input(term, (struct memory_input){.button = button, .x = x, .y = y});
}

void term_memory_keys(struct term *term, const char *text) {
    for (; *text != '\0'; text++) {
        term_memory_key(term, (unsigned char)*text);
    }
}

void term_memory_resize(struct term *term, int width, int height) {
    term->width = width;
    term->height = height;
    memory_of(term)->resized = true;
}

const struct canvas *term_memory_picture(const struct term *term) {
    const struct memory_term *memory = (const struct memory_term *)term;
    return memory->drawn ? &memory->picture : NULL;
}

size_t term_memory_changed(const struct term *term) {
    return ((const struct memory_term *)term)->changed;
}
