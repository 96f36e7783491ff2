/* SPDX-License-Identifier: MIT */
/*
 * What processes can be said to do in an item of an order: each verb against the records that it
 * stands for and those that it does not, and the table in ipc-tutor-lesson(5), which is made from
 * the same rows (IPC_TUTOR_GOLDEN=write puts it there anew: read the difference).
 */
#include "fdio.h"
#include "mem.h"
#include "order_words.h"
#include "verifying.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAGE  SOURCE_DIR "/assets/man/ipc-tutor-lesson.5"
#define BEGIN ".\\\" order words\n"
#define END   ".\\\" end of order words\n"

static void page_has_the_words(void **state) {
    (void)state;
    struct buf page = {0}, words = {0};
    assert_int_equal(file_read(PAGE, &page, 0, NULL), 0);
    buf_puts(&words, BEGIN ".Bl -tag -width duplicates -offset indent -compact\n");
    order_words_manual(&words);
    buf_puts(&words, ".El\n");
    const char *begin = strstr(buf_str(&page), BEGIN), *end = strstr(buf_str(&page), END);
    assert_true(begin && end && begin < end);
    bool same = (size_t)(end - begin) == words.len && memcmp(begin, words.data, words.len) == 0;
    const char *golden = getenv("IPC_TUTOR_GOLDEN");
    if (!same && golden && strcmp(golden, "write") == 0) {
        struct buf anew = {0};
        buf_put(&anew, page.data, (size_t)(begin - page.data));
        buf_put(&anew, words.data, words.len);
        buf_puts(&anew, end);
        assert_int_equal(file_write(PAGE, buf_str(&anew), anew.len, NULL), 0);
        buf_done(&anew);
        same = true;
    }
    if (!same) {
        print_error("the verbs in " PAGE " are not those of order_words.c: "
                    "IPC_TUTOR_GOLDEN=write makes them anew\n");
    }
    assert_true(same);
    buf_done(&page);
    buf_done(&words);
}

/* Rows of one verb stand together, and no verb says the same twice. */
static void verbs_are_found(void **state) {
    (void)state;
    const struct order_word *word = NULL;
    size_t seen = 0;
    for (size_t i = 0; (word = order_word(i)); i++) {
        size_t count = 0;
        const struct order_word *rows = order_word_find(word->verb, strlen(word->verb), &count);
        if (rows == NULL || word < rows || word >= rows + count) {
            fail_msg("%s stands in two places", word->verb);
        }
        for (size_t j = 0; j < count; j++) {
            if (&rows[j] != word && rows[j].op == word->op && rows[j].kind == word->kind) {
                fail_msg("%s says %s twice", word->verb, op_name(word->op));
            }
        }
        seen++;
    }
    assert_true(seen > 50);
    assert_non_null(order_word_find("posts", 5, &(size_t){0}));
    assert_null(order_word_find("dances", 6, &(size_t){0}));
    assert_null(order_word_find("make", 4, &(size_t){0}));
}

/* No operation is without a word; those that make something are told by what they made. */
static void operations_have_words(void **state) {
    static const enum op_kind making[] = {OP_PIPE,   OP_MUTEX_INIT, OP_SEM_INIT,
                                          OP_MKFIFO, OP_SOCKET,     OP_SOCKETPAIR};
    static const enum op_kind ending[] = {OP_EXIT, OP_ASK};
    bool has[OP_COUNT] = {false};
    const struct order_word *word = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof making / sizeof *making; i++) {
        has[making[i]] = true;
    }
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
        has[ending[i]] = true; /* a process ends, and asks: records of their own */
    }
    for (size_t i = 0; (word = order_word(i)); i++) {
        has[word->op] = true;
    }
    for (int op = OP_NONE + 1; op < OP_COUNT; op++) {
        if (!has[op]) {
            fail_msg("%s is in no item", op_name((enum op_kind)op));
        }
    }
}

/* One record a row: op on an object of some type, its error, its bytes. */
static struct log *record(enum event_kind kind, enum op_kind op, enum obj_type type,
                          const char *err, const char *data, size_t len) {
    struct log *log = log_new();
    struct event event = {
        .kind = EVENT_ACTOR_START, .actor = log_intern(log, "a"), .fd = -1, .pid = 100};
    log_append(log, &event, NULL, 0);
    if (type != OBJ_NONE) {
        event.actor = log_intern(log, "main");
        event.kind = EVENT_OBJ_NEW;
        event.type = (uint16_t)type;
        event.obj = log_intern(log, "it");
        log_append(log, &event, NULL, 0);
    }
    event.actor = log_intern(log, "a");
    event.kind = (uint16_t)kind;
    event.op = (uint16_t)op;
    event.text = err ? log_intern(log, err) : 0;
    event.data_len = (uint8_t)len;
    log_append(log, &event, data, len);
    return log;
}

static bool happens(const struct log *log, const char *item) {
    struct prose_span span = {.text = (char *)item};
    struct question_choice choice = {.text = {.spans = &span, .span_count = 1}};
    const struct question question = {
        .kind = QUESTION_ORDER, .choices = &choice, .choice_count = 1};
    struct diag diag = {0};
    long r = verify_order(&question, log, &diag);
    if (r < 0) {
        fail_msg("%s: %s", item, diag.text);
    }
    return r == 0;
}

static void verbs_say_what_was_done(void **state) {
    (void)state;
    static const struct {
        const char *item;
        enum event_kind kind;
        enum op_kind op;
        enum obj_type type;
        const char *err, *data;
        size_t len;
        bool is;
    } rows[] = {
        {"a acquires it", EVENT_OP_EXIT, OP_ACQUIRE, OBJ_SEMAPHORE, NULL, NULL, 0, true},
        {"a acquires it", EVENT_OP_EXIT, OP_TRY_ACQUIRE, OBJ_SEMAPHORE, NULL, NULL, 0, true},
        {"a acquires it", EVENT_OP_EXIT, OP_TRY_ACQUIRE, OBJ_SEMAPHORE, "EAGAIN", NULL, 0, false},
        {"a tries it", EVENT_OP_EXIT, OP_TRY_ACQUIRE, OBJ_SEMAPHORE, "EAGAIN", NULL, 0, true},
        {"a acquires it", EVENT_OP_EXIT, OP_ACQUIRE, OBJ_CONDITION, NULL, NULL, 0, false},
        {"a acquires it", EVENT_OP_BLOCK, OP_ACQUIRE, OBJ_SEMAPHORE, NULL, NULL, 0, false},
        {"a waits for it", EVENT_OP_BLOCK, OP_ACQUIRE, OBJ_SEMAPHORE, NULL, NULL, 0, true},
        {"a releases it", EVENT_OP_EXIT, OP_RELEASE, OBJ_SEMAPHORE, NULL, NULL, 0, true},
        {"a posts it", EVENT_OP_EXIT, OP_RELEASE, OBJ_SEMAPHORE, NULL, NULL, 0, true},
        {"a releases it", EVENT_OP_EXIT, OP_UNLOCK, OBJ_LOCK, NULL, NULL, 0, true},
        {"a releases it", EVENT_OP_EXIT, OP_RELEASE, OBJ_QUEUE, NULL, NULL, 0, false},
        {"a takes it", EVENT_OP_EXIT, OP_LOCK, OBJ_LOCK, "EOWNERDEAD", NULL, 0, true},
        {"a takes it", EVENT_OP_EXIT, OP_TRYLOCK, OBJ_LOCK, "EBUSY", NULL, 0, false},
        {"a notifies it", EVENT_OP_EXIT, OP_TRY_ACQUIRE, OBJ_CONDITION, "EAGAIN", NULL, 0, true},
        {"a notifies it", EVENT_OP_EXIT, OP_TRY_ACQUIRE, OBJ_SEMAPHORE, NULL, NULL, 0, false},
        {"a sets it", EVENT_OP_EXIT, OP_EVENT_SET, OBJ_EVENT, NULL, NULL, 0, true},
        {"a passes it", EVENT_OP_EXIT, OP_EVENT_WAIT, OBJ_EVENT, NULL, NULL, 0, true},
        {"a arrives at it", EVENT_OP_ENTER, OP_BARRIER_WAIT, OBJ_BARRIER, NULL, NULL, 0, true},
        {"a passes it", EVENT_OP_ENTER, OP_BARRIER_WAIT, OBJ_BARRIER, NULL, NULL, 0, false},
        {"a passes it", EVENT_OP_EXIT, OP_BARRIER_WAIT, OBJ_BARRIER, NULL, NULL, 0, true},
        {"a puts \"tea\"", EVENT_OP_EXIT, OP_WRITE, OBJ_QUEUE, NULL, "\0\0\0\4stea", 8, true},
        {"a puts \"4\"", EVENT_OP_EXIT, OP_WRITE, OBJ_QUEUE, NULL, "\0\0\0\2i4", 6, true},
        {"a puts \"5\"", EVENT_OP_EXIT, OP_WRITE, OBJ_QUEUE, NULL, "\0\0\0\2i4", 6, false},
        {"a puts \"4\"", EVENT_OP_EXIT, OP_WRITE, OBJ_PIPE, NULL, "4", 1, false},
        {"a gets \"tea\"", EVENT_OP_EXIT, OP_READ, OBJ_QUEUE, NULL, "stea", 4, true},
        {"a gets an item", EVENT_OP_EXIT, OP_READ, OBJ_QUEUE, NULL, "\0\0\0\4", 4, false},
        {"a reads from it", EVENT_OP_EXIT, OP_READ, OBJ_QUEUE, NULL, "\0\0\0\4", 4, true},
        {"a sends \"h\"", EVENT_OP_EXIT, OP_CHAN_SEND, OBJ_CHANNEL, NULL, "\"h\"", 3, true},
        {"a receives \"7\"", EVENT_OP_EXIT, OP_CHAN_RECV, OBJ_CHANNEL, NULL, "7", 1, true},
        {"a receives \"stop\"", EVENT_OP_EXIT, OP_MQ_RECEIVE, OBJ_MQUEUE, NULL, "stop", 4, true},
        {"a raises \"SIGUSR1\"", EVENT_OP_EXIT, OP_KILL, OBJ_SIGNALS, NULL, "SIGUSR1", 7, true},
        {"a catches it", EVENT_OP_ENTER, OP_HANDLER, OBJ_SIGNALS, NULL, NULL, 0, true},
        {"a maps memory", EVENT_OP_EXIT, OP_MMAP, OBJ_NONE, NULL, NULL, 0, true},
        {"a loads 0", EVENT_OP_EXIT, OP_LOAD, OBJ_VALUE, NULL, "0", 1, true},
        {"a loads 0.", EVENT_OP_EXIT, OP_LOAD, OBJ_VALUE, NULL, "0", 1, true},
        {"a loads 0", EVENT_OP_EXIT, OP_LOAD, OBJ_VALUE, NULL, "10", 2, false},
        {"a loads it", EVENT_OP_EXIT, OP_LOAD, OBJ_VALUE, NULL, "10", 2, true},
        {"a stores -1.5 there", EVENT_OP_EXIT, OP_STORE, OBJ_VALUE, NULL, "-1.5", 4, true},
        {"a stores \"2\"", EVENT_OP_EXIT, OP_STORE, OBJ_VALUE, NULL, "1", 1, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct log *log =
            record(rows[i].kind, rows[i].op, rows[i].type, rows[i].err, rows[i].data, rows[i].len);
        if (happens(log, rows[i].item) != rows[i].is) {
            fail_msg("row %zu: %s, %s: %s", i, rows[i].item, op_name(rows[i].op),
                     rows[i].is ? "that is it" : "that is something else");
        }
        log_free(log);
    }
}

/* Who makes several things is asked which: by its name, or by what it is. */
static void things_that_come_to_be(void **state) {
    (void)state;
    struct log *log = log_new();
    static const struct {
        const char *name;
        enum obj_type type;
    } made[] = {{"count", OBJ_VALUE}, {"L", OBJ_LOCK}, {"sig-main", OBJ_SIGNALS}};
    struct event event = {
        .kind = EVENT_ACTOR_START, .actor = log_intern(log, "main"), .fd = -1, .pid = 100};
    log_append(log, &event, NULL, 0);
    event.kind = EVENT_OBJ_NEW;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        event.obj = log_intern(log, made[i].name);
        event.type = (uint16_t)made[i].type;
        log_append(log, &event, NULL, 0);
    }
    assert_true(happens(log, "main makes count"));
    assert_true(happens(log, "main makes L"));
    assert_true(happens(log, "main makes the lock"));
    assert_true(happens(log, "main makes something"));
    assert_false(happens(log, "main makes a pipe"));
    log_free(log);
}

/* Who makes several processes, or collects them, is asked which. */
static void children_are_named(void **state) {
    (void)state;
    struct log *log = log_new();
    static const char *const names[] = {"main", "sort", "uniq"};
    struct event event = {.fd = -1};
    for (int i = 0; i < 3; i++) {
        event.kind = EVENT_ACTOR_START;
        event.actor = log_intern(log, names[i]);
        event.vpid = i + 2;
        event.pid = i + 100;
        log_append(log, &event, NULL, 0);
    }
    event.kind = EVENT_OP_EXIT;
    event.actor = log_find(log, "main");
    event.op = OP_FORK;
    event.vpid = 2;
    event.pid = 100;
    event.ret = 4;
    log_append(log, &event, NULL, 0);
    event.op = OP_WAIT;
    event.ret = 101; /* without a cage */
    log_append(log, &event, NULL, 0);
    assert_true(happens(log, "main forks uniq"));
    assert_true(happens(log, "main forks another"));
    assert_false(happens(log, "main forks sort"));
    assert_true(happens(log, "main collects the exit status of sort"));
    assert_false(happens(log, "main collects uniq"));
    log_free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_has_the_words),     cmocka_unit_test(verbs_are_found),
        cmocka_unit_test(operations_have_words),  cmocka_unit_test(verbs_say_what_was_done),
        cmocka_unit_test(things_that_come_to_be), cmocka_unit_test(children_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
