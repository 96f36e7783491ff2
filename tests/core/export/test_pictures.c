/* SPDX-License-Identifier: MIT */
/*
 * Runs in each form, read back by a reader of that form: whatever the strings are, however long it
 * was.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export.h"
#include "hostile.h"
#include "json_value.h"
#include "markup.h"
#include "mem.h"
#include "recorded.h"
#include <regex.h>

static void read_svg(const struct timeline *timeline, const struct buf *made) {
    size_t elements;
    (void)timeline;
    assert_null(markup_fault(buf_str(made), made->len, &elements));
    assert_true(elements > 10);
    assert_non_null(strstr(buf_str(made), "<svg xmlns=\"http://www.w3.org/2000/svg\""));
}

/* A line of the diagram: what follows the colon has no character that ends a statement, but in
 * entity codes. */
#define SAID "([^]#;<>&\"`{}\\%[]|#[0-9]+;)*$"
static const char line_form[] =
    "^(sequenceDiagram$|    (title |actor a[0-9]+ as |participant o[0-9]+ as |"
    "Note over [ao][0-9]+(,[ao][0-9]+)?:wrap: |"
    "[ao][0-9]+(->>|-->>|-x)[ao][0-9]+: )" SAID ")";

static void read_mermaid(const struct timeline *timeline, const struct buf *made) {
    regex_t form;
    (void)timeline;
    assert_int_equal(regcomp(&form, line_form, REG_EXTENDED | REG_NOSUB), 0);
    assert_true(text_is_utf8(buf_str(made), made->len));
    assert_true(made->len < 50000);
    char *text = mem_strdup(buf_str(made)), *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (regexec(&form, line, 0, NULL, 0) != 0) {
            fail_msg("no line of a sequence diagram: %s", line);
        }
        assert_null(strpbrk(line, "\x1b\r\t\x7f\x01"));
    }
    mem_free(text);
    regfree(&form);
}

/* The fields that each phase has to have, by "Trace Event Format". */
static void read_phase(struct json event) {
    int64_t number;
    assert_true(json_get(event, "name").type == JSON_STRING);
    assert_true(json_int(json_get(event, "pid"), &number) && number > 0);
    assert_true(json_int(json_get(event, "tid"), &number) && number > 0);
    assert_true(json_int(json_get(event, "ts"), &number) && number >= 0);
    struct json phase = json_get(event, "ph");
    if (json_is(phase, "X")) {
        assert_true(json_int(json_get(event, "dur"), &number) && number > 0);
    } else if (json_is(phase, "s") || json_is(phase, "f")) {
        assert_true(json_int(json_get(event, "id"), &number) && number > 0);
    } else if (json_is(phase, "i")) {
        assert_true(json_is(json_get(event, "s"), "g") || json_is(json_get(event, "s"), "t"));
    } else {
        assert_true(json_is(phase, "M"));
        assert_true(json_get(event, "args").type == JSON_OBJECT);
    }
}

static void read_trace(const struct timeline *timeline, const struct buf *made) {
    struct json trace = json_parse(buf_str(made), made->len), key, event;
    assert_true(trace.type == JSON_OBJECT);
    assert_true(text_is_utf8(buf_str(made), made->len));
    struct json_walk walk = json_walk(json_get(trace, "traceEvents"));
    size_t slices = 0, begun = 0, ended = 0;
    while (json_next(&walk, &key, &event)) {
        read_phase(event);
        slices += json_is(json_get(event, "ph"), "X");
        begun += json_is(json_get(event, "ph"), "s");
        ended += json_is(json_get(event, "ph"), "f");
    }
    assert_true(slices > 0 || timeline_steps(timeline) == 0);
    assert_int_equal(begun, ended);
}

static void make_svg(struct timeline *timeline, struct buf *out) {
    export_svg(timeline, 0, out);
}

static const struct {
    void (*make)(struct timeline *timeline, struct buf *out);
    void (*read)(const struct timeline *timeline, const struct buf *made);
} forms[] = {{make_svg, read_svg}, {export_mermaid, read_mermaid}, {export_trace, read_trace}};
enum { SVG, MERMAID, TRACE, FORMS };

/* All forms of a log, which is freed then; their sizes. */
static void in_all_forms(struct log *log, size_t ret_sizes[static FORMS]) {
    struct timeline *timeline = timeline_new(log);
    for (size_t i = 0; i < FORMS; i++) {
        struct buf made = {0};
        forms[i].make(timeline, &made);
        forms[i].read(timeline, &made);
        ret_sizes[i] = made.len;
        buf_done(&made);
    }
    timeline_free(timeline);
    log_free(log);
}

static void recorded(void **state) {
    static const char *const names[] = {"three-servers-right", "queue-forgot", "partial-in-time",
                                        "signal-once",         "fifo-no-eof",  "domains-waits"};
    size_t sizes[FORMS];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        in_all_forms(recorded_log(names[i]), sizes);
    }
}

/* No form says "ok" of a run that Ctrl-C cut short, and each says where it came. */
static void interrupted(void **state) {
    static const char *const said[FORMS][2] = {
        {"ended: interrupted by Ctrl-C", ">^C</text>"},
        {"the run ends: interrupted by Ctrl-C", "The terminal sends SIGINT (Ctrl-C) to main and"},
        {"\"^C\"", "\"g\""}};
    size_t sizes[FORMS];
    struct timeline *timeline;
    struct log *log;
    (void)state;
    in_all_forms(recorded_log("pipe-fork-interrupt"), sizes);
    log = recorded_log("pipe-fork-interrupt");
    timeline = timeline_new(log);
    for (size_t i = 0; i < FORMS; i++) {
        struct buf made = {0};
        forms[i].make(timeline, &made);
        assert_non_null(strstr(buf_str(&made), said[i][0]));
        assert_non_null(strstr(buf_str(&made), said[i][1]));
        assert_null(strstr(buf_str(&made), "ended: ok"));
        assert_null(strstr(buf_str(&made), "ends: ok"));
        buf_done(&made);
    }
    timeline_free(timeline);
    log_free(log);
}

static void hostile(void **state) {
    size_t sizes[FORMS];
    (void)state;
    in_all_forms(hostile_log(), sizes);
    for (size_t i = 0; i < HOSTILE_STRINGS; i++) {
        struct log *log = log_new();
        hostile_put(log, hostile_strings[i]);
        in_all_forms(log, sizes);
    }
}

static void nothing(void **state) {
    size_t sizes[FORMS];
    (void)state;
    in_all_forms(log_new(), sizes);
    struct log *log = log_new();
    hostile_add(log, EVENT_ACTOR_START, (struct event){.pid = 1}, "main", NULL);
    in_all_forms(log, sizes);
}

/* What is bounded is, and what was left out is said. */
static void long_ones(void **state) {
    size_t sizes[FORMS];
    (void)state;
    in_all_forms(hostile_long(2, 10000), sizes);
    assert_true(sizes[SVG] < 200000);
    assert_true(sizes[TRACE] < (size_t)10000 * 600);
    in_all_forms(hostile_long(200, 2000), sizes);
    assert_true(sizes[SVG] < 400000);

    struct log *log = hostile_long(200, 10000);
    struct timeline *timeline = timeline_new(log);
    struct buf made = {0};
    export_svg(timeline, 20000, &made);
    assert_non_null(strstr(buf_str(&made), "of 10000 (timeline: "));
    assert_non_null(strstr(buf_str(&made), "60 of 200 processes"));
    assert_non_null(strstr(buf_str(&made), "and 100 more"));
    double width = 0, height = 0;
    const char *size = strstr(buf_str(&made), "viewBox");
    assert_int_equal(sscanf(size, "viewBox=\"0 0 %lf %lf\"", &width, &height), 2);
    assert_true(width < 32767 && height < 32767);
    buf_clear(&made);
    export_mermaid(timeline, &made);
    assert_non_null(strstr(buf_str(&made), "Cut here: after record "));
    buf_done(&made);
    timeline_free(timeline);
    log_free(log);
}

/* The picture is of the moment that was asked for. */
static void moments(void **state) {
    (void)state;
    struct log *log = recorded_log("partial-in-time");
    struct timeline *timeline = timeline_new(log);
    struct buf early = {0}, late = {0};
    export_svg(timeline, timeline_step_end(timeline, 1), &early);
    export_svg(timeline, 0, &late);
    assert_non_null(strstr(buf_str(&early), ">step 1 of "));
    assert_null(strstr(buf_str(&early), "ended: ok"));
    assert_non_null(strstr(buf_str(&late), "ended: "));
    buf_done(&early);
    buf_done(&late);
    timeline_free(timeline);
    log_free(log);
}

/* A process with more descriptors than arrows are drawn: how many are missing is said. */
static void left_out(void **state) {
    enum { FDS = 350, DRAWN = 300 };
    struct log *log = log_new();
    struct event event = {.kind = EVENT_ACTOR_START, .actor = log_intern(log, "main"), .pid = 7};
    struct buf made = {0}, left = {0};
    (void)state;
    log_append(log, &event, NULL, 0);
    event = (struct event){.kind = EVENT_OBJ_NEW, .obj = log_intern(log, "p"), .type = OBJ_PIPE};
    event.has = EVENT_HAS_OBJ;
    log_append(log, &event, NULL, 0);
    for (int fd = 3; fd < 3 + FDS; fd++) {
        event = (struct event){.kind = EVENT_FD_OPEN, .actor = log_intern(log, "main")};
        event.obj = log_intern(log, "p");
        event.fd = fd;
        event.end = END_R;
        event.has = EVENT_HAS_OBJ | EVENT_HAS_FD;
        log_append(log, &event, NULL, 0);
        if (fd == 3 + DRAWN - 1 || fd == 3 + DRAWN) {
            struct timeline *timeline = timeline_new(log);
            buf_clear(&left);
            export_svg_left_out(timeline, 0, &left);
            assert_string_equal(buf_str(&left), fd == 3 + DRAWN ? "descriptors: 1" : "");
            timeline_free(timeline);
        }
    }
    struct timeline *timeline = timeline_new(log);
    export_svg(timeline, 0, &made);
    assert_non_null(strstr(buf_str(&made), "and 50 more descriptors"));
    timeline_free(timeline);
    log_free(log);
    log = hostile_long(200, 10000);
    timeline = timeline_new(log);
    buf_clear(&left);
    export_svg_left_out(timeline, 0, &left);
    assert_non_null(strstr(buf_str(&left), "processes: 100, "));
    assert_non_null(strstr(buf_str(&left), "lanes: 140, steps: 9939"));
    timeline_free(timeline);
    log_free(log);
    buf_done(&made);
    buf_done(&left);
}

/* How often a watch was asked, and when it says no. */
struct asked {
    int count, no_at;
};

static bool ask(void *arg, uint64_t done, uint64_t all) {
    struct asked *asked = arg;
    assert_true(done > 0 && done <= all);
    return ++asked->count != asked->no_at;
}

static void watched(void **state) {
    struct log *log = hostile_long(2, 10000);
    struct timeline *timeline = timeline_new(log);
    struct asked asked = {0};
    struct export_watch watch = {.go_on = ask, .arg = &asked};
    struct buf whole = {0}, made = {0};
    (void)state;
    export_trace(timeline, &whole);
    assert_true(export_trace_watched(timeline, &watch, &made));
    assert_true(asked.count > 3);
    assert_string_equal(buf_str(&made), buf_str(&whole));
    asked = (struct asked){.no_at = 3};
    buf_clear(&made);
    assert_false(export_trace_watched(timeline, &watch, &made));
    assert_int_equal(asked.count, 3);
    assert_true(made.len < whole.len);
    buf_done(&made);
    buf_done(&whole);
    timeline_free(timeline);
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(watched),   cmocka_unit_test(left_out),    cmocka_unit_test(recorded),
        cmocka_unit_test(hostile),   cmocka_unit_test(nothing),     cmocka_unit_test(moments),
        cmocka_unit_test(long_ones), cmocka_unit_test(interrupted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
