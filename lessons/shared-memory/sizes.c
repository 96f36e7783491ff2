/* SPDX-License-Identifier: MIT */
/* sizes: four arrays of four; how many bytes each takes, and where its last cell lies. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void *shared(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    printf("%zu bytes, the last cell at +%zu\n", bytes, bytes / 4 * 3);
    return memory;
}

int main(void) {
    signed char *b = shared(4 * sizeof *b);     // lua: 72
    short *h = shared(4 * sizeof *h);           // lua: 73
    volatile int *i = shared(4 * sizeof *i);    // lua: 74
    volatile double *d = shared(4 * sizeof *d); // lua: 75
    fflush(stdout);
    pid_t child = fork(); // lua: 76
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        b[3] = -128;  // lua: 77
        h[3] = 32767; // lua: 78
        i[3] = 7;     // lua: 79
        d[3] = 0.1;   // lua: 80
        exit(0);      // lua: 81
    }
    waitpid(child, NULL, 0);                            // lua: 82
    printf("%d\t%d\t%d\t%g\n", b[3], h[3], i[3], d[3]); // lua: 83
    return 0;                                           // lua: 84
}
