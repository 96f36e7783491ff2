/* SPDX-License-Identifier: MIT */
/* own-scratch: nothing is shared, so any number of calls can be under way at once. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what) {
    perror(what);
    exit(1);
}

static pid_t child_of(void (*body)(void)) {
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0) {
        die("fork");
    }
    if (pid == 0) {
        body();
        exit(0); // lua: 36, 38
    }
    return pid;
}

static int area(int width, int height) {
    int scratch = width;        // lua: 27
    scratch = scratch * height; // lua: 28
    return scratch;             // lua: 29
}

static void a_calls(void) {
    printf("a: 2 * 3 = %d\n", area(2, 3)); // lua: 32
}

static void b_calls(void) {
    printf("b: 5 * 7 = %d\n", area(5, 7)); // lua: 35
}

int main(void) {
    pid_t a = child_of(a_calls);              // lua: 31
    pid_t b = child_of(b_calls);              // lua: 34
    waitpid(a, NULL, 0), waitpid(b, NULL, 0); // lua: 37
    return 0;                                 // lua: 33
}
