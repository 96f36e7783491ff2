/* SPDX-License-Identifier: MIT */
/* shared-scratch: b comes in when a is in the middle, and a goes on with the number of b. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void *shared(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        die("mmap");
    }
    return memory;
}

static pid_t child_of(void (*body)(void)) {
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        body();
        exit(0); // lua: 18, 20
    }
    return pid;
}

static volatile int *scratch, *turn;

/* That one order of many in which it goes wrong: turns 0 and 2 are a's, 1 and 3 are b's. */
static void wait_for(int whose) {
    while (*turn != whose) {
        usleep(1000);
    }
}

static int area(int width, int height, int me) {
    wait_for(me);
    *scratch = width; // lua: 9
    *turn = me + 1;
    wait_for(me + 2);
    *scratch = *scratch * height; // lua: 10
    int result = *scratch;        // lua: 11
    *turn = me + 3;
    return result;
}

static void a_calls(void) {
    printf("a: 2 * 3 = %d\n", area(2, 3, 0)); // lua: 14
}

static void b_calls(void) {
    printf("b: 5 * 7 = %d\n", area(5, 7, 1)); // lua: 17
}

int main(void) {
    scratch = shared(sizeof *scratch); // lua: 7
    turn = shared(sizeof *turn);
    pid_t a = child_of(a_calls);              // lua: 13
    pid_t b = child_of(b_calls);              // lua: 16
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 19
    return 0;                                 // lua: 15
}
