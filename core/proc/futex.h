/* SPDX-License-Identifier: MIT */
/*
 * futex.h: waiting for a word in shared memory to become 1, and making it so. The loop over EINTR
 * is here and nowhere else: a signal handler may run while a process stands at its gate, and it
 * stays there.
 */
#ifndef FUTEX_H
#define FUTEX_H

#include <linux/futex.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FUTEX_OPEN = 1, FUTEX_INTERRUPTED = 2 };

/* Sleeps until the word is not 0; takes it back to 0 and says what it was. */
static inline uint32_t futex_take(_Atomic uint32_t *word) {
    uint32_t was;
    while ((was = atomic_exchange(word, 0)) == 0) {
        syscall(SYS_futex, word, FUTEX_WAIT, 0, NULL, NULL, 0);
    }
    return was;
}

/* Sleeps until somebody opens the word, whatever interrupts it. */
static inline void futex_pass(_Atomic uint32_t *word) {
    while (futex_take(word) != FUTEX_OPEN) {
    }
}

/* For a signal handler: lets its own process return from futex_take. One that was opened stays
 * open. */
static inline void futex_interrupt(_Atomic uint32_t *word) {
    uint32_t shut = 0;
    atomic_compare_exchange_strong(word, &shut, FUTEX_INTERRUPTED);
}

static inline void futex_open(_Atomic uint32_t *word) {
    atomic_store(word, FUTEX_OPEN);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

#endif
