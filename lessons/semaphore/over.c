/* SPDX-License-Identifier: MIT */
/* over: one leaves twice, and the counter counts a place that is not there. */
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

static void leave_twice(sem_t *garage) {
    sem_wait(garage); // lua: 65
    sem_post(garage); // lua: 66
    sem_post(garage); // lua: 67
}

static void arrive(int n, void (*drive)(sem_t *), sem_t *garage) {
    for (int i = 0; i < n; i++) { // lua: 17
        pid_t car = fork();       // lua: 18
        if (car < 0) {
            die("fork");
        }
        if (car == 0) {
            drive(garage);
            _exit(0); // lua: 68, 73
        }
    }
}

static void wait_all(int n) {
    for (int i = 0; i < n; i++) { // lua: 24
        wait(NULL);               // lua: 25
    }
}

int main(void) {
    int value = 0;
    sem_t *garage = new_semaphore(PLACES); // lua: 63
    arrive(1, leave_twice, garage);        // lua: 64
    wait_all(1);                           // lua: 69
    sem_getvalue(garage, &value);
    printf("%d places, the counter says %d\n", PLACES, value); // lua: 70
    fflush(stdout);
    arrive(CARS, park, garage); // lua: 71
    usleep(5000);               // lua: 74
    wait_all(CARS);             // lua: 76
    return 0;                   // lua: 77
}
