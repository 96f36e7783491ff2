/* SPDX-License-Identifier: MIT */
/*
 * One fault after the other is put into a lesson that holds, the one that `new` makes: `check` has
 * to tell each with its file, its line, and the line itself.
 */
#include "cli.h"
#include "fdio.h"
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct fault {
    const char *file, *was, *is; /* the first `was` in the file becomes `is` */
    int away;                    /* lines from there to the one that is said */
    const char *said;
} faults[] = {
    {"lesson.md", "format: 1", "format: 2", 0, "format 2 is not known here"},
    {"lesson.md", "id: fault", "id: other", 0, "the folder has another name"},
    {"lesson.md", "title: \"fault: a new lesson\"", "title: fault: a lesson", 0,
     "put this value in double quotes"},
    {"lesson.md", "topic: pipes", "topik: pipes", 0, "topik is no key: did you mean topic?"},
    {"lesson.md", "topic: pipes", "topic: plumbing", 0, "plumbing is no topic of the syllabus"},
    {"lesson.md", "needs: pipe-fork", "needs: pipe, pipe-frok", 0, "it needs pipe-frok, but"},
    {"lesson.md", "Two processes", "<b>Two</b> processes", 0, "HTML is not understood here"},
    {"lesson.md", "<!-- note: A", "<!-- A", 0, "a comment is a presenter's note"},
    {"lesson.md", "{stage: right}", "{stage: rihgt}", 0, "lesson.lua has no such program"},
    {"lesson.md", "{stage: wrong}", "{play: wrong}", 0, "{play: ...} is not known"},
    {"lesson.md", "## Question: circle", "### Question: circle", 0, "written ## Question: id"},
    {"lesson.md", "- [x] child", "- [ ] child — no.", -4, "none of the choices is marked"},
    {"lesson.md", "- [x] child\n- [ ] itself", "- [ ] child — no.\n- [x] itself", 0,
     "a run says \"child\", so this choice is right"},
    {"lesson.md", " — it makes the pipe, and there is nothing to wait for.", "", 0,
     "this choice is wrong: say why"},
    {"lesson.md", "`wrong.deadlock", "`worng.deadlock", 0, "the answer is in a run of worng"},
    {"lesson.md", "main writes \"ping\"", "main dances \"ping\"", 0, "an item begins with"},
    {"lesson.md", "1. main writes \"ping\" into the pipe there\n2. child reads \"ping\"",
     "1. child reads \"ping\"\n2. main writes \"ping\" into the pipe there", 1,
     "this does not happen after the item before it"},
    {"lesson.md", "## Question: bytes", "## Question: order", 0, "has the id order already"},
    {"lesson.md", "`right.child.read.ret`", "`right.child.read.rte`", 0, "rte"},
    {"lesson.md", "Hint: It asks for 100. What is there?", "Hint:", 0, "nothing behind Hint:"},
    {"lesson.lua", "param(\"text\", \"ping\", {min = 1", "param(\"text\", \"ping\", {min = 9", 0,
     "out of its limits"},
    {"lesson.lua", "program(\"right\", { title", "program(\"right\", { titel", 0,
     "unknown option titel: did you mean title?"},
    {"lesson.lua", "[\"child.read.ret\"] = 4", "[\"child.read.ret\"] = 5", 0,
     "is said to be \"5\", but it is \"4\""},
    {"lesson.lua", "[\"main.prints\"]", "[\"mian.prints\"]", 0, "mian"},
    {"lesson.lua", "{ title = \"each reads first\"",
     "{ schedule = \"main**2\", title = \"each reads first\"", 0,
     "wrong: schedule \"main**2\", character 6: behind '*' stands how many times"},
    {"lesson.lua", "{ title = \"each reads first\"",
     "{ schedule = \"chlid main\", title = \"each reads first\"", 0,
     "wrong: schedule, step 1: chlid can't go now: it is not at a gate"},
    {"lesson.lua", "\"deadlock\"", "\"ok\"", 0, "says that it ends with ok, but"},
    {"lesson.lua", "from_main:read(100)", "from_main:raed(100)", 0, "raed"},
    {"lesson.lua", "to_child:write(param.text)", "to_child:write(param.texts)", 0,
     "param.texts is not declared: did you mean param.text?"},
    {"lesson.lua", "print(from", "pritn(from", 0, "did you mean print?"},
    {"lesson.lua", "child:wait()", "while true do end", 0, "is this loop endless?"},
    {"lesson.lua", "to_main:write(\"pong\")", "to_main:write(\"pong\"", 1, "expected"},
    {"right.c", "// lua: 13", "// lua: 99", 0, "lesson.lua has "},
    {"right.c", "// lua: 13", "// lua: thirteen", 0, "after // lua: come numbers"},
};

static char work[] = "/tmp/ipc-tutor-faults-XXXXXX";

static const char *path_of(const char *file) {
    static char path[256];
    snprintf(path, sizeof path, "%s/fault/%s", work, file);
    return path;
}

/* Puts it in, into *ret_text; the line where. */
static int put_in(const struct fault *fault, struct buf *ret_text) {
    struct buf text = {0};
    assert_int_equal(file_read(path_of(fault->file), &text, 0, NULL), 0);
    const char *at = strstr(buf_str(&text), fault->was);
    assert_non_null(at);
    buf_put(ret_text, buf_str(&text), (size_t)(at - buf_str(&text)));
    int line = 1;
    for (const char *c = buf_str(&text); c < at; c++) {
        line += *c == '\n';
    }
    buf_puts(ret_text, fault->is);
    buf_puts(ret_text, at + strlen(fault->was));
    assert_int_equal(file_write(path_of(fault->file), buf_str(ret_text), ret_text->len, NULL), 0);
    buf_done(&text);
    return line;
}

/* "FILE:LINE: ... said ...\n  the line itself\n" */
static bool is_told(const struct cli *cli, const char *file, int line, const char *said) {
    struct buf text = {0}, begin = {0}, source = {0};
    assert_int_equal(file_read(path_of(file), &text, 0, NULL), 0);
    const char *at = buf_str(&text);
    for (int i = 1; i < line; i++) {
        at = strchr(at, '\n') + 1;
    }
    buf_puts(&source, "\n  ");
    buf_put(&source, at, strcspn(at, "\n"));
    buf_putf(&begin, "%s:%d: ", path_of(file), line);
    const char *told = strstr(buf_str(&cli->out), buf_str(&begin));
    const char *words = told ? strstr(told, said) : NULL;
    const char *end = told ? strchr(told, '\n') : NULL;
    bool well = words && end && words < end && strncmp(end, buf_str(&source), source.len) == 0;
    buf_done(&text);
    buf_done(&begin);
    buf_done(&source);
    return well;
}

static void remove_lesson(void) {
    static const char *const files[] = {"lesson.md", "lesson.lua", "right.c", "wrong.c", ""};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(remove(path_of(files[i])), 0);
    }
}

/* A lesson with the fault in it; whether that is said of this file and line, 0: where it was put.
 */
static bool is_said(const struct fault *fault, const char *file, int line, struct cli *ret_cli) {
    char command[128];
    struct buf text = {0};
    snprintf(command, sizeof command, "new fault --dir %s", work);
    cli_expect(command, NULL, 0, NULL, "");
    int where = put_in(fault, &text) + fault->away;
    snprintf(command, sizeof command, "check %s/fault --times 1", work);
    cli_run(ret_cli, command, NULL);
    bool said = ret_cli->code == 1 && is_told(ret_cli, file, line ? line : where, fault->said);
    buf_done(&text);
    remove_lesson();
    return said;
}

/* The same; if not, what was said instead. */
static bool is_found(const struct fault *fault, const char *file, int line) {
    struct cli cli;
    bool found = is_said(fault, file, line, &cli);
    if (!found) {
        print_error("%s: \"%s\" for \"%s\": not said of %s:%d: %s\nsaid (%d):\n%s%s\n", fault->file,
                    fault->is, fault->was, file, line, fault->said, cli.code, buf_str(&cli.out),
                    buf_str(&cli.err));
    }
    cli_done(&cli);
    return found;
}

static void each_is_found(void **state) {
    (void)state;
    int lost = 0;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        lost += !is_found(&faults[i], faults[i].file, 0);
    }
    assert_int_equal(lost, 0);
}

/* What a twin leaves out is said of the line of lesson.lua that has no other there. */
static void what_a_twin_leaves_out(void **state) {
    (void)state;
    static const struct fault fault = {"right.c", "// lua: 13", "", 0,
                                       "right.c has no line for this (// lua: 13)"};
    assert_true(is_found(&fault, "lesson.lua", 13));
}

/* Lines that came into lesson.lua: each mark behind them, with what it should be; what stands
 * before them, and an operation that is new, as ever. */
static void moved_marks(void **state) {
    (void)state;
    static const struct fault more = {
        "lesson.lua", "    to_main:write(\"pong\")\n  end)\n  from_main:close()\n",
        "    -- one\n    -- two\n    to_main:write(\"pong\")\n  end)\n  getpid()\n"
        "  from_main:close()\n",
        0, "// lua: 21"};
    struct fault row = more;
    assert_true(is_found(&row, "right.c", 31)); /* write */
    row.said = "// lua: 24";
    assert_true(is_found(&row, "right.c", 36)); /* close */
    row.said = "right.c has no line for this (// lua: 23)";
    assert_true(is_found(&row, "lesson.lua", 23)); /* getpid */
    row.said = "// lua: 36";
    assert_true(is_found(&row, "wrong.c", 15)); /* pipe, the first of that program */
    struct cli cli;
    row.said = "";
    assert_false(is_said(&row, "right.c", 28, &cli)); /* read, before all that */
    cli_done(&cli);
}

/* A program that got another name leaves its twin behind. */
static void left_over_twins(void **state) {
    (void)state;
    static const struct fault renamed = {"lesson.lua", "program(\"right\"", "program(\"rigid\"", 0,
                                         "lesson.lua has no program right: name the twin"};
    assert_true(is_found(&renamed, "right.c", 1));
}

static int make_work(void **state) {
    (void)state;
    return mkdtemp(work) ? 0 : -1;
}

static int remove_work(void **state) {
    (void)state;
    return rmdir(work);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_found),
        cmocka_unit_test(what_a_twin_leaves_out),
        cmocka_unit_test(moved_marks),
        cmocka_unit_test(left_over_twins),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
