/* SPDX-License-Identifier: MIT */
/* order_words.c: see order_words.h. */
#include "order_words.h"
#include <string.h>

#define DID(verb, op)                                                                              \
    { verb, EVENT_OP_EXIT, op, OBJ_NONE, false }
#define DID_IT(verb, op)                                                                           \
    { verb, EVENT_OP_EXIT, op, OBJ_NONE, true }
#define DID_ON(verb, op, type)                                                                     \
    { verb, EVENT_OP_EXIT, op, type, false }
#define DID_IT_ON(verb, op, type)                                                                  \
    { verb, EVENT_OP_EXIT, op, type, true }
#define BEGAN(verb, op)                                                                            \
    { verb, EVENT_OP_ENTER, op, OBJ_NONE, false }
#define TOLD(verb, kind)                                                                           \
    { verb, kind, OP_NONE, OBJ_NONE, false }

/* The words of the manuals and of the field; rows of one verb stand together. A lock may be taken
 * though there is an error (EOWNERDEAD), so only what never waits has to have been done. */
static const struct order_word words[] = {
    TOLD("makes", EVENT_OBJ_NEW),
    DID("makes", OP_CONSISTENT),
    DID("forks", OP_FORK),
    DID("writes", OP_WRITE),
    DID("reads", OP_READ),
    DID("closes", OP_CLOSE),
    DID("closes", OP_CHAN_CLOSE),
    DID("collects", OP_WAIT),
    DID("kills", OP_KILL),
    DID("sleeps", OP_SLEEP),
    TOLD("waits", EVENT_OP_BLOCK),
    TOLD("starts", EVENT_ACTOR_START),
    TOLD("ends", EVENT_ACTOR_EXIT),
    TOLD("prints", EVENT_PRINT),
    TOLD("asks", EVENT_ASK),
    DID("listens", OP_LISTEN),
    DID("connects", OP_CONNECT),
    DID("accepts", OP_ACCEPT),
    DID("accepts", OP_SIGWAIT),
    DID("loads", OP_LOAD),
    DID("stores", OP_STORE),
    DID("takes", OP_LOCK),
    DID_IT("takes", OP_TRYLOCK),
    DID("releases", OP_UNLOCK),
    DID_ON("releases", OP_RELEASE, OBJ_SEMAPHORE),
    DID("sends", OP_SENDTO),
    DID("sends", OP_SEND),
    DID("sends", OP_MQ_SEND),
    DID("sends", OP_CHAN_SEND),
    DID("receives", OP_RECVFROM),
    DID("receives", OP_RECV),
    DID("receives", OP_MQ_RECEIVE),
    DID("receives", OP_CHAN_RECV),
    DID("acquires", OP_LOCK),
    DID_IT("acquires", OP_TRYLOCK),
    DID_ON("acquires", OP_ACQUIRE, OBJ_SEMAPHORE),
    DID_IT_ON("acquires", OP_TRY_ACQUIRE, OBJ_SEMAPHORE),
    DID("tries", OP_TRYLOCK),
    DID_ON("tries", OP_TRY_ACQUIRE, OBJ_SEMAPHORE),
    DID_ON("posts", OP_RELEASE, OBJ_SEMAPHORE),
    DID_ON("notifies", OP_TRY_ACQUIRE, OBJ_CONDITION),
    DID("sets", OP_EVENT_SET),
    DID("sets", OP_SETSOCKOPT),
    DID("sets", OP_FCNTL),
    DID("clears", OP_EVENT_CLEAR),
    DID("tests", OP_EVENT_IS_SET),
    DID("tests", OP_GETVALUE),
    DID("tests", OP_GETSOCKOPT),
    BEGAN("arrives", OP_BARRIER_WAIT),
    DID("passes", OP_BARRIER_WAIT),
    DID("passes", OP_EVENT_WAIT),
    DID_ON("puts", OP_WRITE, OBJ_QUEUE),
    DID_ON("gets", OP_READ, OBJ_QUEUE),
    DID("gets", OP_GETPID),
    DID("gets", OP_GETPPID),
    DID("maps", OP_MMAP),
    DID("opens", OP_OPEN),
    DID("opens", OP_MQ_OPEN),
    DID("unlinks", OP_UNLINK),
    DID("unlinks", OP_MQ_UNLINK),
    DID("binds", OP_BIND),
    DID("shuts", OP_SHUTDOWN),
    DID("polls", OP_POLL),
    DID("raises", OP_KILL),
    DID("installs", OP_SIGNAL),
    DID("masks", OP_SIGMASK),
    BEGAN("catches", OP_HANDLER),
    BEGAN("pauses", OP_PAUSE),
    DID("duplicates", OP_DUP2),
    BEGAN("executes", OP_EXEC),
};
#define WORDS (sizeof words / sizeof *words)

/* What a row without an operation stands for. */
static const char *const told[EVENT_KIND_COUNT] = {
    [EVENT_OBJ_NEW] = "an object comes to be", [EVENT_OP_BLOCK] = "the call sleeps",
    [EVENT_ACTOR_START] = "its first moment",  [EVENT_ACTOR_EXIT] = "by itself, or by a signal",
    [EVENT_PRINT] = "a line of print",         [EVENT_ASK] = "a question to the student",
};

const struct order_word *order_word(size_t index) {
    return index < WORDS ? &words[index] : NULL;
}

/* The first row of the next verb. */
static size_t behind(size_t first) {
    size_t i = first;
    while (i < WORDS && strcmp(words[i].verb, words[first].verb) == 0) {
        i++;
    }
    return i;
}

const struct order_word *order_word_find(const char *verb, size_t len, size_t *ret_count) {
    for (size_t i = 0; i < WORDS; i = behind(i)) {
        if (strlen(words[i].verb) == len && strncmp(words[i].verb, verb, len) == 0) {
            *ret_count = behind(i) - i;
            return &words[i];
        }
    }
    return NULL;
}

void order_words_put(struct buf *out) {
    for (size_t i = 0; i < WORDS; i = behind(i)) {
        buf_putf(out, "%s%s", i ? ", " : "", words[i].verb);
    }
}

static void put_row(const struct order_word *word, struct buf *out) {
    if (word->op == OP_NONE) {
        buf_puts(out, told[word->kind]);
        return;
    }
    buf_putf(out, "%s: %s", op_name(word->op), op_manual(word->op));
    if (word->type != OBJ_NONE) {
        buf_putf(out, " on a %s", obj_type_name(word->type));
    }
    buf_puts(out, word->kind == EVENT_OP_ENTER ? ", as it begins" : "");
    buf_puts(out, word->done ? ", if it could" : "");
}

void order_words_manual(struct buf *out) {
    for (size_t i = 0; i < WORDS; i = behind(i)) {
        buf_putf(out, ".It Li %s\n", words[i].verb);
        for (size_t row = i; row < behind(i); row++) {
            put_row(&words[row], out);
            buf_puts(out, row + 1 < behind(i) ? ";\n" : "\n");
        }
    }
}
