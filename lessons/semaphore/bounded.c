/* SPDX-License-Identifier: MIT */
/* bounded: as over, but release looks first. POSIX has no such semaphore: Python's does this. */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES = 3, CARS = 4 };

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

/* Between the look and the post another process may post: it is no lock. */
static int release_bounded(sem_t *sem, int bound) {
    int value = 0;
    sem_getvalue(sem, &value);
    if (value >= bound) {
        errno = EOVERFLOW;
        return -1;
    }
    return sem_post(sem);
}

static void leave_twice(sem_t *garage) {
    sem_wait(garage);                          // lua: 86
    release_bounded(garage, PLACES);           // lua: 87
    if (release_bounded(garage, PLACES) < 0) { // lua: 88
        perror("release");                     // lua: 89
    }
}

static void arrive(int n, void (*drive)(sem_t *), sem_t *garage) {
    for (int i = 0; i < n; i++) { // lua: 17
        pid_t car = fork();       // lua: 18
        if (car < 0) {
            die("fork");
        }
        if (car == 0) {
            drive(garage);
            _exit(0); // lua: 90, 94
        }
    }
}

static void wait_all(int n) {
    for (int i = 0; i < n; i++) { // lua: 24
        wait(NULL);               // lua: 25
    }
}

int main(void) {
    sem_t *garage = new_semaphore(PLACES); // lua: 84
    arrive(1, leave_twice, garage);        // lua: 85
    wait_all(1);                           // lua: 91
    arrive(CARS, park, garage);            // lua: 92
    usleep(5000);                          // lua: 95
    wait_all(CARS);                        // lua: 97
    return 0;                              // lua: 98
}
