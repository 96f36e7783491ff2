/* SPDX-License-Identifier: MIT */
/*
 * way_shared.c: shared memory as a way: a ring in each direction. Who finds it empty (or full)
 * sleeps in futex(2) until the other moves it on; or looks again and again. And the floor: two
 * words that wake each other, with no data at all (ways.h).
 */
#include "futex.h"
#include "ways.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

static struct ring *ring_new(void) {
    void *ring =
        mmap(NULL, sizeof(struct ring), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return ring == MAP_FAILED ? NULL : ring;
}

/* The same memory a second time, for the other side: each is unmapped by itself. */
static struct ring *ring_again(struct ring *ring) {
    void *again = mremap(ring, 0, sizeof *ring, MREMAP_MAYMOVE);
    return again == MAP_FAILED ? NULL : again;
}

int way_shared_open(struct opening *opening) {
    opening->call = "mmap(2)";
    for (int i = 0; i < 2; i++) {
        struct side *reader = &opening->sides[i], *writer = &opening->sides[1 - i];
        reader->from = ring_new();
        writer->to = reader->from ? ring_again(reader->from) : NULL;
        if (!writer->to) {
            return -errno;
        }
    }
    return 0;
}

typedef void (*waiting)(_Atomic uint32_t *word, uint32_t old, _Atomic uint32_t *waits);

/* The word is looked at again after `waits` was set, and by the kernel before it lets us sleep: who
 * changes it in between sees the flag, or we see the change. */
static void sleep_on(_Atomic uint32_t *word, uint32_t old, _Atomic uint32_t *waits) {
    atomic_store(waits, 1);
    if (atomic_load(word) == old) {
        syscall(SYS_futex, word, FUTEX_WAIT, old, NULL, NULL, 0);
    }
}

static void spin_on(_Atomic uint32_t *word, uint32_t old, _Atomic uint32_t *waits) {
    (void)waits;
    while (atomic_load_explicit(word, memory_order_acquire) == old) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }
}

/* Moves a word on and wakes who sleeps on it. */
static void move_on(_Atomic uint32_t *word, uint32_t to, _Atomic uint32_t *waits) {
    atomic_store(word, to);
    if (atomic_load(waits) && atomic_exchange(waits, 0)) {
        syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static void ring_put(struct ring *ring, const unsigned char *bytes, size_t len, waiting wait) {
    while (len > 0) {
        uint32_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
        uint32_t tail = atomic_load(&ring->tail);
        size_t at = head % RING_BYTES;
        size_t n = least(least(len, RING_BYTES - (head - tail)), RING_BYTES - at);
        if (n == 0) {
            wait(&ring->tail, tail, &ring->writer_waits);
            continue;
        }
        memcpy(ring->bytes + at, bytes, n);
        move_on(&ring->head, head + (uint32_t)n, &ring->reader_waits);
        bytes += n;
        len -= n;
    }
}

static void ring_get(struct ring *ring, unsigned char *bytes, size_t len, waiting wait) {
    while (len > 0) {
        uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        uint32_t head = atomic_load(&ring->head);
        size_t at = tail % RING_BYTES;
        size_t n = least(least(len, head - tail), RING_BYTES - at);
        if (n == 0) {
            wait(&ring->head, head, &ring->reader_waits);
            continue;
        }
        memcpy(bytes, ring->bytes + at, n);
        move_on(&ring->tail, tail + (uint32_t)n, &ring->writer_waits);
        bytes += n;
        len -= n;
    }
}

int way_ring_put(struct side *side, const void *bytes, size_t len) {
    ring_put(side->to, bytes, len, sleep_on);
    return 0;
}

int way_ring_get(struct side *side, void *bytes, size_t len) {
    ring_get(side->from, bytes, len, sleep_on);
    return 0;
}

int way_spin_put(struct side *side, const void *bytes, size_t len) {
    ring_put(side->to, bytes, len, spin_on);
    return 0;
}

int way_spin_get(struct side *side, void *bytes, size_t len) {
    ring_get(side->from, bytes, len, spin_on);
    return 0;
}

int way_futex_put(struct side *side, const void *bytes, size_t len) {
    (void)bytes, (void)len;
    futex_open(&side->to->head);
    return 0;
}

int way_futex_get(struct side *side, void *bytes, size_t len) {
    (void)bytes, (void)len;
    futex_take(&side->from->head);
    return 0;
}
