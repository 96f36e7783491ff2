/* SPDX-License-Identifier: MIT */
/*
 * film.h: a run as the tutor's own screen, step by step: the views draw each step into a canvas in
 * memory, and what is on it becomes a recording for terminals or a page for browsers. No terminal.
 */
#ifndef FILM_H
#define FILM_H

#include "catalogue.h"
#include "export.h"
#include "session.h"
#include "theme.h"
#include "view.h"

/* What a form takes at most, from the first step on; the last picture says that there was more. */
#define FILM_RECORDING_STEPS 10000
#define FILM_PAGE_STEPS      1000

enum { FILM_COLUMNS = 100, FILM_ROWS = 30 };
enum { FILM_COLUMNS_MIN = 40, FILM_COLUMNS_MAX = 400, FILM_ROWS_MIN = 10, FILM_ROWS_MAX = 200 };

struct film {
    struct session session;
    struct scene scene;
    struct canvas canvas; /* a row more than is shown: the keys' line is left out */
    int columns, rows;
    uint64_t steps;                   /* of the run */
    struct theme theme;               /* the one for dark backgrounds */
    const struct export_watch *watch; /* the caller's; NULL: nobody watches */
    uint64_t done_before, done_all; /* steps: of other films of one page, of all; 0: of this one */
    bool stopped;                   /* by the watch: what was made is no whole */
};

struct film_wish {
    const struct log *log;             /* the run; the caller's */
    const struct catalogue *catalogue; /* where its lesson may be, for the code; or NULL */
    const char *lesson_dir;            /* the folder it was run from; NULL: look in the catalogue */
    int columns, rows;
    bool ascii;
};

void film_init(struct film *film, const struct film_wish *wish);
void film_done(struct film *film);
/* Draws the screen after step k (0: before the first) into film->canvas. */
void film_show(struct film *film, uint64_t step);
/* The sentences of that step, one space between; nothing if it tells nothing. */
void film_say(const struct film *film, uint64_t step, struct buf *out);
/* How many steps a form that takes at most so many shows; and to be asked before each: false, it
 * was stopped. */
uint64_t film_last(const struct film *film, uint64_t most);
bool film_goes_on(struct film *film, uint64_t step, uint64_t last);
/* "pipe-fork: right", without control characters. */
void film_title(const struct film *film, struct buf *out);

/* The run as an asciicast, version 2 (docs.asciinema.org): a second a step, a marker at each. */
void film_recording(struct film *film, struct buf *out);
/* The run as one HTML file that needs nothing else: well-formed as XML too. Without JavaScript it
 * is a list of steps, each with its sentences and its screen. */
void film_page(struct film *film, struct buf *out);
/* A lesson as one page like that: its text without the notes for presenters and without its
 * questions, then each program that has a film. */
struct film_program {
    const struct run_decl_program *is;
    struct film *film;
};
void film_lesson(const struct lesson *lesson, const struct film_program *programs, size_t count,
                 struct buf *out);

#endif
