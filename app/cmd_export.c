/* SPDX-License-Identifier: MIT */
/*
 * cmd_export.c: a run as a picture or a file for another program: it is run (or read), then put
 * into the form that was asked for. One more form is one row here and one function that makes it.
 */
#include "command.h"
#include "export.h"
#include "export_lesson.h"
#include "exporting.h"
#include "film.h"
#include "headless.h"
#include "options.h"
#include "places.h"
#include "run_line.h"
#include "saved.h"
#include "say.h"
#include "target.h"
#include <string.h>

#define LIMIT_MAX_S 86400

struct exporting {
    struct target target;
    struct log *log;
    struct timeline *timeline;
    int64_t at; /* record; 0: the last */
    int64_t columns, rows;
    struct exporting_watch watching;
    bool stopped; /* before it was whole */
};

static void make_svg(struct exporting *exporting, struct buf *out) {
    struct buf left = {0};
    export_svg(exporting->timeline, (uint64_t)exporting->at, out);
    export_svg_left_out(exporting->timeline, (uint64_t)exporting->at, &left);
    if (left.len > 0) {
        fail(EXIT_AS_EXPECTED, "export", "left out of the picture: %s", buf_str(&left));
    }
    buf_done(&left);
}

static void make_mermaid(struct exporting *exporting, struct buf *out) {
    export_mermaid(exporting->timeline, out);
}

static void make_perfetto(struct exporting *exporting, struct buf *out) {
    exporting->stopped =
        !export_trace_watched(exporting->timeline, &exporting->watching.watch, out);
}

/* The screens of the run, with the lesson's code beside it where that is found. */
static void make_film(struct exporting *exporting, void (*make)(struct film *film, struct buf *out),
                      struct buf *out) {
    struct film film;
    struct catalogue catalogue;
    bool has_catalogue = places_catalogue(&catalogue, false) == 0;
    struct film_wish wish = {.log = exporting->log,
                             .catalogue = has_catalogue ? &catalogue : NULL,
                             .lesson_dir = exporting->target.dir,
                             .columns = (int)exporting->columns,
                             .rows = (int)exporting->rows};
    film_init(&film, &wish);
    film.watch = &exporting->watching.watch;
    make(&film, out);
    exporting->stopped = film.stopped;
    film_done(&film);
    if (has_catalogue) {
        catalogue_done(&catalogue);
    }
}

static void make_cast(struct exporting *exporting, struct buf *out) {
    make_film(exporting, film_recording, out);
}

static void make_html(struct exporting *exporting, struct buf *out) {
    make_film(exporting, film_page, out);
}

static const struct form {
    const char *name;
    void (*make)(struct exporting *exporting, struct buf *out);
    bool moment; /* of one record: it takes --at */
    bool screen; /* shows the screen: it takes --columns and --rows */
    bool lesson; /* of a lesson without a program: of all of it */
} forms[] = {
    {.name = "svg", .make = make_svg, .moment = true},
    {.name = "mermaid", .make = make_mermaid},
    {.name = "perfetto", .make = make_perfetto},
    {.name = "cast", .make = make_cast, .screen = true},
    {.name = "html", .make = make_html, .screen = true, .lesson = true},
};
enum { FORM_COUNT = sizeof forms / sizeof *forms };

static const struct form *form_of(const struct invocation *invocation) {
    const char *name = option_value(invocation, OPTION_TO);
    struct buf known = {0};
    for (size_t i = 0; i < FORM_COUNT; i++) {
        if (name && strcmp(forms[i].name, name) == 0) {
            buf_done(&known);
            return &forms[i];
        }
        buf_putf(&known, "%s%s", i == 0 ? "" : i + 1 == FORM_COUNT ? " or " : ", ", forms[i].name);
    }
    if (name) {
        fail(EXIT_USAGE, "export", "--to %s is not known: %s", name, buf_str(&known));
    } else {
        fail(EXIT_USAGE, "export", "say into what: --to %s", buf_str(&known));
    }
    buf_done(&known);
    return NULL;
}

/* Runs the program; how it ended does not matter here, a deadlock makes a good picture. */
static int run_it(const struct invocation *invocation, struct exporting *exporting) {
    struct run_line line = {0};
    int64_t limit = 0;
    int code = run_line_take(invocation, &line);
    if (code == 0 && !option_number(invocation, OPTION_LIMIT, 1, LIMIT_MAX_S, &limit)) {
        code = EXIT_USAGE;
    }
    if (code == 0) {
        struct headless headless = {.what = exporting->target.id};
        run_line_wish(invocation, &line, &exporting->target, &headless.wish);
        headless.wish.limit_seconds = (int)limit;
        code = headless_run(&headless, exporting->log);
        bool whole = log_count(exporting->log) > 0 &&
                     log_at(exporting->log, log_count(exporting->log))->kind == EVENT_RUN_END;
        code = code == EXIT_OTHERWISE && whole ? 0 : code;
    }
    run_line_done(&line);
    return code;
}

static int get_run(const struct invocation *invocation, struct exporting *exporting) {
    struct diag torn = {0};
    int code = 0;
    if (exporting->target.file && run_line_given(invocation)) {
        code = fail(EXIT_USAGE, "export", "%s is a saved run: it is not run again",
                    exporting->target.file);
    } else if (exporting->target.file) {
        code = saved_read(exporting->target.file, exporting->log, &torn);
        code = log_count(exporting->log) > 0 ? 0 : code; /* a torn one as far as it goes */
    } else {
        code = run_it(invocation, exporting);
    }
    diag_done(&torn);
    if (code == 0 && exporting->at > (int64_t)log_count(exporting->log)) {
        code = fail(EXIT_USAGE, "export", "--at %lld: the run has %llu records",
                    (long long)exporting->at, (unsigned long long)log_count(exporting->log));
    }
    return code;
}

static int deliver(const struct invocation *invocation, const struct buf *made) {
    const char *file = option_value(invocation, OPTION_OUTPUT);
    struct diag diag = {0};
    int code = 0;
    if (!file) {
        out_bytes(invocation->out, buf_str(made), made->len);
    } else if (out_save(file, made, &diag) < 0) {
        code = fail_diag(EXIT_IO, &diag);
    }
    diag_done(&diag);
    return code;
}

/* What was stopped is written nowhere: the signal ends us. */
static int make_and_deliver(const struct invocation *invocation, const struct form *form,
                            struct exporting *exporting) {
    struct buf made = {0};
    int code;
    exporting_begin(&exporting->watching);
    exporting->timeline = timeline_new(exporting->log);
    form->make(exporting, &made);
    timeline_free(exporting->timeline);
    exporting_end(&exporting->watching);
    code = exporting->stopped ? EXIT_OTHERWISE : deliver(invocation, &made);
    buf_done(&made);
    return code;
}

static bool take_size(const struct invocation *invocation, const struct form *form,
                      struct exporting *exporting) {
    bool sized = option_given(invocation, OPTION_COLUMNS) || option_given(invocation, OPTION_ROWS);
    if (option_given(invocation, OPTION_AT) && !form->moment) {
        fail(EXIT_USAGE, "export", "--to %s is of the whole run: it takes no --at", form->name);
        return false;
    }
    if (sized && !form->screen) {
        fail(EXIT_USAGE, "export", "--to %s shows no screen: it takes no --columns and --rows",
             form->name);
        return false;
    }
    return option_number(invocation, OPTION_AT, 1, INT64_MAX, &exporting->at) &&
           option_number(invocation, OPTION_COLUMNS, FILM_COLUMNS_MIN, FILM_COLUMNS_MAX,
                         &exporting->columns) &&
           option_number(invocation, OPTION_ROWS, FILM_ROWS_MIN, FILM_ROWS_MAX, &exporting->rows);
}

/* All programs of a lesson, as a page. */
static int whole_lesson(const struct invocation *invocation, struct exporting *exporting) {
    const struct target *target = &exporting->target;
    struct exporting_watch *watching = &exporting->watching;
    struct buf made = {0};
    if (run_line_given(invocation)) {
        return fail(EXIT_USAGE, "export",
                    "all programs of %s are run as they are: name one, %s:PROGRAM, to say how",
                    target->id, target->id);
    }
    int code = export_lesson(target, (int)exporting->columns, (int)exporting->rows, watching,
                             &exporting->stopped, &made);
    exporting_end(watching);
    code = exporting->stopped ? EXIT_OTHERWISE : code;
    code = code == 0 ? deliver(invocation, &made) : code;
    buf_done(&made);
    return code;
}

static int export_exec(const struct invocation *invocation) {
    struct exporting exporting = {.columns = FILM_COLUMNS, .rows = FILM_ROWS};
    const struct form *form = form_of(invocation);
    if (!form || !take_size(invocation, form, &exporting)) {
        return EXIT_USAGE;
    }
    exporting.log = log_new();
    int code = target_find("export", invocation->args[0], &exporting.target);
    if (code == 0 && form->lesson && exporting.target.dir && !exporting.target.program) {
        code = whole_lesson(invocation, &exporting);
    } else if (code == 0) {
        code = get_run(invocation, &exporting);
        code = code == 0 ? make_and_deliver(invocation, form, &exporting) : code;
    }
    target_done(&exporting.target);
    log_free(exporting.log);
    return code;
}

static const struct option_row export_options[] = {
    {OPTION_TO, 't', "to", "FORM", "svg, mermaid, perfetto, cast or html"},
    {OPTION_OUTPUT, 'o', "output", "FILE", "put it there (standard output)"},
    {OPTION_AT, 'n', "at", "N", "svg: who holds what after record N (the last one)"},
    {OPTION_COLUMNS, 0, "columns", "N", "cast, html: so wide is the screen (100)"},
    {OPTION_ROWS, 0, "rows", "N", "cast, html: so high is the screen (30)"},
    {OPTION_SET, 's', "set", "NAME=VALUE", "give a parameter a value (again for each)"},
    {OPTION_SCHEDULE, 0, "schedule", "ORDER", "who goes when: 'main*3 child main'"},
    {OPTION_SEED, 0, "seed", "N", "choose who goes next at random, always the same for one N"},
    {OPTION_INPUT, 'i', "input", "FILE", "answers to what the program asks, one a line"},
    {OPTION_LIMIT, 0, "limit", "SECONDS", "end it after so long (10)"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const export_examples[] = {
    "ipc-tutor export pipe-fork --to svg -o pipe-fork.svg",
    "ipc-tutor export semaphore --seed 7 --to mermaid",
    "ipc-tutor run pipe-fork -o run.jsonl && ipc-tutor export run.jsonl --to svg --at 20 -o at.svg",
    "ipc-tutor export run.jsonl --to perfetto -o run.json   # open it in https://ui.perfetto.dev",
    "ipc-tutor export deadlock --to html -o deadlock.html",
    "ipc-tutor export pipe-fork:forgotten --to html -o forgotten.html",
    "ipc-tutor export pipe-fork --to cast --columns 80 --rows 24 -o run.cast",
    NULL};

const struct command command_export = {
    .name = "export",
    .args = "LESSON[:PROGRAM]|FILE",
    .summary = "Makes a picture, a diagram, a trace, a recording or a page of a run",
    .more = "Of a lesson, PROGRAM (the first one) is run first; FILE is a run that was saved.\n"
            "svg is a picture for slides, mermaid a sequence diagram for Markdown, perfetto a\n"
            "trace for https://ui.perfetto.dev; cast (asciicast v2, for asciinema) and html (one\n"
            "file, no network) show the tutor's screen after each step. html of a LESSON without\n"
            "PROGRAM is all of it: its text, and each program.",
    .options = export_options,
    .examples = export_examples,
    .min_args = 1,
    .max_args = 1,
    .exec = export_exec,
};
