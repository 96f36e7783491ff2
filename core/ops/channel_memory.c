/* SPDX-License-Identifier: MIT */
/*
 * channel_memory.c: who moves a value for somebody that sleeps takes it out of its list, writes
 * into its place of the memory, and wakes it after the lock is free again: so who wakes up finds
 * all done and needs no lock.
 *
 * That a sleeper lives is told by a second mutex, a robust one, that it holds while it waits: the
 * kernel marks the mutexes of a process that dies (get_robust_list(2)).
 */
#include "channel_memory.h"
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WAITERS_MAX = 512 };

enum waiter_word { WAITER_FREE, WAITER_WAITS, WAITER_DONE, WAITER_CLOSED };

struct waiter {
    _Atomic uint32_t word; /* enum waiter_word */
    uint32_t next;         /* the one that came after it: its index + 1; 0: none */
    bool initialised;      /* `lives` is */
    pthread_mutex_t lives;
    struct channel_moved moved;
};

struct waiters {
    uint32_t first, last; /* index + 1; 0: nobody waits */
};

struct channel_memory {
    pthread_mutex_t lock;
    uint32_t capacity;
    bool closed;
    int64_t came;         /* values that came in: given to a receiver or put into the buffer */
    uint32_t head, count; /* of the buffer */
    struct waiters senders, receivers;
    struct waiter waiters[WAITERS_MAX];
    struct channel_moved buffer[];
};

static int mutex_init(pthread_mutex_t *mutex) {
    pthread_mutexattr_t attr;
    int err = pthread_mutexattr_init(&attr);
    if (err) {
        return -err;
    }
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    err = pthread_mutex_init(mutex, &attr);
    pthread_mutexattr_destroy(&attr);
    return -err;
}

size_t channel_memory_bytes(uint32_t capacity) {
    return sizeof(struct channel_memory) + capacity * sizeof(struct channel_moved);
}

int channel_memory_new(uint32_t capacity, struct channel_memory **ret_memory) {
    size_t bytes = channel_memory_bytes(capacity);
    struct channel_memory *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int code = memory == MAP_FAILED ? -errno : mutex_init(&memory->lock);
    if (code < 0) {
        return code;
    }
    memory->capacity = capacity;
    *ret_memory = memory;
    return 0;
}

/* Whoever died with the lock may have left half a change: then nobody gets it any more. */
static int take_lock(struct channel_memory *memory) {
    int err = pthread_mutex_lock(&memory->lock);
    if (err == EOWNERDEAD) {
        pthread_mutex_unlock(&memory->lock);
    }
    return -err;
}

static void give_lock(struct channel_memory *memory) {
    pthread_mutex_unlock(&memory->lock);
}

/* A place to wait at, of this process; NULL: there is none left. With the lock. */
static struct waiter *new_waiter(struct channel_memory *memory) {
    for (size_t i = 0; i < WAITERS_MAX; i++) {
        struct waiter *waiter = &memory->waiters[i];
        if (atomic_load(&waiter->word) != WAITER_FREE) {
            continue;
        }
        if (!waiter->initialised && mutex_init(&waiter->lives) < 0) {
            return NULL;
        }
        waiter->initialised = true;
        waiter->next = 0;
        pthread_mutex_lock(&waiter->lives);
        atomic_store(&waiter->word, WAITER_WAITS);
        return waiter;
    }
    return NULL;
}

static void free_waiter(struct waiter *waiter) {
    pthread_mutex_unlock(&waiter->lives);
    atomic_store(&waiter->word, WAITER_FREE);
}

static void enlist(struct channel_memory *memory, struct waiters *list, struct waiter *waiter) {
    uint32_t at = (uint32_t)(waiter - memory->waiters) + 1;
    if (list->last) {
        memory->waiters[list->last - 1].next = at;
    } else {
        list->first = at;
    }
    list->last = at;
}

/* Takes one out of the list that follows `before` (0: the first one). */
static struct waiter *unlist(struct channel_memory *memory, struct waiters *list, uint32_t before) {
    uint32_t *link = before ? &memory->waiters[before - 1].next : &list->first;
    struct waiter *waiter = &memory->waiters[*link - 1];
    list->last = *link == list->last ? before : list->last;
    *link = waiter->next;
    return waiter;
}

/* Whoever waits longest and lives, out of the list; NULL: nobody. */
static struct waiter *next_waiter(struct channel_memory *memory, struct waiters *list) {
    while (list->first) {
        struct waiter *waiter = unlist(memory, list, 0);
        if (pthread_mutex_trylock(&waiter->lives) != EOWNERDEAD) {
            return waiter; /* EBUSY: it has it itself */
        }
        pthread_mutex_consistent(&waiter->lives);
        free_waiter(waiter);
    }
    return NULL;
}

static void withdraw(struct channel_memory *memory, struct waiters *list,
                     const struct waiter *waiter) {
    uint32_t at = (uint32_t)(waiter - memory->waiters) + 1, before = 0;
    for (uint32_t i = list->first; i && i != at; i = memory->waiters[i - 1].next) {
        before = i;
    }
    unlist(memory, list, before);
}

/* Without the lock, or the one who wakes up would have to wait for it. With the lock its word was
 * set: it may have seen that already, and somebody else may sleep there now and sleeps on. */
static void wake(struct waiter *waiter) {
    syscall(SYS_futex, &waiter->word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Waits in the list, with the lock, which it gives back. 1: it is done; 0: closed; -EINTR: a
 * signal's handler ran, and it waits no more. `waiter` stays this process's own if it is done. */
static int sleep_in(struct channel_memory *memory, struct waiters *list, struct waiter *waiter) {
    uint32_t word;
    bool interrupted = false;
    enlist(memory, list, waiter);
    give_lock(memory);
    while ((word = atomic_load(&waiter->word)) == WAITER_WAITS && !interrupted) {
        interrupted = syscall(SYS_futex, &waiter->word, FUTEX_WAIT, word, NULL, NULL, 0) < 0 &&
                      errno == EINTR;
    }
    if (word == WAITER_WAITS && take_lock(memory) == 0) {
        word = atomic_load(&waiter->word);
        if (word == WAITER_WAITS) {
            withdraw(memory, list, waiter);
        }
        give_lock(memory);
    }
    if (word == WAITER_DONE) {
        return 1;
    }
    free_waiter(waiter);
    return word == WAITER_CLOSED ? 0 : -EINTR;
}

static void buffer_put(struct channel_memory *memory, const struct op_channel_value *value) {
    struct channel_moved *place =
        &memory->buffer[(memory->head + memory->count++) % memory->capacity];
    place->number = memory->came++;
    place->value = *value;
}

static int wait_to_send(struct channel_memory *memory, const struct op_channel_value *value,
                        int64_t *ret_number) {
    struct waiter *waiter = new_waiter(memory);
    if (!waiter) {
        give_lock(memory);
        return -EAGAIN;
    }
    waiter->moved.value = *value;
    int code = sleep_in(memory, &memory->senders, waiter);
    if (code > 0) {
        *ret_number = waiter->moved.number;
        free_waiter(waiter);
    }
    return code > 0 ? 0 : code == 0 ? -EPIPE : code;
}

int channel_send(struct channel_memory *memory, const struct op_channel_value *value,
                 int64_t *ret_number) {
    struct waiter *receiver;
    int code = take_lock(memory);
    if (code < 0) {
        return code;
    }
    if (memory->closed) {
        give_lock(memory);
        return -EPIPE;
    }
    *ret_number = memory->came;
    if ((receiver = next_waiter(memory, &memory->receivers)) != NULL) {
        receiver->moved = (struct channel_moved){.number = memory->came++, .value = *value};
        atomic_store(&receiver->word, WAITER_DONE);
        give_lock(memory);
        wake(receiver);
    } else if (memory->count < memory->capacity) {
        buffer_put(memory, value);
        give_lock(memory);
    } else {
        return wait_to_send(memory, value, ret_number);
    }
    return 0;
}

static int wait_to_receive(struct channel_memory *memory, struct channel_moved *ret_moved) {
    struct waiter *waiter = new_waiter(memory);
    if (!waiter) {
        give_lock(memory);
        return -EAGAIN;
    }
    int code = sleep_in(memory, &memory->receivers, waiter);
    if (code > 0) {
        *ret_moved = waiter->moved;
        free_waiter(waiter);
    }
    return code;
}

/* The oldest value is in the buffer, and whoever waits to send gets the place; or, without a
 * buffer, in the hands of that one. */
int channel_receive(struct channel_memory *memory, struct channel_moved *ret_moved) {
    int code = take_lock(memory);
    if (code < 0) {
        return code;
    }
    if (memory->count == 0 && memory->closed) {
        give_lock(memory);
        return 0;
    }
    struct waiter *sender = next_waiter(memory, &memory->senders);
    if (memory->count == 0 && sender == NULL) {
        return wait_to_receive(memory, ret_moved);
    }
    if (sender != NULL) {
        sender->moved.number = memory->came;
    }
    if (memory->count > 0) {
        *ret_moved = memory->buffer[memory->head];
        memory->head = (memory->head + 1) % memory->capacity;
        memory->count--;
        if (sender != NULL) {
            buffer_put(memory, &sender->moved.value);
        }
    } else {
        *ret_moved = sender->moved;
        memory->came++;
    }
    if (sender != NULL) {
        atomic_store(&sender->word, WAITER_DONE);
    }
    give_lock(memory);
    if (sender != NULL) {
        wake(sender);
    }
    return 1;
}

int channel_close(struct channel_memory *memory) {
    int count = 0;
    int code = take_lock(memory);
    if (code < 0) {
        return code;
    }
    code = memory->closed ? -EBADF : 0;
    memory->closed = true;
    struct waiter *waiter, *woken[WAITERS_MAX];
    while ((waiter = next_waiter(memory, &memory->receivers)) != NULL ||
           (waiter = next_waiter(memory, &memory->senders)) != NULL) {
        atomic_store(&waiter->word, WAITER_CLOSED);
        woken[count++] = waiter;
    }
    give_lock(memory);
    for (int i = 0; i < count; i++) {
        wake(woken[i]);
    }
    return code < 0 ? code : count;
}
