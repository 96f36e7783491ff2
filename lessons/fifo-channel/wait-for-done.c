/* SPDX-License-Identifier: MIT */
/* wait-for-done: done comes when all is written. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* An unbuffered channel of byte slices, for processes that were forked after it was made. */
struct channel {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool closed, full;
    long sent, taken; /* how many so far */
    size_t len;
    char bytes[1024];
};

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static struct channel *make_channel(void) {
    pthread_mutexattr_t lock;
    pthread_condattr_t cond;
    struct channel *ch =
        mmap(NULL, sizeof *ch, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ch == MAP_FAILED) {
        fail("mmap");
    }
    pthread_mutexattr_init(&lock);
    pthread_mutexattr_setpshared(&lock, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&ch->lock, &lock);
    pthread_condattr_init(&cond);
    pthread_condattr_setpshared(&cond, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&ch->changed, &cond);
    return ch;
}

static void chan_send(struct channel *ch, const char *bytes, size_t len) {
    pthread_mutex_lock(&ch->lock);
    while (ch->full) {
        pthread_cond_wait(&ch->changed, &ch->lock);
    }
    memcpy(ch->bytes, bytes, len);
    ch->len = len;
    ch->full = true;
    long number = ch->sent++;
    pthread_cond_broadcast(&ch->changed);
    while (ch->taken <= number) { /* until somebody has it */
        pthread_cond_wait(&ch->changed, &ch->lock);
    }
    pthread_mutex_unlock(&ch->lock);
}

/* How many bytes; 0: the channel is closed. */
static size_t chan_recv(struct channel *ch, char bytes[1024]) {
    size_t len = 0;
    pthread_mutex_lock(&ch->lock);
    while (!ch->full && !ch->closed) {
        pthread_cond_wait(&ch->changed, &ch->lock);
    }
    if (ch->full) {
        len = ch->len;
        memcpy(bytes, ch->bytes, len);
        ch->full = false;
        ch->taken++;
        pthread_cond_broadcast(&ch->changed);
    }
    pthread_mutex_unlock(&ch->lock);
    return len;
}

static void chan_close(struct channel *ch) {
    pthread_mutex_lock(&ch->lock);
    ch->closed = true;
    pthread_cond_broadcast(&ch->changed);
    pthread_mutex_unlock(&ch->lock);
}

static pid_t start(void (*work)(void)) {
    pid_t child = fork();
    if (child < 0) {
        fail("fork");
    }
    if (child == 0) {
        work();
        fflush(stdout);
        _exit(0);
    }
    return child;
}

static int fifo;
static struct channel *out, *done;

static void write_all(void) {
    char bytes[1024];
    for (size_t len; (len = chan_recv(out, bytes)) > 0;) { // lua: 9
        if (write(fifo, bytes, len) < 0) {                 // lua: 10
            fail("write");
        }
    }
    close(fifo);             // lua: 13
    chan_send(done, "0", 1); // lua: 14
} // lua: 15

/* Gives the writer. */
static pid_t write_chan(const char *name) {
    fifo = open(name, O_WRONLY); // lua: 6
    if (fifo < 0) {
        fail("open");
    }
    out = make_channel(); // lua: 7
    done = make_channel();
    pid_t writer = start(write_all); // lua: 8
    close(fifo);                     // lua: 16
    return writer;
}

static void receive(void) {
    char bytes[1024];
    int box = open("box", O_RDONLY);                                 // lua: 111
    for (ssize_t len; (len = read(box, bytes, sizeof bytes)) > 0;) { // lua: 112
        printf("%.*s", (int)len, bytes);
    }
    puts("");
} // lua: 113

int main(void) {
    char nothing[1024];
    if (mkfifo("box", 0600) < 0) { // lua: 109
        fail("mkfifo");
    }
    pid_t receiver = start(receive);  // lua: 110
    pid_t writer = write_chan("box"); // lua: 114
    chan_send(out, "left ", 5);       // lua: 115
    chan_send(out, "behind", 6);      // lua: 116
    chan_close(out);                  // lua: 117
    chan_recv(done, nothing);         // lua: 118
    kill(writer, SIGKILL);            // lua: 120
    waitpid(receiver, NULL, 0);       // lua: 121
    waitpid(writer, NULL, 0);         // lua: 122
    unlink("box");                    // lua: 123
    return 0;                         // lua: 124
}
