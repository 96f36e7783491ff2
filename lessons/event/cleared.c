/* SPDX-License-Identifier: MIT */
/* cleared: the flag is taken back; who comes then waits for the next set. */
#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* A flag in memory that the children share. */
static _Atomic int *new_event(void) {
    _Atomic int *flag =
        mmap(NULL, sizeof *flag, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (flag == MAP_FAILED) {
        die("mmap");
    }
    return flag;
}

/* Waits once: who was woken by a set goes on, even if the flag is taken back before it runs. */
static void event_wait(_Atomic int *flag) {
    if (atomic_load(flag) == 0) {
        syscall(SYS_futex, flag, FUTEX_WAIT, 0, NULL, NULL, 0);
    }
}

static void event_set(_Atomic int *flag) {
    atomic_store(flag, 1);
    syscall(SYS_futex, flag, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static pid_t start(_Atomic int *go) {
    pid_t child = fork(); // lua: 59, 66
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        event_wait(go); // lua: 60, 67
        _exit(0);       // lua: 61, 68
    }
    return child;
}

int main(void) {
    _Atomic int *go = new_event(); // lua: 58
    pid_t early = start(go);
    usleep(10000);           // lua: 62
    event_set(go);           // lua: 63
    atomic_store(go, 0);     // lua: 64
    waitpid(early, NULL, 0); // lua: 65
    pid_t late = start(go);
    usleep(10000);          // lua: 69
    event_set(go);          // lua: 71
    waitpid(late, NULL, 0); // lua: 72
    return 0;               // lua: 73
}
