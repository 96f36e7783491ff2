/* SPDX-License-Identifier: MIT */
/*
 * term.c: the calls of term.h, handed on to the backend.
 */
#include "backend.h"

void term_close(struct term *term) {
    if (term != NULL) {
        term->ops->close(term);
    }
}

int term_width(const struct term *term) {
    return term->width;
}

int term_height(const struct term *term) {
    return term->height;
}

bool term_ascii(const struct term *term) {
    return term->ascii;
}

const char *term_notice(const struct term *term) {
    return term->notice.len > 0 ? buf_str(&term->notice) : NULL;
}

void term_draw(struct term *term, const struct canvas *canvas) {
    term->ops->draw(term, canvas);
}

void term_redraw(struct term *term) {
    term->ops->redraw(term);
}

int term_wait(struct term *term, const int *fds, size_t n_fds, int timeout_ms,
              struct term_event *ret_event) {
    return term->ops->wait(term, fds, n_fds, timeout_ms, ret_event);
}

bool term_mouse(const struct term *term) {
    return term->mouse;
}

bool term_set_mouse(struct term *term, bool on) {
    return term->ops->set_mouse(term, on);
}
