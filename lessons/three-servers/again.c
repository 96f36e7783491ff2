/* SPDX-License-Identifier: MIT */
/* again: what is no integer is asked for again (the code of right). */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PORT = 7070, MOST = 20, LINE = 1024 };

struct list {
    int count, cells[MOST];
};

/* What all seven have. */
static struct shared {
    sem_t ready, done, filled;
    struct list list;
} * shared;

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* NULL, or what is wrong with the line. */
static const char *integers(const char *text, struct list *ret_list) {
    static char why[LINE + 64];
    char line[LINE], *rest = NULL;
    snprintf(line, sizeof line, "%s", text);
    ret_list->count = 0;
    for (char *word = strtok_r(line, " \t\r\n", &rest); word;
         word = strtok_r(NULL, " \t\r\n", &rest)) {
        const char *digits = word + (*word == '-' || *word == '+');
        size_t len = strspn(digits, "0123456789");
        if (len < 1 || len > 9 || digits[len]) {
            snprintf(why, sizeof why, "%s: not an integer of 1 to 9 digits", word);
            return why;
        }
        if (ret_list->count == MOST) {
            return "more than 20 integers";
        }
        ret_list->cells[ret_list->count++] = atoi(word);
    }
    return ret_list->count ? NULL : "no integers: type at least one";
}

static int compare(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void tell_mean(struct list *list) {
    long sum = 0;
    for (int i = 0; i < list->count; i++) {
        sum += list->cells[i];
    }
    if (list->count == 0) {
        printf("mean none\n");
    } else if (sum % list->count == 0) {
        printf("mean %ld\n", sum / list->count);
    } else {
        printf("mean %.2f\n", (double)sum / list->count);
    }
}

static void tell_median(struct list *list) {
    qsort(list->cells, (size_t)list->count, sizeof(int), compare);
    if (list->count == 0) {
        printf("median none\n");
        return;
    }
    long both = (long)list->cells[(list->count - 1) / 2] + list->cells[list->count / 2];
    if (both % 2 == 0) {
        printf("median %ld\n", both / 2);
    } else {
        printf("median %.1f\n", (double)both / 2);
    }
}

static int times(const struct list *list, int n) {
    int count = 0;
    for (int i = 0; i < list->count; i++) {
        count += list->cells[i] == n;
    }
    return count;
}

static void tell_mode(struct list *list) {
    int most = 0;
    qsort(list->cells, (size_t)list->count, sizeof(int), compare);
    for (int i = 0; i < list->count; i++) {
        most = times(list, list->cells[i]) > most ? times(list, list->cells[i]) : most;
    }
    printf("mode");
    for (int i = 0; i < list->count; i++) {
        if (times(list, list->cells[i]) == most &&
            (i == 0 || list->cells[i] != list->cells[i - 1])) {
            printf(" %d", list->cells[i]);
        }
    }
    printf(list->count ? "\n" : " none\n");
}

/* A line up to its break, or what came before end-of-file. */
static const char *read_line(int fd) {
    static char line[LINE];
    size_t len = 0;
    ssize_t got = 1;
    line[0] = '\0';
    while (got > 0 && !strchr(line, '\n') && len < sizeof line - 1) {
        got = read(fd, line + len, sizeof line - 1 - len);
        len += got > 0 ? (size_t)got : 0;
        line[len] = '\0';
    }
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void write_line(int fd, const char *line) {
    if (dprintf(fd, "%s\n", line) < 0) {
        die("write");
    }
}

static struct sockaddr_in address(void) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons(PORT),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

static int tcp_listen(void) {
    struct sockaddr_in at = address();
    int on = 1;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (s < 0 || bind(s, (struct sockaddr *)&at, sizeof at) < 0 || listen(s, 16) < 0) {
        die("listen");
    }
    return s;
}

/* -1: nobody listens. A socket whose connect(2) failed is of no use any more. */
static int tcp_connect(void) {
    struct sockaddr_in to = address();
    int c = socket(AF_INET, SOCK_STREAM, 0);
    if (c < 0 || connect(c, (struct sockaddr *)&to, sizeof to) < 0) {
        int error = errno;
        close(c);
        errno = error;
        return -1;
    }
    return c;
}

static void tcp_server(int mess) {
    int s = tcp_listen();               // lua: 77
    int c = accept(s, NULL, NULL);      // lua: 78
    close(s);                           // lua: 79
    const char *line = read_line(mess); // lua: 80
    write_line(c, line);                // lua: 81
    close(c);                           // lua: 82
}

static void tcp_client(void) {
    struct list list;
    int c = tcp_connect(); // lua: 86
    while (c < 0) {
        usleep(100000);    // lua: 88
        c = tcp_connect(); // lua: 89
    }
    sem_post(&shared->ready);      // lua: 91
    integers(read_line(c), &list); // lua: 92
    tell_mean(&list);              // lua: 92
    close(c);                      // lua: 93
    sem_post(&shared->done);       // lua: 94
}

static void fifo_server(int mess) {
    int w = open("namedpipe", O_WRONLY); // lua: 99
    const char *line = read_line(mess);  // lua: 100
    write_line(w, line);                 // lua: 101
    close(w);                            // lua: 102
}

static void fifo_client(void) {
    struct list list;
    int r = open("namedpipe", O_RDONLY); // lua: 106
    sem_post(&shared->ready);            // lua: 107
    integers(read_line(r), &list);       // lua: 108
    tell_median(&list);                  // lua: 108
    close(r);                            // lua: 109
    sem_post(&shared->done);             // lua: 110
}

/* The semaphore filled is this program's event: one waits for it, and it is set once. */
static void shm_server(int mess) {
    struct list list;
    integers(read_line(mess), &list); // lua: 115
    shared->list.count = list.count;  // lua: 116
    for (int i = 0; i < list.count; i++) {
        shared->list.cells[i] = list.cells[i]; // lua: 118
    }
    sem_post(&shared->filled); // lua: 120
}

static void shm_client(void) {
    struct list list;
    sem_post(&shared->ready);        // lua: 124
    sem_wait(&shared->filled);       // lua: 125
    list.count = shared->list.count; // lua: 127
    for (int i = 0; i < list.count; i++) {
        list.cells[i] = shared->list.cells[i]; // lua: 128
    }
    tell_mode(&list);        // lua: 130
    sem_post(&shared->done); // lua: 131
}

static void prepare(void) {
    if (mkfifo("namedpipe", 0600) < 0 && errno != EEXIST) { // lua: 136
        die("mkfifo");
    }
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                  0); // lua: 138, 139
    if (shared == MAP_FAILED) {
        die("mmap");
    }
    sem_init(&shared->ready, 1, 0);  // lua: 137
    sem_init(&shared->done, 1, 0);   // lua: 137
    sem_init(&shared->filled, 1, 0); // lua: 140
}

static void wait_for_three(sem_t *counter) {
    for (int i = 0; i < 3; i++) {
        sem_wait(counter); // lua: 144
    }
}

static void start_client(void (*client)(void)) {
    fflush(stdout);
    if (fork() == 0) { // lua: 174, 175, 176
        client();
        exit(0); // lua: 174, 175, 176
    }
}

static int ends[3], end_count;

static void close_all(void) {
    for (int i = 0; i < end_count; i++) {
        close(ends[i]); // lua: 155
    }
}

/* The write ends of the pipes before its own are inherited too. */
static void start(void (*server)(int mess)) {
    int mess[2];
    if (pipe(mess) < 0) { // lua: 161
        die("pipe");
    }
    ends[end_count++] = mess[1];
    fflush(stdout);
    if (fork() == 0) { // lua: 163
        close_all();   // lua: 164
        server(mess[0]);
        exit(0); // lua: 163, 166
    }
    close(mess[0]); // lua: 167
}

static const char *ask_integers(void) {
    static char line[LINE];
    struct list list;
    const char *why;
    printf("Type integers, then Enter: "); // lua: 65
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (!(why = integers(line, &list))) {
            return line;
        }
        printf("%s\n", why);        // lua: 69
        printf("%s. Again: ", why); // lua: 70
        fflush(stdout);
    }
    return "";
}

static void finish(void) {
    wait_for_three(&shared->done); // lua: 148
    for (int i = 0; i < 6; i++) {
        wait(NULL); // lua: 149
    }
    unlink("namedpipe"); // lua: 150
    printf("T=2\n");     // lua: 151
}

int main(void) {
    prepare();
    start_client(tcp_client);
    start_client(fifo_client);
    start_client(shm_client);
    start(tcp_server);
    start(fifo_server);
    start(shm_server);
    printf("T=0\n"); // lua: 180
    wait_for_three(&shared->ready);
    printf("T=1\n"); // lua: 182
    const char *line = ask_integers();
    for (int i = 0; i < end_count; i++) {
        write_line(ends[i], line); // lua: 184
    }
    close_all(); // lua: 185
    finish();
    return 0; // lua: 211
}
