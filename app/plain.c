/* SPDX-License-Identifier: MIT */
/*
 * plain.c: the syllabus as a menu, and what all menus are made of.
 */
#include "plain.h"
#include "columns.h"
#include "overview_tell.h"
#include "progress.h"
#include "say.h"
#include "study.h"
#include "text.h"
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PAGE_COLUMNS 78 /* at most, and where nobody knows; at least: */
#define PAGE_LEAST   40
#define TOLD_MOST    5000 /* records that are told one after the other */

bool plain_ask(struct plain *plain, const char *prompt, struct buf *ret_line) {
    int r;
    plain_catch_again();
    do {
        out_text(plain->out, prompt);
        r = out_flush(plain->out) < 0 ? 0 : plain_next(&plain->lines, ret_line);
        plain->interrupted = r == -EINTR && plain->in_run;
        if (plain->interrupted) {
            out_text(plain->out, "\n");
            return false;
        }
        if (r == -EINTR) {
            out_text(plain->out, "\nCtrl-C goes to the processes of a run, and none is in front. "
                                 "q and Enter leave.\n");
        }
    } while (r == -EINTR);
    if (r <= 0) {
        out_text(plain->out, "\n");
        plain->left = true;
        return false;
    }
    while (ret_line->len && strchr(" \t", ret_line->data[ret_line->len - 1])) {
        ret_line->data[--ret_line->len] = '\0';
    }
    buf_drop(ret_line, strspn(buf_str(ret_line), " \t"));
    return true;
}

size_t plain_number(struct plain *plain, const struct buf *line, size_t count) {
    int64_t number = 0;
    if (text_to_int(buf_str(line), &number) && number >= 1 && (uint64_t)number <= count) {
        return (size_t)number;
    }
    out_textf(plain->out, "\"%s\" is none of these.\n", buf_str(line));
    return 0;
}

/* As it reads; a {stage} is a word to be pressed on the screen, and here what the menu runs. */
static void put_line(const struct page_line *line, struct buf *out) {
    for (size_t i = 0; i < line->piece_count; i++) {
        const struct page_piece *piece = &line->pieces[i];
        bool stage = (piece->look & PROSE_STAGE) != 0;
        buf_putf(out, stage ? "(the menu runs %s)" : "%s", piece->text);
    }
}

void plain_prose(struct plain *plain, const struct prose *prose) {
    struct page page;
    struct buf line = {0};
    page_set(prose, &plain->page, &page);
    for (size_t i = 0; i < page.line_count; i++) {
        buf_clear(&line);
        put_line(&page.lines[i], &line);
        buf_putc(&line, '\n');
        out_text(plain->out, buf_str(&line));
    }
    buf_done(&line);
    page_done(&page);
}

/* ", 3 of 5 right, 2 due" of one that was begun. */
static void put_count(struct plain *plain, const struct lesson *lesson, int64_t tomorrow,
                      size_t *due) {
    struct study_count count = study_lesson(plain->progress, lesson, tomorrow);
    if (count.asked) {
        out_textf(plain->out, ", %zu of %zu right", count.right, count.questions);
    }
    if (count.due) {
        out_textf(plain->out, ", %zu due", count.due);
    }
    *due += count.due;
}

static void put_due(struct plain *plain, size_t due) {
    int days = study_days_to_exam(plain->progress, study_now());
    if (due) {
        out_textf(plain->out, "%zu due today (r: review).\n", due);
    }
    if (days == 0) {
        out_text(plain->out, "The exam is today.\n");
    } else if (days > 0) {
        out_textf(plain->out, "The exam is in %d day%s.\n", days, days == 1 ? "" : "s");
    }
}

static void list_lessons(struct plain *plain, const struct catalogue *catalogue) {
    int64_t tomorrow = study_tomorrow(study_now());
    size_t due = 0;
    out_text(plain->out, "\nLessons\n");
    for (size_t t = 0; t < catalogue->topic_count; t++) {
        const struct catalogue_topic *topic = &catalogue->topics[t];
        if (topic->count) {
            out_textf(plain->out, "%s:\n", topic->title);
        }
        for (size_t i = topic->first; i < topic->first + topic->count; i++) {
            out_textf(plain->out, "  %zu  %s", i + 1, catalogue->lessons[i]->title);
            put_count(plain, catalogue->lessons[i], tomorrow, &due);
            out_text(plain->out, "\n");
        }
    }
    put_due(plain, due);
}

/* The mechanisms side by side; each is opened by the name of its lesson. */
static void tell_overview(struct plain *plain, const struct catalogue *catalogue) {
    struct measured measured;
    struct buf text = {0};
    bool known = measured_load(&measured, NULL) == 0;
    overview_tell(&catalogue->overview, known ? &measured : NULL, plain->page.width, &text);
    out_text(plain->out, buf_str(&text));
    out_text(plain->out, "\nThe name of a lesson opens it.\n");
    buf_done(&text);
}

static int syllabus(struct plain *plain, const struct catalogue *catalogue) {
    struct buf line = {0};
    int code = EXIT_AS_EXPECTED;
    list_lessons(plain, catalogue);
    while (
        !plain->left &&
        plain_ask(plain,
                  "\nWhich lesson? (number; l: list; o: overview; r: review; s: speeds; q: leave) ",
                  &line)) {
        if (strcmp(buf_str(&line), "q") == 0) {
            break;
        }
        if (strcmp(buf_str(&line), "l") == 0 || line.len == 0) {
            list_lessons(plain, catalogue);
            continue;
        }
        if (strcmp(buf_str(&line), "r") == 0) {
            plain_review(plain, catalogue);
            continue;
        }
        if (strcmp(buf_str(&line), "s") == 0) {
            plain_speeds(plain);
            continue;
        }
        if (strcmp(buf_str(&line), "o") == 0) {
            tell_overview(plain, catalogue);
            continue;
        }
        const struct lesson *lesson = catalogue_lesson(catalogue, buf_str(&line));
        size_t number = lesson ? 0 : plain_number(plain, &line, catalogue->lesson_count);
        if (lesson || number) {
            code = plain_lesson(plain, lesson ? lesson : catalogue->lessons[number - 1], NULL);
        }
    }
    buf_done(&line);
    return code;
}

/* What is wrong with the file of the answers, or was done about it. */
static void say_progress(struct plain *plain) {
    const char *trouble = plain->progress ? progress_trouble(plain->progress) : NULL;
    const char *notice = plain->progress ? progress_notice(plain->progress) : NULL;
    if (trouble || notice) {
        out_textf(plain->out, "%s\n", trouble ? trouble : notice);
    }
}

static void saved(struct plain *plain, const struct log *log) {
    struct plain_run run = {.plain = plain, .log = log};
    uint64_t branch = 0;
    run.timeline = timeline_new(log);
    if (log_count(log) > TOLD_MOST) {
        out_textf(plain->out,
                  "The run has %llu records in %llu steps: too many to tell. The number of a step "
                  "goes there.\n",
                  (unsigned long long)log_count(log),
                  (unsigned long long)timeline_steps(run.timeline));
        run.told = log_count(log);
    }
    plain_tell_new(&run);
    plain_past(&run, &branch);
    timeline_free(run.timeline);
}

/* As wide as the terminal, if it is narrow. */
static int page_columns_of(int fd) {
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) < 0 || size.ws_col == 0 || size.ws_col > PAGE_COLUMNS) {
        return PAGE_COLUMNS;
    }
    return size.ws_col < PAGE_LEAST ? PAGE_LEAST : size.ws_col;
}

int plain_open(const struct plain_wish *wish, struct out *out) {
    struct plain plain = {.out = out, .lines = {.fd = STDIN_FILENO}, .progress = wish->progress};
    plain.page = (struct page_wish){.width = page_columns_of(out->fd),
                                    .columns = columns_n,
                                    .ascii = out->ascii,
                                    .linear = true};
    int code = EXIT_AS_EXPECTED;
    out_text(out,
             "ipc-tutor " IPC_TUTOR_VERSION ", as lines. A number or a letter and Enter choose; "
             "? says what there is.\n");
    say_progress(&plain);
    plain_catch(true);
    if (wish->saved) {
        saved(&plain, wish->saved);
    } else if (wish->lesson) {
        code = plain_lesson(&plain, wish->lesson, wish->program);
    }
    if (!wish->saved && wish->catalogue && !plain.left) {
        code = syllabus(&plain, wish->catalogue);
    }
    plain_catch(false);
    foretelling_done(&plain.foretelling);
    lines_done(&plain.lines);
    return code;
}
