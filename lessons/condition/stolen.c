/* SPDX-License-Identifier: MIT */
/* stolen: an if where a while should be. So that the unlucky order comes every time, the condition
 * is made of semaphores here, and one semaphore more (go_on) holds first back until second is done.
 */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
    sem_t lock, waits, wakeup, go_on;
    int count;
} * s;

static void take_first(void) {
    sem_wait(&s->lock);  // lua: 53
    if (s->count == 0) { // lua: 57
        sem_post(&s->waits);
        sem_post(&s->lock);
        sem_wait(&s->wakeup);
        sem_wait(&s->go_on);
        sem_wait(&s->lock);
    }
    s->count--;         // lua: 59
    sem_post(&s->lock); // lua: 60
    _exit(0);           // lua: 77
}

static void take_second(void) {
    sem_wait(&s->lock);
    s->count--;
    sem_post(&s->lock);
    sem_post(&s->go_on);
    _exit(0); // lua: 78
}

int main(void) {
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    sem_init(&s->lock, 1, 1);                                                         // lua: 74, 75
    sem_init(&s->waits, 1, 0), sem_init(&s->wakeup, 1, 0), sem_init(&s->go_on, 1, 0); // lua: 76
    pid_t first = fork();                                                             // lua: 77
    if (first == 0) {
        take_first();
    }
    sem_wait(&s->waits);
    sem_wait(&s->lock);    // lua: 64
    s->count++;            // lua: 65
    sem_post(&s->wakeup);  // lua: 66
    sem_post(&s->lock);    // lua: 67
    pid_t second = fork(); // lua: 78
    if (second == 0) {
        take_second();
    }
    waitpid(first, NULL, 0);  // lua: 80
    waitpid(second, NULL, 0); // lua: 81
    printf("%d left\n", s->count);
    return 0; // lua: 82
}
