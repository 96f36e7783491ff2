/* SPDX-License-Identifier: MIT */
/* too-late: what is mapped after the fork is one's own, MAP_SHARED or not. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static volatile int *shared_int(void) {
    void *memory =
        mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        die("mmap");
    }
    return memory;
}

int main(void) {
    int done[2];
    if (pipe(done) < 0) { // lua: 52
        die("pipe");
    }
    pid_t child = fork(); // lua: 53
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        char go[3];
        if (read(done[0], go, sizeof go) < 0) { // lua: 54
            die("read");
        }
        volatile int *v = shared_int(); // lua: 55
        *v = 1234;                      // lua: 56
        exit(0);                        // lua: 58
    }
    close(done[0]);                       // lua: 59
    volatile int *v = shared_int();       // lua: 60
    if (write(done[1], "go\n", 3) != 3) { // lua: 61
        die("write");
    }
    waitpid(child, NULL, 0);  // lua: 62
    printf("main: %d\n", *v); // lua: 63
    return 0;                 // lua: 64
}
