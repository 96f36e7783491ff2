/* SPDX-License-Identifier: MIT */
/* seen: child stores into memory that both have; main loads it afterwards. */
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

int main(void) {
    volatile double *v = shared(sizeof *v);   // lua: 10
    volatile int *a = shared(10 * sizeof *a); // lua: 11
    for (int i = 0; i < 10; i++) {
        a[i] = i;
    }
    pid_t child = fork(); // lua: 13
    if (child < 0) {
        die("fork");
    }
    if (child == 0) {
        *v = 1234;                     // lua: 14
        for (int i = 0; i < 10; i++) { // lua: 15
            a[i] = -a[i];              // lua: 16
        }
        exit(0); // lua: 18
    }
    waitpid(child, NULL, 0);                // lua: 20
    printf("%.1f\n", *v);                   // lua: 21
    for (int i = 0; i < 10; i++) {          // lua: 23
        printf("%s%d", i ? " " : "", a[i]); // lua: 24
    }
    printf("\n"); // lua: 26
    return 0;     // lua: 27
}
