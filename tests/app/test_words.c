/* SPDX-License-Identifier: MIT */
/*
 * ipc-tutor-lesson(5) against the program: its section WORDS is what the bindings say, the names of
 * operations are those that there are, and each of the examples runs, to a good end and without a
 * call that fails. IPC_TUTOR_GOLDEN=write puts both into the page anew: read the difference.
 */
#include "cli.h"
#include "event.h"
#include "fdio.h"
#include "mem.h"
#include "script.h"
#include "text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cmocka.h>

#define PAGE SOURCE_DIR "/assets/man/ipc-tutor-lesson.5"

static char work[] = "/tmp/ipc-tutor-words-XXXXXX";

/* Between `before` and `behind` stands `words`, or it is put there. */
static void page_has(const char *before, const char *behind, const struct buf *words) {
    struct buf page = {0};
    assert_int_equal(file_read(PAGE, &page, 0, NULL), 0);
    char *begin = strstr(page.data, before);
    assert_non_null(begin);
    begin += strlen(before);
    char *end = strstr(begin, behind);
    assert_non_null(end);
    bool same = (size_t)(end - begin) == words->len && memcmp(begin, words->data, words->len) == 0;
    const char *golden = getenv("IPC_TUTOR_GOLDEN");
    if (!same && golden && strcmp(golden, "write") == 0) {
        struct buf anew = {0};
        buf_put(&anew, page.data, (size_t)(begin - page.data));
        buf_put(&anew, words->data, words->len);
        buf_puts(&anew, end);
        assert_int_equal(file_write(PAGE, buf_str(&anew), anew.len, NULL), 0);
        buf_done(&anew);
        same = true;
    }
    if (!same) {
        print_error("what stands behind %s in " PAGE " is not what the program says: "
                    "IPC_TUTOR_GOLDEN=write makes it anew\n",
                    before);
    }
    assert_true(same);
    buf_done(&page);
}

static void page_has_the_words(void **state) {
    (void)state;
    static const char heading[] = ".Sh WORDS\n";
    struct buf words = {0}, rest = {0};
    script_manual(&words);
    assert_true(text_starts(words.data, heading));
    buf_put(&rest, words.data + sizeof heading - 1, words.len - (sizeof heading - 1));
    page_has(heading, ".Sh ", &rest);
    buf_done(&words);
    buf_done(&rest);
}

/* The names of operations for paths, in the order of their table. */
static void put_operations(struct buf *out) {
    for (int op = OP_NONE + 1; op < OP_COUNT; op++) {
        const char *name = op_name((enum op_kind)op), *call = op_manual((enum op_kind)op);
        const char *end = op + 1 < OP_COUNT ? " ," : " .";
        size_t len = strlen(name);
        bool same = strncmp(call, name, len) == 0 && call[len] == '(';
        buf_putf(out, ".Li %s%s\n", name, same ? end : "");
        if (!same) {
            buf_putf(out, ".Pq %s%s\n", call, end);
        }
    }
}

static void page_has_the_operations(void **state) {
    (void)state;
    struct buf operations = {0};
    put_operations(&operations);
    page_has("\n.\\\" operations\n", ".\\\" end of operations\n", &operations);
    buf_done(&operations);
}

/* Each option of `form` ("program(id, {title, expect}, ...") has an item in the page. */
static void page_has_the_options(void **state) {
    (void)state;
    struct buf page = {0};
    const struct script_name *row = NULL;
    size_t options = 0;
    assert_int_equal(file_read(PAGE, &page, 0, NULL), 0);
    for (size_t i = 0; (row = script_name(i, NULL)); i++) {
        const char *at = strcmp(row->name, "program") == 0 ? strchr(row->form, '{') : NULL;
        while (at && *at != '}') {
            char name[32], item[48];
            size_t len = strcspn(at + 1, ",}");
            snprintf(name, sizeof name, "%.*s", (int)len, at + 1);
            snprintf(item, sizeof item, ".It Li %s", name + strspn(name, " "));
            if (!strstr(page.data, item)) {
                fail_msg("ipc-tutor-lesson.5 has no %s", item);
            }
            at += 1 + len;
            options++;
        }
    }
    assert_true(options > 5);
    buf_done(&page);
}

/* Row i as a program of its own, or at the outermost level. */
static void put_example(struct buf *lesson, size_t i) {
    struct script_setting setting;
    const struct script_name *row = script_name(i, &setting);
    if (setting.outside) {
        buf_putf(lesson, "%s\n", row->example);
    } else {
        buf_putf(lesson,
                 "program('e%zu', {network = true, needs = {'sort'}, input = 'Ada'}, function()\n"
                 "%s\n%s\nend)\n",
                 i, setting.before, row->example);
    }
}

static void make_lesson(void) {
    struct buf lesson = {0}, path = {0};
    for (size_t i = 0; script_name(i, NULL); i++) {
        put_example(&lesson, i);
    }
    buf_putf(&path, "%s/lesson.lua", work);
    assert_int_equal(file_write(buf_str(&path), buf_str(&lesson), lesson.len, NULL), 0);
    assert_int_equal(chmod(buf_str(&path), 0644), 0);
    buf_done(&path);
    buf_done(&lesson);
}

/* What `check` says of an unknown key names all there are. */
static void page_has_the_keys(void **state) {
    (void)state;
    static const char lesson[] = "---\nelephants: 3\n---\n";
    struct buf page = {0}, path = {0};
    struct cli cli;
    char name[32], line[64];
    int keys = 0, used = 0;
    assert_int_equal(file_read(PAGE, &page, 0, NULL), 0);
    buf_putf(&path, "%s/lesson.md", work);
    assert_int_equal(file_write(buf_str(&path), lesson, sizeof lesson - 1, NULL), 0);
    assert_int_equal(chmod(buf_str(&path), 0644), 0);
    snprintf(line, sizeof line, "check %s/", work);
    make_lesson();
    cli_run(&cli, line, NULL);
    const char *at = strstr(buf_str(&cli.out), "there are ");
    assert_non_null(at);
    for (at += strlen("there are "); sscanf(at, "%31[a-z-]%n", name, &used) == 1; keys++) {
        char item[48] = ".It Li ";
        for (const char *c = name; *c; c++) {
            strcat(item, *c == '-' ? "\\-" : (char[]){*c, '\0'});
        }
        if (!strstr(page.data, item)) {
            fail_msg("ipc-tutor-lesson.5 has no %s", item);
        }
        at += used + (at[used] == ',' ? 2 : 0);
    }
    assert_true(keys > 5);
    assert_int_equal(unlink(buf_str(&path)), 0);
    cli_done(&cli);
    buf_done(&path);
    buf_done(&page);
}

enum { MQUEUE_MAGIC = 0x19800202 }; /* ipc/mqueue.c */

/* What this machine does not have is no fault of an example: no network of the run's own; no file
 * system of message queues (mq_overview(7)) where the cage can't mount one. */
static bool is_refused(const char *example, const struct cli *cli) {
    struct statfs fs;
    bool queues = statfs("/dev/mqueue", &fs) == 0 && fs.f_type == MQUEUE_MAGIC;
    return (!queues && strstr(example, "mq_")) ||
           strstr(buf_str(&cli->out), "this machine refuses") ||
           strstr(buf_str(&cli->out), "\"err\":\"ENOSYS\"");
}

/* What a call is for (pause(2) ends with EINTR, a lock tells of an owner that died), and what is
 * made of semaphores looks at them by sem_trywait(3). */
static const char *const no_faults[] = {"EINTR", "EOWNERDEAD", "EAGAIN"};

/* A record of a call that failed, the caller's to mem_free; NULL: there is none. */
static char *failed_call(const char *records) {
    for (const char *line = records; *line; line += strcspn(line, "\n") + 1) {
        char *record = mem_strndup(line, strcspn(line, "\n"));
        const char *error = strstr(record, "\"err\":\"");
        bool fails = error != NULL;
        for (size_t i = 0; error && i < sizeof no_faults / sizeof *no_faults; i++) {
            fails = fails && !text_starts(error + strlen("\"err\":\""), no_faults[i]);
        }
        if (fails) {
            return record;
        }
        mem_free(record);
        if (!line[strcspn(line, "\n")]) {
            break;
        }
    }
    return NULL;
}

static void each_example_runs(void **state) {
    (void)state;
    const struct script_name *row = NULL;
    struct script_setting setting;
    int faults = 0;
    make_lesson();
    for (size_t i = 0; (row = script_name(i, &setting)); i++) {
        char line[128];
        struct cli cli;
        if (setting.outside) {
            continue; /* it ran when the others were declared */
        }
        snprintf(line, sizeof line, "run %s:e%zu --format json", work, i);
        cli_run(&cli, line, NULL);
        char *failed = failed_call(buf_str(&cli.out));
        struct buf lines = {0};
        buf_putf(&lines, "%s\n%s", setting.before, row->example);
        if ((cli.code || failed) && !is_refused(buf_str(&lines), &cli)) {
            print_error("%s\ngave %d: %s\n%s\n", buf_str(&lines), cli.code,
                        failed ? failed : buf_str(&cli.out), buf_str(&cli.err));
            faults++;
        }
        buf_done(&lines);
        mem_free(failed);
        cli_done(&cli);
    }
    assert_int_equal(faults, 0);
}

static int make_work(void **state) {
    (void)state;
    return mkdtemp(work) && chmod(work, 0755) == 0 ? 0 : -1;
}

static int remove_work(void **state) {
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/lesson.lua", work);
    return unlink(path) == 0 && rmdir(work) == 0 ? 0 : -1;
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_has_the_operations), cmocka_unit_test(page_has_the_words),
        cmocka_unit_test(page_has_the_options),    cmocka_unit_test(page_has_the_keys),
        cmocka_unit_test(each_example_runs),
    };
    if (argc < 2) {
        return 2;
    }
    cli_program(argv[1]);
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
