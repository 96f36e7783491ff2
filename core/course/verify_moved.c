/* SPDX-License-Identifier: MIT */
/*
 * verify_moved.c: lesson.lua got lines more or less, and the marks behind them in a twin are those
 * of before. By how many lines each of them moved is what makes the lines of C fit best: a line
 * fits where the call is made that it makes, the marks stay in order, and they move together as far
 * as that is possible. Found line by line through the marks (dynamic programming). Said only if it
 * fits better than what is there.
 */
#include "mem.h"
#include "verifying.h"
#include <ctype.h>
#include <limits.h>
#include <string.h>

enum {
    FAR = 50, /* lines that a mark may have moved */
    SHIFTS = 2 * FAR + 1,
    CHANGE = 2,   /* what it costs that a mark moves otherwise than the one before */
    MOST = 512,   /* numbers in marks, and lines with an operation: more are left alone, */
    MARKS = 2048, /* and more marks */
    CALL_MAX = 48 /* bytes of the name of a call */
};

/* How well a line of C stands for a line of lesson.lua; the less the better. */
enum fit { FIT_CALLS, FIT_UNKNOWN, FIT_OTHER, FIT_NONE };

/* A line of lesson.lua that carried out operations, with the names of its calls, "read write ". */
struct done {
    int line;
    struct buf names;
};

/* A number that stands in marks, and the way to it that costs least, for each of its shifts. */
struct mark {
    int number;
    unsigned char *fits; /* with each line done: that of the best of its lines of C */
    unsigned cost[SHIFTS];
    unsigned char before[SHIFTS]; /* the shift of the mark before */
    int shift;                    /* that was chosen */
};

struct moving {
    struct source *twin;
    int last; /* line of lesson.lua */
    struct done *done;
    size_t done_count, done_cap;
    struct mark *marks; /* by number */
    size_t mark_count, mark_cap;
    int *place; /* of each line of lesson.lua in done, or -1 */
    int *below; /* of each line, and one behind the last: how many of done stand before it */
};

/* "write" of "write(4, ...)" into name; false: it is written otherwise. */
static bool call_name(const char *call, char *name) {
    size_t len = 0;
    while (isalnum((unsigned char)call[len]) || call[len] == '_') {
        len++;
    }
    if (len == 0 || len >= CALL_MAX || call[len] != '(') {
        return false;
    }
    memcpy(name, call, len);
    name[len] = '\0';
    return true;
}

static bool has_call(const char *text, const char *name) {
    size_t len = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name)) {
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        if (begins && at[len] == '(') {
            return true;
        }
    }
    return false;
}

/* Whether a line of C makes one of the calls of a line of lesson.lua. */
static bool makes_one(const struct done *done, const char *text) {
    char *names = mem_strdup(buf_str(&done->names));
    char *rest = names;
    bool makes = false;
    for (char *name = strsep(&rest, " "); name && !makes; name = strsep(&rest, " ")) {
        makes = *name && has_call(text, name);
    }
    mem_free(names);
    return makes;
}

static void take_done(struct moving *moving, const struct log *log) {
    for (uint64_t n = 1; n <= log_count(log); n++) {
        const struct event *event = log_at(log, n);
        char name[CALL_MAX];
        if (event->kind != EVENT_OP_ENTER || event->line < 1 || event->line > moving->last) {
            continue;
        }
        if (moving->place[event->line] < 0) {
            moving->done = mem_grow(moving->done, &moving->done_cap, moving->done_count + 1,
                                    sizeof *moving->done);
            moving->place[event->line] = (int)moving->done_count;
            moving->done[moving->done_count++] = (struct done){.line = event->line};
        }
        struct done *done = &moving->done[moving->place[event->line]];
        if (call_name(log_str(log, event->text), name) && done->names.len < MOST) {
            buf_putf(&done->names, "%s ", name);
        }
    }
}

static void count_below(struct moving *moving) {
    int count = 0;
    for (int line = 0; line <= moving->last + 1; line++) {
        moving->below[line] = count;
        count += line <= moving->last && moving->place[line] >= 0;
    }
}

/* The mark of that number, which is put where it belongs if it is the first of it. */
static struct mark *mark_of(struct moving *moving, int number) {
    size_t at = moving->mark_count;
    while (at > 0 && moving->marks[at - 1].number > number) {
        at--;
    }
    if (at > 0 && moving->marks[at - 1].number == number) {
        return &moving->marks[at - 1];
    }
    moving->marks =
        mem_grow(moving->marks, &moving->mark_cap, moving->mark_count + 1, sizeof *moving->marks);
    memmove(&moving->marks[at + 1], &moving->marks[at],
            (moving->mark_count++ - at) * sizeof *moving->marks);
    moving->marks[at] = (struct mark){.number = number, .fits = mem_new(moving->done_count + 1)};
    memset(moving->marks[at].fits, FIT_NONE, moving->done_count);
    return &moving->marks[at];
}

/* One line of C, which makes no call that is known here, or some. */
static void take_line(struct moving *moving, const char *text, unsigned char *fits) {
    bool calls = false;
    for (size_t d = 0; d < moving->done_count; d++) {
        calls = calls || makes_one(&moving->done[d], text);
    }
    for (size_t d = 0; d < moving->done_count; d++) {
        bool known = calls && moving->done[d].names.len > 0;
        enum fit fit = !known                              ? FIT_UNKNOWN
                       : makes_one(&moving->done[d], text) ? FIT_CALLS
                                                           : FIT_OTHER;
        fits[d] = fit < fits[d] ? (unsigned char)fit : fits[d];
    }
}

/* false: they are too many. */
static bool take_marks(struct moving *moving) {
    int count = 0;
    for (size_t i = 0; i < moving->twin->line_count; i++) {
        const struct source_line *line = &moving->twin->lines[i];
        for (int m = 0; m < line->lua_count; m++) {
            if (++count > MARKS || moving->mark_count == MOST) {
                return false;
            }
            take_line(moving, line->text, mark_of(moving, line->lua[m])->fits);
        }
    }
    return moving->mark_count > 0;
}

/* Where a mark stands with a shift, or stood: 0 before the first line, last + 1 behind the last. */
static int line_at(const struct moving *moving, size_t mark, int shift) {
    int line = moving->marks[mark].number + shift;
    return line < 0 ? 0 : line > moving->last ? moving->last + 1 : line;
}

static unsigned fit_at(const struct moving *moving, size_t mark, int shift) {
    int line = line_at(moving, mark, shift);
    int place = line <= moving->last ? moving->place[line] : -1;
    bool out = shift != 0 && (line < 1 || line > moving->last);
    return out ? CHANGE * MOST : place >= 0 ? moving->marks[mark].fits[place] : 0;
}

/* What the lines done cost that stand between two lines and have no mark. */
static unsigned gap(const struct moving *moving, int from, int to) {
    int count = to > from ? moving->below[to] - moving->below[from + 1] : 0;
    return (unsigned)count * FIT_NONE;
}

/* The least that it costs to come to this mark with this shift. */
static void step(struct moving *moving, size_t mark, int shift) {
    struct mark *now = &moving->marks[mark];
    int line = line_at(moving, mark, shift);
    unsigned best = UINT_MAX;
    for (int before = -FAR; mark > 0 && before <= FAR; before++) {
        int from = line_at(moving, mark - 1, before);
        unsigned cost = moving->marks[mark - 1].cost[before + FAR] + gap(moving, from, line) +
                        (before != shift ? CHANGE : 0);
        if (from <= line && cost < best) {
            best = cost;
            now->before[shift + FAR] = (unsigned char)(before + FAR);
        }
    }
    if (mark == 0) {
        best = gap(moving, 0, line) + (shift != 0 ? CHANGE : 0);
    }
    now->cost[shift + FAR] = best == UINT_MAX ? best / 2 : best + fit_at(moving, mark, shift);
}

/* Goes back from the best end. What it costs. */
static unsigned choose(struct moving *moving) {
    size_t last = moving->mark_count - 1;
    unsigned least = UINT_MAX;
    int shift = 0;
    for (int far = 0; far < SHIFTS; far++) {
        int at = far % 2 ? (far + 1) / 2 : -far / 2; /* 0, 1, -1, 2 ... */
        unsigned cost = moving->marks[last].cost[at + FAR] +
                        gap(moving, line_at(moving, last, at), moving->last + 1);
        if (cost < least) {
            least = cost;
            shift = at;
        }
    }
    for (size_t i = moving->mark_count; i > 0; i--) {
        moving->marks[i - 1].shift = shift;
        shift = moving->marks[i - 1].before[shift + FAR] - FAR;
    }
    return least;
}

/* What the marks cost as they are, or, chosen, as they might be; how many lines have their call,
 * and how many no mark. */
struct state {
    unsigned cost;
    size_t calls, unmarked;
};

static struct state look_at(const struct moving *moving, bool chosen) {
    struct state state = {0};
    int before = 0;
    for (size_t i = 0; i < moving->mark_count; i++) {
        int shift = chosen ? moving->marks[i].shift : 0;
        int line = line_at(moving, i, shift);
        int place = line <= moving->last ? moving->place[line] : -1;
        state.cost += gap(moving, before, line) + fit_at(moving, i, shift);
        state.unmarked += gap(moving, before, line) / FIT_NONE;
        state.calls += place >= 0 && moving->marks[i].fits[place] == FIT_CALLS;
        before = line;
    }
    state.cost += gap(moving, before, moving->last + 1);
    state.unmarked += gap(moving, before, moving->last + 1) / FIT_NONE;
    return state;
}

/* Whether the marks are to be moved: that more lines of C make the call of their line says so; one
 * is enough where lines have no mark at all. */
static bool is_better(struct moving *moving) {
    struct state now = look_at(moving, false);
    for (size_t i = 0; i < moving->mark_count; i++) {
        for (int shift = -FAR; shift <= FAR; shift++) {
            step(moving, i, shift);
        }
    }
    if (choose(moving) >= now.cost) {
        return false;
    }
    return look_at(moving, true).calls > now.calls + (now.unmarked == 0);
}

/* A line of C with its marks as they should be; those become the twin's. */
static void tell_line(struct verifying *verifying, struct moving *moving, size_t index) {
    struct source_line *line = &moving->twin->lines[index];
    struct buf numbers = {0};
    bool moved = false;
    for (int m = 0; m < line->lua_count; m++) {
        int shift = mark_of(moving, line->lua[m])->shift;
        line->lua[m] += shift;
        buf_putf(&numbers, "%s%d", m ? ", " : "", line->lua[m]);
        moved = moved || shift != 0;
    }
    if (moved) {
        struct diag *fault = verify_fault(verifying);
        diag_set(fault, 0, moving->twin->file, (int)index + 1,
                 "lesson.lua has other lines now, as it seems: // lua: %s", buf_str(&numbers));
        verify_quote(fault);
    }
    buf_done(&numbers);
}

void verify_moved(struct verifying *verifying, struct source *twin, const struct log *log,
                  int last) {
    struct moving moving = {.twin = twin, .last = last};
    moving.place = mem_new(((size_t)last + 2) * sizeof *moving.place);
    moving.below = mem_new(((size_t)last + 2) * sizeof *moving.below);
    for (int i = 0; i <= last; i++) {
        moving.place[i] = -1;
    }
    take_done(&moving, log);
    count_below(&moving);
    if (moving.done_count <= MOST && take_marks(&moving) && is_better(&moving)) {
        for (size_t i = 0; i < twin->line_count; i++) {
            tell_line(verifying, &moving, i);
        }
    }
    for (size_t i = 0; i < moving.done_count; i++) {
        buf_done(&moving.done[i].names);
    }
    for (size_t i = 0; i < moving.mark_count; i++) {
        mem_free(moving.marks[i].fits);
    }
    mem_free(moving.done);
    mem_free(moving.marks);
    mem_free(moving.place);
    mem_free(moving.below);
}
