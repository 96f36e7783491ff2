/* SPDX-License-Identifier: MIT */
/* exam_forms.c: what is asked for before an exam (of what, how long), and at its end. */
#include "actions.h"
#include "exams.h"
#include "mem.h"
#include "text.h"
#include <string.h>
#include <time.h>

enum { MINUTE_S = 60, QUESTIONS_MAX = 500, MINUTES_MAX = 24 * 60, WORDS_MAX = 16 };

static uint64_t some_seed(void) {
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_nsec % 1000000;
}

/* --- before it ----------------------------------------------------------------------------- */

static const struct {
    size_t questions;
    int64_t minutes;
    const char *text;
} sizes[] = {
    {20, 0, "20 questions, no limit of time"},
    {10, 10, "10 questions in 10 minutes"},
    {20, 30, "20 questions in 30 minutes"},
    {40, 60, "40 questions in 60 minutes"},
};

static enum refresh take_size(struct desk *desk, size_t index, const char *text) {
    const char *topic = desk->exams->topic;
    struct exam_wish wish = {.topics = &topic,
                             .topic_count = topic != NULL ? 1 : 0,
                             .count = sizes[index].questions,
                             .seconds = sizes[index].minutes * MINUTE_S,
                             .seed = some_seed()};

    (void)text;
    desk_close(desk);
    exams_begin(desk, &wish);
    return REFRESH_DRAW;
}

static size_t topic_questions(const struct catalogue *catalogue, size_t index) {
    const struct catalogue_topic *topic = &catalogue->topics[index];
    size_t count = 0;

    for (size_t i = topic->first; i < topic->first + topic->count; i++) {
        count += catalogue->lessons[i]->question_count;
    }
    return count;
}

/* A row a topic that has questions, behind the rows before them. */
static const char *topic_of_row(const struct desk *desk, size_t row) {
    const struct catalogue *catalogue = desk->wish->catalogue;
    size_t at = desk->exams->offer_count;

    for (size_t i = 0; i < catalogue->topic_count; i++) {
        if (topic_questions(catalogue, i) > 0 && at++ == row) {
            return catalogue->topics[i].name;
        }
    }
    return NULL;
}

static enum refresh take_topic(struct desk *desk, size_t row, const char *text) {
    struct exams *exams = desk->exams;

    (void)text;
    if (row < exams->offer_count && exams->offers[row] == OFFER_OPEN) {
        desk_close(desk);
        desk->scene.place = PLACE_RESULT;
        return exams_show(desk, exams->scene.index);
    }
    exams->topic = topic_of_row(desk, row);
    desk_chooser(desk, "how long?", take_size);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        desk_choice(desk, NULL, "%s", sizes[i].text);
    }
    return REFRESH_DRAW;
}

static void offer_topics(struct desk *desk) {
    const struct catalogue *catalogue = desk->wish->catalogue;

    for (size_t i = 0; i < catalogue->topic_count; i++) {
        size_t count = topic_questions(catalogue, i);
        struct buf note = {0};
        buf_putf(&note, "(%zu question%s of the lessons' own)", count, count == 1 ? "" : "s");
        if (count > 0) {
            desk_choice(desk, buf_str(&note), "%s", catalogue->topics[i].title);
        }
        buf_done(&note);
    }
}

/* The topic of the lesson that is open; else all. */
static size_t row_here(const struct desk *desk) {
    bool open = desk->scene.place == PLACE_TEXT || desk->scene.place == PLACE_RUN;

    for (size_t row = 0; open && desk->session.lesson != NULL && row < desk->choice_count; row++) {
        const char *topic = topic_of_row(desk, row);
        if (topic != NULL && strcmp(topic, desk->session.lesson->topic) == 0) {
            return row;
        }
    }
    return 0;
}

enum refresh act_exam(struct desk *desk, int key) {
    struct exams *exams;

    (void)key;
    if (desk->wish->show != NULL || desk->wish->catalogue == NULL) {
        exams_begin(desk, &(struct exam_wish){0}); /* says why not */
        return REFRESH_DRAW;
    }
    if (desk->exams == NULL) {
        desk->exams = mem_new(sizeof(*desk->exams));
    }
    exams = desk->exams;
    exams->offer_count = 0;
    desk->playing = false;
    desk_chooser(desk, "an exam on what?", take_topic);
    exams->offers[exams->offer_count++] = OFFER_GO_ON;
    desk_choice(desk, NULL, "all lessons");
    if (exams->scene.phase == EXAM_OVER) {
        exams->offers[exams->offer_count++] = OFFER_OPEN;
        desk_choice(desk, NULL, "the result of the exam before");
    }
    offer_topics(desk);
    desk->scene.choice = row_here(desk);
    return REFRESH_DRAW;
}

/* --- as a command -------------------------------------------------------------------------- */

static bool take_number(const char *word, const char *name, int64_t min, int64_t max,
                        int64_t *ret_number, struct buf *why) {
    const char *value = word + strlen(name);

    if (!text_to_int(value, ret_number) || *ret_number < min || *ret_number > max) {
        buf_putf(why, "%s a number from %lld to %lld.", name, (long long)min, (long long)max);
        return false;
    }
    return true;
}

/* Of "pipes questions=5": a setting is taken, another word is a topic or a part of one's name. */
static bool take_word(char *word, struct exam_wish *wish, const char **topics, struct buf *why) {
    int64_t number = 0;

    if (text_starts(word, "questions=")) {
        bool good = take_number(word, "questions=", 1, QUESTIONS_MAX, &number, why);
        wish->count = (size_t)number;
        return good;
    }
    if (text_starts(word, "minutes=")) {
        bool good = take_number(word, "minutes=", 1, MINUTES_MAX, &number, why);
        wish->seconds = number * MINUTE_S;
        return good;
    }
    if (text_starts(word, "seed=")) {
        bool good = take_number(word, "seed=", 0, INT64_MAX, &number, why);
        wish->seed = (uint64_t)number;
        return good;
    }
    if (wish->topic_count == WORDS_MAX) {
        buf_puts(why, "These are too many words.");
        return false;
    }
    topics[wish->topic_count++] = word;
    return true;
}

/* "named pipes" is one topic. */
static void join(const struct catalogue *catalogue, struct exam_wish *wish, const char **topics,
                 struct buf *name) {
    for (size_t i = 0; i < wish->topic_count; i++) {
        buf_putf(name, i > 0 ? " %s" : "%s", topics[i]);
    }
    for (size_t i = 0; i < catalogue->topic_count && wish->topic_count > 1; i++) {
        if (strcmp(catalogue->topics[i].name, buf_str(name)) == 0) {
            topics[0] = buf_str(name);
            wish->topic_count = 1;
        }
    }
}

bool exams_command(struct desk *desk, const char *words, struct buf *why) {
    const char *topics[WORDS_MAX];
    struct exam_wish wish = {.topics = topics, .count = sizes[0].questions, .seed = some_seed()};
    struct buf name = {0};
    struct diag diag = {0};
    char *copy = mem_strdup(words), *rest = copy;
    bool good = desk->wish->catalogue != NULL;

    if (!good) {
        buf_puts(why, "There are no lessons to ask about.");
    }
    for (char *word = strsep(&rest, " "); good && word != NULL; word = strsep(&rest, " ")) {
        good = *word == '\0' || take_word(word, &wish, topics, why);
    }
    if (good) {
        join(desk->wish->catalogue, &wish, topics, &name);
        good = exam_check(desk->wish->catalogue, &wish, &diag) == 0;
        buf_puts(why, diag.text != NULL ? diag.text : "");
    }
    if (good && !exams_begin(desk, &wish)) {
        buf_puts(why, buf_str(&desk->status));
        good = false;
    }
    diag_done(&diag);
    buf_done(&name);
    mem_free(copy);
    return good;
}

/* --- its end ------------------------------------------------------------------------------- */

static void offer(struct desk *desk, enum exam_offer what, const char *text) {
    struct exams *exams = desk->exams;

    exams->offers[exams->offer_count++] = what;
    desk_choice(desk, NULL, "%s", text);
}

/* The first that is not answered, or that is marked. */
static enum refresh show_first(struct desk *desk, bool marked) {
    const struct exams *exams = desk->exams;

    for (size_t i = 0; i < exams->exam.count; i++) {
        if (marked ? exams->sitting.answers[i].marked : !sitting_answered(&exams->sitting, i)) {
            return exams_show(desk, i);
        }
    }
    return REFRESH_DRAW;
}

static enum refresh take_end(struct desk *desk, size_t index, const char *text) {
    const struct exams *exams = desk->exams;
    unsigned long long seed = exams->exam.seed;
    bool quits = exams->quits;

    (void)text;
    desk_close(desk);
    switch (exams->offers[index]) {
    case OFFER_OPEN:
        return show_first(desk, false);
    case OFFER_MARKED:
        return show_first(desk, true);
    case OFFER_HAND_IN:
        return exams_hand_in(desk, false);
    case OFFER_LEAVE:
        exams_break_off(desk);
        desk_say(desk, "The exam was broken off: nothing of it is kept (seed %llu).", seed);
        return quits ? REFRESH_QUIT : REFRESH_DRAW;
    case OFFER_GO_ON:
    case OFFERS:
        break;
    }
    return REFRESH_DRAW;
}

static void begin_offers(struct desk *desk, const char *title) {
    desk_chooser(desk, title, take_end);
    desk->exams->offer_count = 0;
    desk->exams->quits = false;
    offer(desk, OFFER_GO_ON, "no, go on");
}

enum refresh exams_ask_end(struct desk *desk) {
    const struct exam_sitting *sitting = &desk->exams->sitting;
    size_t left = sitting->exam->count - sitting_count(sitting);
    struct buf title = {0};

    if (left > 0) {
        buf_putf(&title, "hand in? %zu of %zu %s not answered", left, sitting->exam->count,
                 left == 1 ? "is" : "are");
    } else {
        buf_puts(&title, "hand in? all are answered");
    }
    begin_offers(desk, buf_str(&title));
    if (left > 0) {
        offer(desk, OFFER_OPEN, "no, to the first that is not answered");
    }
    if (sitting_marked(sitting) > 0) {
        offer(desk, OFFER_MARKED, "no, to the first that is marked");
    }
    offer(desk, OFFER_HAND_IN, "yes, hand it in");
    buf_done(&title);
    return REFRESH_DRAW;
}

static enum refresh ask_leave(struct desk *desk, bool quits) {
    const struct exam_sitting *sitting = &desk->exams->sitting;
    struct buf title = {0};

    buf_putf(&title, "leave the exam? %zu of %zu answered", sitting_count(sitting),
             sitting->exam->count);
    begin_offers(desk, buf_str(&title));
    desk->exams->quits = quits;
    offer(desk, OFFER_HAND_IN, "hand it in as it is");
    offer(desk, OFFER_LEAVE, "break it off: nothing of it is kept, nothing counts");
    buf_done(&title);
    return REFRESH_DRAW;
}

enum refresh exams_leave(struct desk *desk) {
    struct exams *exams = desk->exams;

    switch (exams->scene.phase) {
    case EXAM_DRAWING:
        exams_break_off(desk);
        desk_say(desk, "Stopped: there is no exam.");
        break;
    case EXAM_SITTING:
        return ask_leave(desk, false);
    case EXAM_JUDGING:
        desk_say(desk, "It was handed in: the answers are being judged.");
        break;
    case EXAM_NONE:
    case EXAM_OVER:
        desk->scene.place = exams->from;
        break;
    }
    return REFRESH_DRAW;
}

enum refresh exams_quit(struct desk *desk) {
    bool asked = desk->scene.over == VIEW_CHOOSER && desk->take == take_end && desk->exams->quits;

    if (!exams_sits(desk)) {
        return exams_leave(desk);
    }
    return asked ? REFRESH_QUIT : ask_leave(desk, true);
}
