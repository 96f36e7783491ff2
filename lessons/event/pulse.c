/* SPDX-License-Identifier: MIT */
/* pulse: hangs. The set came and went before anybody waited. */
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

/* The kernel looks at the flag once more before it lets this process sleep: no set gets lost
 * in between. */
static void event_wait(_Atomic int *flag) {
    while (atomic_load(flag) == 0) {
        syscall(SYS_futex, flag, FUTEX_WAIT, 0, NULL, NULL, 0);
    }
}

static void event_set(_Atomic int *flag) {
    atomic_store(flag, 1);
    syscall(SYS_futex, flag, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static pid_t start(_Atomic int *go) {
    pid_t child = fork(); // lua: 83
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        event_wait(go); // lua: 84
        _exit(0);       // lua: 85
    }
    return child;
}

int main(void) {
    _Atomic int *go = new_event(); // lua: 80
    event_set(go);                 // lua: 81
    atomic_store(go, 0);           // lua: 82
    pid_t late = start(go);
    waitpid(late, NULL, 0); // lua: 86
    return 0;               // lua: 87
}
