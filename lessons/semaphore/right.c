/* SPDX-License-Identifier: MIT */
/* right: five cars, three places; two wait until somebody leaves. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLACES = 3, CARS = 5 };

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

static void arrive(int n, void (*drive)(sem_t *), sem_t *garage) {
    for (int i = 0; i < n; i++) { // lua: 17
        pid_t car = fork();       // lua: 18
        if (car < 0) {
            die("fork");
        }
        if (car == 0) {
            drive(garage);
            _exit(0); // lua: 38
        }
    }
}

static void wait_all(int n) {
    for (int i = 0; i < n; i++) { // lua: 24
        wait(NULL);               // lua: 25
    }
}

int main(void) {
    sem_t *garage = new_semaphore(PLACES); // lua: 35
    arrive(CARS, park, garage);            // lua: 36
    usleep(5000);                          // lua: 39
    wait_all(CARS);                        // lua: 41
    return 0;                              // lua: 42
}
