/* SPDX-License-Identifier: MIT */
/* others: hangs, though one process goes on and ends. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES = 1, CARS = 1 };

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* In memory that the children share: 1 says that several processes use it. */
static sem_t *new_semaphore(unsigned value) {
    sem_t *sem = mmap(NULL, sizeof *sem, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (sem == MAP_FAILED || sem_init(sem, 1, value) < 0) {
        die("semaphore");
    }
    return sem;
}

static void park(sem_t *garage) {
    sem_wait(garage); // lua: 9
    usleep(10000);    // lua: 10
    sem_post(garage); // lua: 11
}

static void stay(sem_t *garage) {
    sem_wait(garage); // lua: 129
}

static void sweep(sem_t *none) {
    (void)none;
    for (int i = 1; i <= 3; i++) {                     // lua: 122
        usleep(10000);                                 // lua: 123
        printf("the street is swept, minute %d\n", i); // lua: 124
        fflush(stdout);
    }
}

static pid_t arrive(int n, void (*drive)(sem_t *), sem_t *garage) {
    pid_t car = 0;
    for (int i = 0; i < n; i++) { // lua: 17
        car = fork();             // lua: 18
        if (car < 0) {
            die("fork");
        }
        if (car == 0) {
            drive(garage);
            _exit(0); // lua: 126, 131, 135
        }
    }
    return car;
}

static void wait_all(int n) {
    for (int i = 0; i < n; i++) { // lua: 24
        wait(NULL);               // lua: 25
    }
}

int main(void) {
    arrive(1, sweep, NULL);                // lua: 121
    sem_t *garage = new_semaphore(PLACES); // lua: 127
    pid_t first = arrive(1, stay, garage); // lua: 128
    waitpid(first, NULL, 0);               // lua: 132
    arrive(CARS, park, garage);            // lua: 133
    wait_all(2);                           // lua: 136
    return 0;                              // lua: 138
}
