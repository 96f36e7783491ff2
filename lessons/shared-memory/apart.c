/* SPDX-License-Identifier: MIT */
/* apart: the same without shared memory. Each process has its own v and a. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    double v = 0.0;                             // lua: 33
    int a[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}; // lua: 34
    pid_t child = fork();                       // lua: 35
    if (child < 0) {
        perror("fork");
        exit(1);
    }
    if (child == 0) {
        v = 1234.0;                    // lua: 36
        for (int i = 0; i < 10; i++) { // lua: 37
            a[i] = -a[i];              // lua: 38
        }
        printf("child: %.1f %d\n", v, a[9]); // lua: 40
        exit(0);                             // lua: 41
    }
    waitpid(child, NULL, 0);            // lua: 42
    printf("main: %.1f %d\n", v, a[9]); // lua: 43
    return 0;                           // lua: 44
}
