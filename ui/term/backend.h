/* SPDX-License-Identifier: MIT */
/*
 * backend.h: between the files of this folder: what a backend of term.h fills in.
 */
#ifndef BACKEND_H
#define BACKEND_H

#include "term.h"

struct term_ops {
    void (*close)(struct term *term); /* frees it too */
    void (*draw)(struct term *term, const struct canvas *canvas);
    void (*redraw)(struct term *term);
    int (*wait)(struct term *term, const int *fds, size_t n_fds, int timeout_ms,
                struct term_event *ret_event);
    bool (*set_mouse)(struct term *term, bool on); /* sets term->mouse too */
};

/* The first member of each backend's own struct. */
struct term {
    const struct term_ops *ops;
    int width, height;
    bool ascii, mouse;
    struct buf notice;
};

#endif
