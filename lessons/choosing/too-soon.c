/* SPDX-License-Identifier: MIT */
/* too-soon: a load of shared memory waits for nobody. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    volatile int *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                           0); // lua: 139
    if (v == MAP_FAILED) {
        die("mmap");
    }
    pid_t writer = fork(); // lua: 140
    if (writer < 0) {
        die("fork");
    }
    if (writer == 0) {
        usleep(10000); /* main comes first, as in the schedule */
        *v = 42;       // lua: 141
        exit(0);       // lua: 142
    }
    printf("v is %d\n", *v);  // lua: 143
    waitpid(writer, NULL, 0); // lua: 144
    return 0;                 // lua: 145
}
