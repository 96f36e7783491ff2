/* SPDX-License-Identifier: MIT */
/* early: set first; nobody has to wait. */
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

static void work(_Atomic int *go) {
    event_wait(go);          // lua: 45
    puts("I need not wait"); // lua: 46
    fflush(stdout);
}

static void start(int n, void (*work)(_Atomic int *), _Atomic int *go) {
    for (int i = 0; i < n; i++) { // lua: 8
        pid_t worker = fork();    // lua: 9
        if (worker < 0) {
            die("fork");
        }
        if (worker == 0) {
            work(go);
            _exit(0); // lua: 47
        }
    }
}

static void wait_all(int n) {
    for (int i = 0; i < n; i++) { // lua: 15
        wait(NULL);               // lua: 16
    }
}

int main(void) {
    _Atomic int *go = new_event(); // lua: 42
    event_set(go);                 // lua: 43
    start(3, work, go);            // lua: 44
    usleep(10000);                 // lua: 48
    wait_all(3);                   // lua: 50
    return 0;                      // lua: 51
}
