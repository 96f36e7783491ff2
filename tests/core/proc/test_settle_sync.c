/* SPDX-License-Identifier: MIT */
/*
 * Settling with message queues, semaphores, mutexes, a condition made of semaphores, barriers and
 * events: scenarios of trial.h. Each row of the table is a test.
 */
#include "trial.h"
#include <limits.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <cmocka.h>

static mqd_t queue;
static uint32_t queue_obj;

static int sends_messages(void *arg) {
    (void)arg;
    for (unsigned i = 0; i < 3; i++) {
        enter(OP_WRITE, TOUCH({queue_obj, GATE_OUT, GATE_FIFO}));
        leave(mq_send(queue, "message", 7, i));
    }
    return 0;
}

static int takes_messages(void *arg) {
    char bytes[16];
    (void)arg;
    for (int i = 0; i < 3; i++) {
        unsigned priority;
        enter(OP_READ, TOUCH({queue_obj, GATE_IN, GATE_FIFO}));
        leave(mq_receive(queue, bytes, sizeof bytes, &priority) < 0 ? -1 : (long)priority);
    }
    return 0;
}

static int message_queue(void *arg) {
    struct mq_attr attr = {.mq_maxmsg = 2, .mq_msgsize = 16};
    char name[40];
    (void)arg;
    snprintf(name, sizeof name, "/ipc-tutor-test-%d", (int)getpid());
    queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
    mq_unlink(name);
    queue_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    spawn("sender", sends_messages, NULL);
    spawn("sender", sends_messages, NULL);
    spawn("receiver", takes_messages, NULL);
    spawn("receiver", takes_messages, NULL);
    op_wait_all(4);
    return queue < 0;
}

struct counter {
    sem_t sem;
    uint32_t obj;
};

static struct counter *counters;

static void acquire(struct counter *counter) {
    enter(OP_READ, TOUCH({counter->obj, GATE_IN, GATE_FIFO}));
    leave(sem_wait(&counter->sem));
}

static void release(struct counter *counter) {
    enter(OP_WRITE, TOUCH({counter->obj, GATE_OUT, 0}));
    leave(sem_post(&counter->sem));
}

static void new_counters(int count) {
    counters = shared_memory((size_t)count * sizeof *counters);
    for (int i = 0; i < count; i++) {
        sem_init(&counters[i].sem, 1, 0);
        counters[i].obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    }
}

static int acquires_twice(void *arg) {
    acquire(arg);
    acquire(arg);
    return 0;
}

static int semaphore_waiters(void *arg) {
    (void)arg;
    new_counters(1);
    for (int i = 0; i < 3; i++) {
        spawn("waiter", acquires_twice, &counters[0]);
    }
    for (int i = 0; i < 6; i++) {
        release(&counters[0]);
    }
    op_wait_all(3);
    return 0;
}

static int answers_pings(void *arg) {
    (void)arg;
    for (int i = 0; i < 5; i++) {
        acquire(&counters[0]);
        release(&counters[1]);
    }
    return 0;
}

static int semaphore_ping(void *arg) {
    (void)arg;
    new_counters(2);
    spawn("pong", answers_pings, NULL);
    for (int i = 0; i < 5; i++) {
        release(&counters[0]);
        acquire(&counters[1]);
    }
    op_wait_all(1);
    return 0;
}

static pthread_mutex_t *mutex;
static uint32_t mutex_obj;

static long lock(void) {
    enter(OP_READ, TOUCH({mutex_obj, GATE_IN, GATE_FIFO}));
    return leave(pthread_mutex_lock(mutex));
}

static int dies_as_owner(void *arg) {
    (void)arg;
    lock();
    return 7; /* without unlocking: the kernel hands the mutex on, and says so */
}

static int locks(void *arg) {
    (void)arg;
    if (lock() == EOWNERDEAD) {
        pthread_mutex_consistent(mutex);
    }
    enter(OP_WRITE, TOUCH({mutex_obj, GATE_OUT, 0}));
    leave(pthread_mutex_unlock(mutex));
    return 0;
}

/* Passes over the owner's death: the mutex is lost. Its unlock wakes the first who waits, and that
 * one, to whom pthread_mutex_lock(3) gives ENOTRECOVERABLE, should wake the next. In glibc (2.36)
 * it does not: __pthread_mutex_lock_full unlocks by lll_unlock there, which wakes if the lock word,
 * as a signed int, is more than 1, and with FUTEX_WAITERS, bit 31, it is less than 0. So whoever
 * slept behind the first one sleeps on, with nothing of ours about: strace -f -e futex shows no
 * FUTEX_WAKE but that of the unlock. What counts here: it is the same in each trial. */
static int locks_without_a_look(void *arg) {
    (void)arg;
    if (lock() != ENOTRECOVERABLE) {
        enter(OP_WRITE, TOUCH({mutex_obj, GATE_OUT, 0}));
        leave(pthread_mutex_unlock(mutex));
    }
    return 0;
}

static void new_mutex(void) {
    pthread_mutexattr_t attr;
    mutex = shared_memory(sizeof *mutex);
    mutex_obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(mutex, &attr);
}

static int lost_mutex(void *arg) {
    (void)arg;
    new_mutex();
    spawn("dies", dies_as_owner, NULL);
    for (int i = 0; i < 4; i++) {
        spawn("locks", locks_without_a_look, NULL);
    }
    op_wait_all(5);
    return 0;
}

/* Whoever takes it twice waits for ever, and so do all who come behind. */
static int takes_it_twice(void *arg) {
    (void)arg;
    lock();
    lock();
    return 0;
}

static int circle_of_one(void *arg) {
    (void)arg;
    new_mutex();
    spawn("twice", takes_it_twice, NULL);
    spawn("locks", locks, NULL);
    spawn("locks", locks, NULL);
    op_wait_all(3);
    return 0;
}

static int robust_mutex(void *arg) {
    (void)arg;
    new_mutex();
    spawn("dies", dies_as_owner, NULL);
    spawn("locks", locks, NULL);
    spawn("locks", locks, NULL);
    op_wait_all(3);
    return 0;
}

/* A condition of two semaphores: counters[0] is the lock, counters[1] what waiters sleep on. */
static int *waiting;

static int condition_waits(void *arg) {
    (void)arg;
    acquire(&counters[0]);
    ++*waiting;
    release(&counters[0]);
    acquire(&counters[1]);
    acquire(&counters[0]);
    release(&counters[0]);
    return 0;
}

static int condition(int at_a_time) {
    waiting = shared_memory(sizeof *waiting);
    new_counters(2);
    release(&counters[0]);
    for (int i = 0; i < 3; i++) {
        spawn("waiter", condition_waits, NULL);
    }
    for (int woken = 0; woken < 3;) {
        acquire(&counters[0]);
        for (int i = 0; i<at_a_time && * waiting> 0; i++, woken++) {
            --*waiting;
            release(&counters[1]);
        }
        release(&counters[0]);
    }
    op_wait_all(3);
    return 0;
}

static int condition_signal(void *arg) {
    (void)arg;
    return condition(1);
}

static int condition_broadcast(void *arg) {
    (void)arg;
    return condition(3);
}

/* A barrier and an event as core/ops has them: a word that all who wait sleep on, and one call that
 * wakes them all. They take nothing from one another, so nobody is parked. */
struct word {
    _Atomic uint32_t value, there;
    uint32_t obj;
};

static struct word *words;

static void new_words(int count) {
    words = shared_memory((size_t)count * sizeof *words);
    for (int i = 0; i < count; i++) {
        words[i].obj = gate_obj_new(OBJ_PIPE, NULL, NULL);
    }
}

static void sleep_while(struct word *word, uint32_t value) {
    while (atomic_load(&word->value) == value) {
        syscall(SYS_futex, &word->value, FUTEX_WAIT, value, NULL, NULL, 0);
    }
}

static long change_and_wake(struct word *word) {
    atomic_fetch_add(&word->value, 1);
    return syscall(SYS_futex, &word->value, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

enum { PARTIES = 4 };

static void come_to(struct word *word) {
    enter(OP_BARRIER_WAIT, TOUCH({word->obj, GATE_IN, 0}));
    uint32_t before = atomic_load(&word->value);
    long place = atomic_fetch_add(&word->there, 1);
    if (place + 1 == PARTIES) {
        atomic_store(&word->there, 0);
        change_and_wake(word);
    } else {
        sleep_while(word, before);
    }
    leave(place);
}

/* A place, then a semaphore that all of them want: in which order they come to it after the
 * wake-up is the schedule's to say. */
static int comes_three_times(void *arg) {
    for (int i = 0; i < 3; i++) {
        come_to(arg);
        acquire(&counters[0]);
        release(&counters[0]);
    }
    return 0;
}

static int barrier_wakes_all(void *arg) {
    (void)arg;
    new_words(1);
    new_counters(1);
    release(&counters[0]);
    for (int i = 0; i < PARTIES; i++) {
        spawn("party", comes_three_times, &words[0]);
    }
    op_wait_all(PARTIES);
    return 0;
}

static void wait_event(struct word *word) {
    enter(OP_EVENT_WAIT, TOUCH({word->obj, GATE_IN, 0}));
    sleep_while(word, 0);
    leave((long)atomic_load(&word->value));
}

static int waits_for_events(void *arg) {
    (void)arg;
    wait_event(&words[0]);
    acquire(&counters[0]);
    release(&counters[0]);
    wait_event(&words[1]);
    return 0;
}

static void set_event(struct word *word) {
    enter(OP_EVENT_SET, TOUCH({word->obj, GATE_OUT, 0}));
    leave(change_and_wake(word));
}

/* Some wait already, some come later, one is killed while it may sleep. */
static int event_wakes_all(void *arg) {
    pid_t last = 0;
    (void)arg;
    new_words(2);
    new_counters(1);
    release(&counters[0]);
    for (int i = 0; i < 5; i++) {
        last = spawn("waiter", waits_for_events, NULL);
    }
    op_kill(last, SIGKILL);
    set_event(&words[0]);
    set_event(&words[1]);
    op_wait_all(5);
    return 0;
}

static const struct scenario scenarios[] = {
    {.name = "message queue", .body = message_queue, .queues = true},
    {.name = "semaphore, three waiters", .body = semaphore_waiters},
    {.name = "semaphores, ping", .body = semaphore_ping},
    {.name = "robust mutex, owner dies", .body = robust_mutex},
    {.name = "robust mutex, lost: who else waits", .body = lost_mutex, .may_hang = true},
    {.name = "mutex taken twice", .body = circle_of_one, .may_hang = true},
    {.name = "condition of semaphores, signal", .body = condition_signal},
    {.name = "condition of semaphores, broadcast", .body = condition_broadcast},
    {.name = "barrier, four parties: all are woken", .body = barrier_wakes_all},
    {.name = "event, five waiters: all are woken", .body = event_wakes_all, .may_hang = true},
};

static void holds(void **state) {
    assert_true(scenario_holds(*state));
}

int main(void) {
    enum { COUNT = sizeof scenarios / sizeof scenarios[0] };
    struct CMUnitTest tests[COUNT];
    for (int i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){.name = scenarios[i].name,
                                       .test_func = holds,
                                       .initial_state = (void *)(uintptr_t)&scenarios[i]};
    }
    return cmocka_run_group_tests_name("settling: queues and semaphores", tests, NULL, NULL);
}
