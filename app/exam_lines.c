/* SPDX-License-Identifier: MIT */
/*
 * exam_lines.c: asking and judging; exam_tell.c tells.
 */
#include "exam_lines.h"
#include "clock.h"
#include "line_input.h"
#include "out_prose.h"
#include "text.h"
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

enum { MINUTE_S = 60 };

static volatile sig_atomic_t came; /* SIGALRM: the time is over; SIGINT, SIGTERM: the user's end */

static void on_signal(int number) {
    came = number;
}

struct room {
    struct exam_sitting *sitting;
    struct out *out;
    struct lines lines;
    sigset_t mask; /* while a line is waited for */
    int64_t end;   /* ns of clock_ns; 0: no limit */
};

/* The three come in only while a line is waited for. */
static void catch_signals(struct room *room, int64_t seconds) {
    struct sigaction act = {.sa_handler = on_signal};
    static const int numbers[] = {SIGINT, SIGTERM, SIGALRM};
    sigset_t held;
    sigemptyset(&held);
    came = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        sigaddset(&held, numbers[i]);
        sigaction(numbers[i], &act, NULL);
    }
    sigprocmask(SIG_BLOCK, &held, &room->mask);
    if (seconds > 0) {
        struct itimerval timer = {.it_value = {.tv_sec = (time_t)seconds}};
        setitimer(ITIMER_REAL, &timer, NULL);
        room->end = clock_ns() + seconds * NS_PER_S;
    }
}

static const char *const prompts[] = {
    [QUESTION_ONE] = "Your answer? (its number; Enter alone: not now) ",
    [QUESTION_SEVERAL] = "Your answer? (all their numbers, as 1 3; Enter alone: not now) ",
    [QUESTION_ORDER] = "Your answer? (all numbers, as they happen; Enter alone: not now) ",
    [QUESTION_VALUE] = "Your answer? (type it; Enter alone: not now) ",
};

static void put_so_far(const struct asking *asking, struct out *out) {
    struct buf given = {0};
    asking_put_line(asking, &given);
    if (given.len > 0) {
        out_textf(out, "\nYour answer so far: %s\n", buf_str(&given));
    }
    buf_done(&given);
}

static void put_question(struct room *room, size_t index) {
    const struct exam_item *item = &room->sitting->exam->items[index];
    struct asking *asking = &room->sitting->answers[index].asking;
    out_textf(room->out, "\n%zu of %zu, lesson %s (%s)", index + 1, room->sitting->exam->count,
              item->from->id, item->from->topic);
    if (room->end > 0) {
        int64_t left = (room->end - clock_ns()) / NS_PER_S;
        out_textf(room->out, ", %lld min %lld s left", (long long)(left / MINUTE_S),
                  (long long)(left % MINUTE_S));
    }
    out_text(room->out, "\n");
    out_code(room->out, "  ", item->code); /* a question stands behind what it is about */
    out_text(room->out, "\n");
    out_prose(room->out, "", &item->question->text);
    for (size_t i = 0; i < item->question->choice_count; i++) {
        out_textf(room->out, "  %zu  ", i + 1);
        out_words(room->out, "", &item->question->choices[asking->lines[i]].text, "\n");
    }
    put_so_far(asking, room->out);
    out_textf(room->out, "\n%s", prompts[item->question->kind]);
    out_flush(room->out);
}

/* true: the line is an answer, or none at all; false: said what is wrong with it. */
static bool take_line(struct room *room, struct asking *asking, const char *line) {
    struct buf why = {0};
    bool taken = *line == '\0' || asking_take_line(asking, line, &why);
    if (!taken) {
        out_textf(room->out, "%s\n", buf_str(&why));
    }
    buf_done(&why);
    return taken;
}

/* false: the exam is over. */
static bool ask(struct room *room, size_t index) {
    struct exam_answer *answer = &room->sitting->answers[index];
    struct buf line = {0};
    bool answered = false, goes_on = true;
    put_question(room, index);
    while (!answered && goes_on) {
        int r = lines_next(&room->lines, &room->mask, &line);
        goes_on = r > 0 && came == 0;
        answered = goes_on && take_line(room, &answer->asking, buf_str(&line));
        if (goes_on && !answered) {
            out_textf(room->out, "%s", prompts[answer->asking.question->kind]);
            out_flush(room->out);
        }
    }
    buf_done(&line);
    return goes_on;
}

static void put_open(const struct room *room) {
    const struct exam_sitting *sitting = room->sitting;
    size_t open = sitting->exam->count - sitting_count(sitting);
    out_text(room->out, open > 0 ? "\nNot answered:" : "\nAll are answered.");
    for (size_t i = 0; i < sitting->exam->count; i++) {
        if (!sitting_answered(sitting, i)) {
            out_textf(room->out, " %zu", i + 1);
        }
    }
    out_text(room->out, open > 0 ? ".\n" : "\n");
    out_text(room->out, "Hand in? (Enter alone: yes; the number of a question: back to it) ");
    out_flush(room->out);
}

/* Back to any question, until it is handed in. */
static void ask_again(struct room *room) {
    struct buf line = {0};
    bool goes_on = true;
    while (goes_on) {
        int64_t number = 0;
        put_open(room);
        int r = lines_next(&room->lines, &room->mask, &line);
        goes_on = r > 0 && came == 0 && line.len > 0;
        bool named = goes_on && text_to_int(buf_str(&line), &number) && number >= 1 &&
                     (uint64_t)number <= room->sitting->exam->count;
        if (named) {
            goes_on = ask(room, (size_t)number - 1);
        } else if (goes_on) {
            out_textf(room->out, "There is no question \"%s\".\n", buf_str(&line));
        }
    }
    buf_done(&line);
}

int exam_sit(const struct exam *exam, int64_t seconds, struct out *out,
             struct exam_sitting *ret_sitting) {
    struct room room = {.sitting = ret_sitting, .out = out, .lines = {.fd = STDIN_FILENO}};
    int64_t begun = clock_ns();
    sitting_begin(ret_sitting, exam);
    catch_signals(&room, seconds);
    size_t asked = 0;
    while (asked < exam->count && ask(&room, asked)) {
        asked++;
    }
    if (asked == exam->count) {
        ask_again(&room);
    }
    ret_sitting->time_over = came == SIGALRM;
    ret_sitting->seconds = (clock_ns() - begun) / NS_PER_S;
    lines_done(&room.lines);
    sigprocmask(SIG_SETMASK, &room.mask, NULL);
    if (came != 0 && came != SIGALRM) {
        return 128 + came;
    }
    for (size_t i = 0; i < exam->count; i++) {
        sitting_judge(ret_sitting, i);
    }
    return 0;
}
