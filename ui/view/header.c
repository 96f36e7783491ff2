/* SPDX-License-Identifier: MIT */
/* header.c: the top line: where am I, the time mark, the step, live or past, playing, and the word
 * that matters most (DEADLOCK, the outcome). The right part is never cut; the left one gives way.
 */
#include "header.h"
#include "columns.h"
#include "find_lines.h"
#include "glyphs.h"
#include <string.h>

struct header_word {
    unsigned look;
    struct buf text;
};

enum { WORDS_MAX = 9, NARROW_WIDTH = 76, DRAFT_REST = 20 };

static struct buf *add(struct header_word *words, size_t *count, unsigned look) {
    words[*count].look = look;
    buf_init(&words[*count].text);
    return &words[(*count)++].text;
}

static void mark_word(const struct scene *scene, struct header_word *words, size_t *count) {
    for (uint32_t i = scene->world->mark_count; i > 0; i--) {
        const struct world_mark *mark = &scene->world->marks[i - 1];
        if (mark->T >= 0) {
            buf_putf(add(words, count, STYLE_MARK), "T=%lld", (long long)mark->T);
            return;
        }
    }
}

static void outcome_word(const struct scene *scene, struct header_word *words, size_t *count) {
    const struct world *world = scene->world;

    if (scene->fault != NULL) {
        buf_puts(add(words, count, STYLE_ERROR | ATTR_BOLD), "FAULT");
    } else if (world->deadlock != 0) {
        buf_puts(add(words, count, STYLE_DEADLOCK | ATTR_BOLD), "DEADLOCK");
    } else if (world->outcome == OUTCOME_OK) {
        buf_puts(add(words, count, world->interrupted != 0 ? STYLE_ERROR : STYLE_GOOD),
                 world_ended_word(world));
    } else if (world->outcome != OUTCOME_NONE) {
        buf_puts(add(words, count, STYLE_ERROR | ATTR_BOLD), run_outcome_name(world->outcome));
    }
}

/* Left out where the outcome says more. */
static void live_word(const struct scene *scene, struct header_word *words, size_t *count) {
    const struct world *world = scene->world;
    const char *word = "live";

    if (scene->saved) {
        buf_puts(add(words, count, STYLE_PAST), "saved");
        return;
    }
    if (scene->step < scene->steps) {
        buf_puts(add(words, count, STYLE_PAST), "past");
        return;
    }
    if (!scene->live) {
        word = "over";
    } else if (scene->run == RUN_WORKING) {
        word = "at work";
    }
    if (scene->live || (world->outcome == OUTCOME_NONE && world->deadlock == 0)) {
        buf_puts(add(words, count, STYLE_HEADER), word);
    }
}

static void run_words(const struct scene *scene, bool narrow, struct header_word *words,
                      size_t *count) {
    if (scene->world == NULL) {
        return;
    }
    mark_word(scene, words, count);
    buf_putf(add(words, count, STYLE_HEADER), narrow ? "%llu/%llu" : "step %llu of %llu",
             (unsigned long long)scene->step, (unsigned long long)scene->steps);
    live_word(scene, words, count);
    if (scene->playing) {
        buf_putf(add(words, count, STYLE_HEADER), "playing %d.%d/s", scene->speed / 10,
                 scene->speed % 10);
    }
    outcome_word(scene, words, count);
    if (scene->in_other_order) {
        buf_puts(add(words, count, STYLE_PAST), "another order");
    }
    if (scene->predicting) {
        buf_putf(add(words, count, STYLE_MARK), "predict %u/%u", scene->predicted_right,
                 scene->predicted);
    }
}

/* What there is to study, where all lessons are. */
static void study_words(const struct scene *scene, struct header_word *words, size_t *count) {
    if (scene->counts == NULL) {
        return;
    }
    if (scene->due_today > 0) {
        buf_putf(add(words, count, STYLE_MARK), "%zu due today", scene->due_today);
    }
    if (scene->exam_days == 0) {
        buf_puts(add(words, count, STYLE_HEADER), "exam today");
    } else if (scene->exam_days > 0) {
        buf_putf(add(words, count, STYLE_HEADER), "exam in %d day%s", scene->exam_days,
                 scene->exam_days == 1 ? "" : "s");
    }
}

/* How the lesson that is being written stands. */
static void draft_word(const struct scene *scene, struct header_word *words, size_t *count) {
    size_t faults = 0;

    if (scene->draft == NULL) {
        return;
    }
    draft_faults(scene->draft, &faults);
    switch (draft_state(scene->draft)) {
    case DRAFT_CHECKING:
        buf_puts(add(words, count, STYLE_HEADER), "checking");
        break;
    case DRAFT_HOLDS:
        buf_puts(add(words, count, STYLE_GOOD), "holds");
        break;
    case DRAFT_FAULTY:
        buf_putf(add(words, count, STYLE_ERROR | ATTR_BOLD), "%zu fault%s", faults,
                 faults == 1 ? "" : "s");
        break;
    case DRAFT_UNCHECKED:
        buf_puts(add(words, count, STYLE_ERROR), "not checked");
        break;
    }
}

/* "edit: PATH", of a long path as much of its end as there is room for. */
static void put_draft(const struct draft *draft, int room, struct buf *out) {
    const char *path = draft_dir(draft);
    const char *slash = path;

    buf_puts(out, "edit: ");
    if (columns(path) > room) {
        while (slash != NULL && columns(slash) + 3 > room) {
            path = slash;
            slash = strchr(slash + 1, '/');
        }
        path = slash != NULL ? slash : path;
        buf_puts(out, "...");
    }
    buf_puts(out, path);
}

/* "9:59 left", or minutes, the one that has begun counted. */
static void left_word(const struct scene_exam *exam, struct header_word *words, size_t *count) {
    enum { MINUTE_S = 60 };
    unsigned look = exam->left_s < MINUTE_S ? STYLE_ERROR | ATTR_BOLD : STYLE_MARK;
    long long left = exam->left_s;

    if (left >= 0 && exam->by_minute) {
        buf_putf(add(words, count, look), "%lld min left", (left + MINUTE_S - 1) / MINUTE_S);
    } else if (left >= 0) {
        buf_putf(add(words, count, look), "%lld:%02lld left", left / MINUTE_S, left % MINUTE_S);
    }
}

static void exam_words(const struct scene_exam *exam, bool narrow, struct header_word *words,
                       size_t *count) {
    const struct exam_sitting *sitting = exam->sitting;
    size_t marked = sitting != NULL ? sitting_marked(sitting) : 0;

    if (exam->phase == EXAM_SITTING && sitting != NULL) {
        buf_putf(add(words, count, STYLE_HEADER), narrow ? "%zu/%zu" : "question %zu of %zu",
                 exam->index + 1, exam->count);
        buf_putf(add(words, count, STYLE_HEADER), "%zu answered", sitting_count(sitting));
        if (marked > 0) {
            buf_putf(add(words, count, STYLE_HEADER), "%zu marked", marked);
        }
        left_word(exam, words, count);
    } else if (exam->phase == EXAM_OVER && sitting != NULL) {
        if (sitting->time_over) {
            buf_puts(add(words, count, STYLE_MARK), "time over");
        }
        buf_putf(add(words, count, STYLE_HEADER), "%zu of %zu right", sitting->right,
                 sitting->counted);
    }
}

static bool of_exam(const struct scene *scene) {
    return (scene->place == PLACE_EXAM || scene->place == PLACE_RESULT) && scene->exam != NULL;
}

/* room: columns that there are, all in all. */
static void place_text(const struct scene *scene, int room, struct buf *out) {
    const char *lesson = scene->lesson != NULL ? scene->lesson->id : NULL;

    if (scene->place == PLACE_RUN && scene->goal != GOAL_NONE) {
        find_header(scene, out);
        return;
    }
    if (lesson == NULL && scene->world != NULL && scene->world->lesson != 0) {
        lesson = log_str(scene->log, scene->world->lesson);
    }
    if (of_exam(scene)) {
        buf_puts(out, scene->place == PLACE_EXAM ? "exam" : "result of the exam");
        buf_putf(out, scene->exam->what[0] != '\0' ? " > %s" : "%s", scene->exam->what);
        return;
    }
    if (scene->place == PLACE_SYLLABUS || scene->place == PLACE_OVERVIEW || lesson == NULL) {
        buf_puts(out, "ipc-tutor");
        return;
    }
    if (scene->draft != NULL) {
        put_draft(scene->draft, room - DRAFT_REST, out);
    } else {
        buf_puts(out, lesson);
    }
    if (scene->place == PLACE_TEXT) {
        buf_puts(out, " > text");
    } else if (scene->place == PLACE_QUESTION) {
        buf_puts(out,
                 scene->asking != NULL && scene->asking->review ? " > review" : " > questions");
    } else if (scene->program != NULL) {
        buf_putf(out, " > %s",
                 scene->program->title != NULL && scene->program->title[0] != '\0'
                     ? scene->program->title
                     : scene->program->id);
    } else if (scene->world != NULL && scene->world->program != 0) {
        buf_putf(out, " > %s", log_str(scene->log, scene->world->program));
    }
}

void header_draw(const struct scene *scene, struct area area) {
    struct header_word words[WORDS_MAX];
    struct buf place = {0};
    size_t count = 0;
    int width = 0;
    int x;

    canvas_fill(area, STYLE_HEADER);
    if (scene->place == PLACE_RUN) {
        run_words(scene, area.width < NARROW_WIDTH, words, &count);
    } else if (scene->place == PLACE_SYLLABUS) {
        study_words(scene, words, &count);
    } else if (of_exam(scene)) {
        exam_words(scene->exam, area.width < NARROW_WIDTH, words, &count);
    }
    draft_word(scene, words, &count);
    for (size_t i = 0; i < count; i++) {
        width += columns(buf_str(&words[i].text)) + (i > 0 ? 3 : 0);
    }
    x = area.width - width - 1;
    place_text(scene, x - 3, &place);
    canvas_puts_fit(area, 1, 0, x - 3 > 4 ? x - 3 : 4, STYLE_HEADER | ATTR_BOLD, buf_str(&place));
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            x += canvas_puts(area, x, 0, STYLE_HEADER, " " GLYPH_DOT " ");
        }
        x += canvas_puts(area, x, 0, words[i].look, buf_str(&words[i].text));
        buf_done(&words[i].text);
    }
    buf_done(&place);
}
