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

/* Sleeps until somebody opens the word; takes it back to 0. */
static inline void futex_pass(_Atomic uint32_t *word) {
    while (!atomic_exchange(word, 0)) {
        syscall(SYS_futex, word, FUTEX_WAIT, 0, NULL, NULL, 0);
    }
}

static inline void futex_open(_Atomic uint32_t *word) {
    atomic_store(word, 1);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

#endif
