/* SPDX-License-Identifier: MIT */
/* lucky: the same without a barrier. Run it often: mostly 2. Count to a million instead of 1 and
 * see. */
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
        exit(0); // lua: 35
    }
    return pid;
}

static volatile int *counter;

static void count(void) {
    int seen = *counter; // lua: 8
    *counter = seen + 1;
}

int main(void) {
    counter = shared(sizeof *counter);        // lua: 30
    pid_t a = child_of(count);                // lua: 31
    pid_t b = child_of(count);                // lua: 32
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 33
    printf("counter is %d\n", *counter);      // lua: 34
    return 0;                                 // lua: 31
}
