/* SPDX-License-Identifier: MIT */
/* told: the store first, then a byte that says so; the read(2) of it waits as long as it takes. */
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
    int stored[2];
    char byte;
    volatile int *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                           0);                 // lua: 150
    if (v == MAP_FAILED || pipe(stored) < 0) { // lua: 151
        die("mmap or pipe");
    }
    pid_t writer = fork(); // lua: 152
    if (writer < 0) {
        die("fork");
    }
    if (writer == 0) {
        close(stored[0]);                    // lua: 153
        *v = 42;                             // lua: 154
        if (write(stored[1], "!", 1) != 1) { // lua: 155
            die("write");
        }
        exit(0); // lua: 156
    }
    close(stored[1]);                    // lua: 157
    if (read(stored[0], &byte, 1) < 0) { // lua: 158
        die("read");
    }
    printf("v is %d\n", *v);  // lua: 159
    waitpid(writer, NULL, 0); // lua: 160
    return 0;                 // lua: 161
}
