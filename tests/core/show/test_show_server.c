/* SPDX-License-Identifier: MIT */
/* A show over real sockets, in a runtime folder of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "fdio.h"
#include "mem.h"
#include "show_client.h"
#include "show_place.h"
#include "show_server.h"
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEADLINE_MS = 30000, NEVER_MS = 1 << 30 };

struct stage {
    char folder[64];
    struct show_server *server;
    struct buf said;
    int wishes[SHOW_WISH_N];
};

static int set_up(void **state) {
    struct stage *stage = mem_new(sizeof *stage);
    strcpy(stage->folder, "/tmp/test-show-XXXXXX");
    if (!mkdtemp(stage->folder) || setenv("XDG_RUNTIME_DIR", stage->folder, 1) < 0 ||
        show_server_new(NEVER_MS, &stage->server, NULL) < 0) {
        return -1;
    }
    *state = stage;
    return 0;
}

static int tear_down(void **state) {
    struct stage *stage = *state;
    show_server_free(stage->server);
    int r = rmdir(stage->folder); /* nothing of a show is left in it */
    buf_done(&stage->said);
    mem_free(stage);
    return r;
}

static void pump(struct stage *stage) {
    struct show_asked asked;
    while (show_server_pump(stage->server, &stage->said, &asked)) {
        stage->wishes[asked.wish]++;
    }
}

static void tell(struct stage *stage, const char *now) {
    struct show_state state = {.lesson = mem_strdup("deadlock"), .now = mem_strdup(now)};
    show_server_tell(stage->server, &state);
    show_state_done(&state);
}

/* Pumps until the server has said that. */
static void until_said(struct stage *stage, const char *what) {
    int64_t end = clock_ns() + DEADLINE_MS * NS_PER_MS;
    while (!strstr(buf_str(&stage->said), what)) {
        if (clock_ns() > end) {
            fail_msg("never said: %s; but: %s", what, buf_str(&stage->said));
        }
        struct pollfd fd = {.fd = show_server_fd(stage->server), .events = POLLIN};
        poll(&fd, 1, 100);
        pump(stage);
    }
}

static struct show_client *join(struct stage *stage) {
    struct show_client *client = show_client_new();
    assert_int_equal(show_client_connect(client, NULL), 0);
    buf_clear(&stage->said);
    until_said(stage, "A second terminal follows.");
    return client;
}

/* A bare connection, for what no client of ours would send. */
static int join_bare(struct stage *stage) {
    struct sockaddr_un address;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(show_place(false, &address, NULL), 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    buf_clear(&stage->said);
    until_said(stage, "A second terminal follows.");
    return fd;
}

/* Pumps both sides until the client has that. */
static void until_line(struct stage *stage, struct show_client *client, enum show_line what) {
    int64_t end = clock_ns() + DEADLINE_MS * NS_PER_MS;
    while (show_client_pump(client) != what) {
        assert_true(clock_ns() < end);
        struct pollfd fd = {.fd = show_client_fd(client), .events = POLLIN};
        poll(&fd, 1, 100);
        if (stage->server) {
            pump(stage);
        }
    }
}

static void only_ours(void **state) {
    struct stage *stage = *state;
    struct sockaddr_un address;
    struct stat about;
    struct buf folder = {0};
    assert_int_equal(show_place(false, &address, NULL), 0);
    assert_non_null(strstr(address.sun_path, stage->folder));
    assert_int_equal(lstat(address.sun_path, &about), 0);
    assert_int_equal(about.st_mode, S_IFSOCK | 0600);
    buf_putf(&folder, "%s/ipc-tutor", stage->folder);
    assert_int_equal(lstat(buf_str(&folder), &about), 0);
    assert_int_equal(about.st_mode, S_IFDIR | 0700);
    /* A folder that others can look into is not used. */
    assert_int_equal(chmod(buf_str(&folder), 0755), 0);
    assert_int_equal(show_place(true, &address, NULL), -EPERM);
    assert_int_equal(chmod(buf_str(&folder), 0700), 0);
    buf_done(&folder);
}

/* Where there is no runtime folder of our own, the name in /tmp; a link there is no folder. */
static void another_place(void **state) {
    struct stage *stage = *state;
    struct sockaddr_un address = {0};
    char name[64];
    assert_int_equal(chmod(stage->folder, 0755), 0);
    snprintf(name, sizeof name, "/tmp/ipc-tutor-%ld/", (long)geteuid());
    int r = show_place(false, &address, NULL);
    if (r == 0) {
        assert_int_equal(strncmp(address.sun_path, name, strlen(name)), 0);
    } else {
        assert_true(r == -ENOENT || r == -EPERM);
    }
    assert_int_equal(chmod(stage->folder, 0700), 0);
    char far[120];
    memset(far, 'x', sizeof far);
    memcpy(far, stage->folder, strlen(stage->folder));
    far[strlen(stage->folder)] = '/';
    far[sizeof far - 1] = '\0';
    assert_int_equal(mkdir(far, 0700), 0);
    setenv("XDG_RUNTIME_DIR", far, 1);
    assert_int_equal(show_place(true, &address, NULL), -ENAMETOOLONG);
    setenv("XDG_RUNTIME_DIR", stage->folder, 1);
    char inside[140];
    snprintf(inside, sizeof inside, "%s/ipc-tutor", far);
    assert_int_equal(rmdir(inside), 0);
    assert_int_equal(rmdir(far), 0);
}

static void one_show_at_a_time(void **state) {
    struct stage *stage = *state;
    struct show_server *second = NULL;
    struct diag diag = {0};
    struct show_client *client = join(stage);
    assert_int_equal(show_server_new(NEVER_MS, &second, &diag), -EADDRINUSE);
    assert_non_null(strstr(diag.text, "a show is on already"));
    diag_done(&diag);
    tell(stage, "still there"); /* the first one's socket was not touched */
    until_line(stage, client, SHOW_STATE);
    assert_string_equal(show_client_state(client)->now, "still there");
    show_client_free(client);
}

/* What a killed show left behind is replaced: bound, and nobody listens. */
static void stale_socket(void **state) {
    struct stage *stage = *state;
    struct sockaddr_un address;
    show_server_free(stage->server);
    stage->server = NULL;
    assert_int_equal(show_place(true, &address, NULL), 0);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
    struct show_client *client = show_client_new();
    assert_int_equal(show_client_connect(client, NULL), -ECONNREFUSED);
    assert_int_equal(show_server_new(NEVER_MS, &stage->server, NULL), 0);
    assert_int_equal(show_client_connect(client, NULL), 0);
    show_client_free(client);
}

static void states_and_wishes(void **state) {
    struct stage *stage = *state;
    tell(stage, "one");
    struct show_client *early = join(stage);
    until_line(stage, early, SHOW_STATE); /* who comes later sees what is */
    assert_string_equal(show_client_state(early)->now, "one");
    struct show_client *late = join(stage);
    assert_int_equal(show_server_followers(stage->server), 2);
    until_line(stage, late, SHOW_STATE);
    tell(stage, "two");
    until_line(stage, early, SHOW_STATE);
    until_line(stage, late, SHOW_STATE);
    assert_string_equal(show_client_state(late)->now, "two");
    for (int i = 0; i < 5; i++) {
        assert_true(show_client_wish(late, &(struct show_asked){.wish = SHOW_WISH_STEP}));
    }
    assert_true(show_client_wish(early, &(struct show_asked){.wish = SHOW_WISH_BIG_BACK}));
    int64_t end = clock_ns() + DEADLINE_MS * NS_PER_MS;
    while (stage->wishes[SHOW_WISH_STEP] < 5 || stage->wishes[SHOW_WISH_BIG_BACK] < 1) {
        assert_true(clock_ns() < end);
        pump(stage);
    }
    assert_int_equal(stage->wishes[SHOW_WISH_STEP], 5);
    show_client_free(late);
    until_said(stage, "A follower has left.");
    assert_int_equal(show_server_followers(stage->server), 1);
    show_server_free(stage->server);
    stage->server = NULL;
    until_line(stage, early, SHOW_END);
    assert_string_equal(show_client_ended(early), "The show has ended.");
    assert_string_equal(show_client_state(early)->now, "two"); /* still to be read */
    assert_int_equal(show_client_connect(early, NULL), -ENOENT);
    show_client_free(early);
}

/* What bytes get a follower dropped, and that it is told why. */
static void enemies(void **state) {
    struct stage *stage = *state;
    static char long_line[4 * SHOW_WISH_MAX];
    memset(long_line, ' ', sizeof long_line - 1);
    const struct {
        const char *bytes, *said;
    } rows[] = {
        {"GET / HTTP/1.1\r\n\r\n", "was dropped: it sent junk"},
        {"{\"show\":1,\"do\":\"step\"}\n\x01\n", "was dropped: it sent junk"},
        {long_line, "was dropped: it sent junk"},
        {"{\"show\":9,\"do\":\"step\"}\n", "was dropped: it speaks another version"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf got = {0};
        int fd = join_bare(stage);
        assert_int_equal(fd_write_all(fd, rows[i].bytes, strlen(rows[i].bytes)), 0);
        until_said(stage, rows[i].said);
        int r = fd_read_to_end(fd, &got, 0);
        assert_true(r == 0 || r == -ECONNRESET);
        assert_non_null(strstr(buf_str(&got), rows[i].said));
        assert_int_equal(show_server_followers(stage->server), 0);
        buf_done(&got);
        close(fd);
    }
    assert_int_equal(stage->wishes[SHOW_WISH_STEP], 1);
}

static void flood(void **state) {
    struct stage *stage = *state;
    struct buf many = {0};
    int fd = join_bare(stage);
    for (int i = 0; i < 1500; i++) {
        show_wish_put(&(struct show_asked){.wish = SHOW_WISH_STEP}, &many);
    }
    assert_int_equal(fd_write_all(fd, many.data, many.len), 0);
    until_said(stage, "was dropped: it sent too much");
    assert_true(stage->wishes[SHOW_WISH_STEP] < 1500);
    buf_done(&many);
    close(fd);
}

/* One that reads nothing: telling never waits, others get every state, it gets the newest in the
 * end, whole. */
static void slow_follower(void **state) {
    struct stage *stage = *state;
    struct buf text = {0};
    struct show_client *slow = join(stage), *quick = join(stage);
    for (int i = 0; i < 2000; i++) {
        buf_clear(&text);
        buf_putf(&text, "%0900d", i);
        tell(stage, buf_str(&text));
        until_line(stage, quick, SHOW_STATE);
        assert_string_equal(show_client_state(quick)->now, buf_str(&text));
    }
    assert_int_equal(show_server_followers(stage->server), 2);
    int64_t end = clock_ns() + DEADLINE_MS * NS_PER_MS;
    while (!show_client_state(slow) || strcmp(show_client_state(slow)->now, buf_str(&text)) != 0) {
        assert_int_not_equal(show_client_pump(slow), SHOW_END);
        pump(stage);
        assert_true(clock_ns() < end);
    }
    show_client_free(slow);
    show_client_free(quick);
    buf_done(&text);
}

/* The same without patience: dropped at the next news. */
static void slow_follower_dropped(void **state) {
    struct stage *stage = *state;
    struct buf text = {0};
    show_server_free(stage->server);
    assert_int_equal(show_server_new(0, &stage->server, NULL), 0);
    struct show_client *slow = join(stage);
    for (int i = 0; i < 2000 && show_server_followers(stage->server) > 0; i++) {
        buf_clear(&text);
        buf_putf(&text, "%0900d", i);
        tell(stage, buf_str(&text));
        pump(stage);
    }
    assert_non_null(strstr(buf_str(&stage->said), "it took nothing for too long"));
    assert_int_equal(show_server_followers(stage->server), 0);
    show_client_free(slow);
    buf_done(&text);
}

static void no_more_than_eight(void **state) {
    struct stage *stage = *state;
    struct show_client *clients[SHOW_FOLLOWERS_MAX + 1];
    for (int i = 0; i < SHOW_FOLLOWERS_MAX; i++) {
        clients[i] = join(stage);
    }
    clients[SHOW_FOLLOWERS_MAX] = show_client_new();
    assert_int_equal(show_client_connect(clients[SHOW_FOLLOWERS_MAX], NULL), 0);
    until_line(stage, clients[SHOW_FOLLOWERS_MAX], SHOW_END);
    assert_string_equal(show_client_ended(clients[SHOW_FOLLOWERS_MAX]), "Too many follow already.");
    for (int i = 0; i <= SHOW_FOLLOWERS_MAX; i++) {
        show_client_free(clients[i]);
    }
}

#define IN_A_SHOW(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_A_SHOW(only_ours),
        IN_A_SHOW(another_place),
        IN_A_SHOW(one_show_at_a_time),
        IN_A_SHOW(stale_socket),
        IN_A_SHOW(states_and_wishes),
        IN_A_SHOW(enemies),
        IN_A_SHOW(flood),
        IN_A_SHOW(slow_follower),
        IN_A_SHOW(slow_follower_dropped),
        IN_A_SHOW(no_more_than_eight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
