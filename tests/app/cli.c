/* SPDX-License-Identifier: MIT */
/*
 * cli.c: see cli.h. The child is made with posix_spawn(3), so that nothing of the test runs in it.
 */
#include "cli.h"
#include "clock.h"
#include "fdio.h"
#include "mem.h"
#include "temp_data.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define WORDS_MAX  64
#define DEADLINE_S 120

static char program[PATH_MAX];

void cli_program(const char *path) {
    assert_non_null(realpath(path, program)); /* the child changes its directory first */
}

/* Cuts line in words, in place; how many. */
static size_t cut(char *line, char **words) {
    size_t count = 0;
    for (char *at = line; *at && count < WORDS_MAX - 1;) {
        char *out = at;
        char *begin = at;
        bool quoted = false;
        for (; *at && (quoted || *at != ' '); at++) {
            if (*at == '\'') {
                quoted = !quoted;
            } else {
                *out++ = *at;
            }
        }
        at += *at == ' ';
        *out = '\0';
        words[count++] = begin;
    }
    words[count] = NULL;
    return count;
}

/* NAME=value in front: for the environment. */
static bool is_setting(const char *word) {
    size_t name = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    return name > 0 && word[name] == '=';
}

/* Nothing of the tester's own environment but where programs are and, for the sanitizers, how. */
static size_t make_environment(char **words, const char **env) {
    const char *const fixed[] = {"LC_ALL=C.UTF-8", "HOME=/proc/nobody", "PATH=/usr/bin:/bin",
                                 "IPC_TUTOR_LESSONS=lessons", temp_data()};
    size_t count = sizeof fixed / sizeof *fixed;
    memcpy(env, fixed, sizeof fixed);
    size_t used = 0;
    for (; words[used] && is_setting(words[used]) && count < WORDS_MAX - 1; used++) {
        size_t name = strcspn(words[used], "=") + 1;
        size_t place = 0;
        while (place < count && strncmp(env[place], words[used], name) != 0) {
            place++;
        }
        env[place] = words[used];
        count += place == count;
    }
    env[count] = NULL;
    return used;
}

static int spawn(const char *line, const int in[2], const int out[2], const int err[2],
                 pid_t *ret_pid) {
    char *copy = mem_strdup(line);
    char *words[WORDS_MAX];
    const char *env[WORDS_MAX];
    cut(copy, words);
    char **args = words + make_environment(words, env);
    char *argv[WORDS_MAX] = {program};
    for (size_t i = 0; args[i]; i++) {
        argv[i + 1] = args[i];
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, SOURCE_DIR "/tests/app");
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
    int r = posix_spawn(ret_pid, program, &actions, NULL, argv, (char **)env);
    posix_spawn_file_actions_destroy(&actions);
    mem_free(copy);
    return r;
}

/* Takes what is there; closes at the end. */
static void take(int *fd, short events, struct buf *buf) {
    char bytes[4096];
    if (*fd >= 0 && events) {
        ssize_t n = fd_read_some(*fd, bytes, sizeof bytes);
        if (n > 0) {
            buf_put(buf, bytes, (size_t)n);
        } else {
            fd_close(fd);
        }
    }
}

static void give(int *fd, short events, const char **input) {
    if (*fd >= 0 && events) {
        ssize_t n = fd_write_some(*fd, *input, strlen(*input));
        *input += n > 0 ? n : 0;
        if (n < 0 || !**input) {
            fd_close(fd);
        }
    }
}

/* A signal to send once some output has come. */
struct knock {
    pid_t pid;
    int number; /* 0: none, or sent */
};

static void knock_if(struct knock *knock, const struct cli *cli) {
    if (knock->number && cli->out.len) {
        kill(knock->pid, knock->number);
        knock->number = 0;
    }
}

/* Feeds and drains until both outputs are closed; false if that takes too long. */
static bool attend(int in, int out, int err, const char *input, struct knock *knock,
                   struct cli *cli) {
    int64_t deadline = clock_ns() + DEADLINE_S * NS_PER_S;
    if (!*input) {
        fd_close(&in);
    }
    while (out >= 0 || err >= 0) {
        struct pollfd fds[] = {{.fd = in, .events = POLLOUT},
                               {.fd = out, .events = POLLIN},
                               {.fd = err, .events = POLLIN}};
        if (poll(fds, 3, clock_ms_left(deadline)) == 0) {
            break;
        }
        give(&in, fds[0].revents, &input);
        take(&out, fds[1].revents, &cli->out);
        take(&err, fds[2].revents, &cli->err);
        knock_if(knock, cli);
    }
    bool in_time = out < 0 && err < 0;
    fd_close(&in);
    fd_close(&out);
    fd_close(&err);
    return in_time;
}

/* The leak sanitizer says so of a thread that it could not stop at once, and looks again. */
static void drop_what_sanitizers_say(struct buf *err) {
    static const char said[] = "==Unable to get registers from thread ";
    char *found;
    while ((found = strstr(err->data, said)) != NULL) {
        char *begin = found, *end = strchr(found, '\n');
        while (begin > err->data && begin[-1] != '\n') {
            begin--;
        }
        end = end ? end + 1 : found + strlen(found);
        memmove(begin, end, strlen(end) + 1);
        err->len -= (size_t)(end - begin);
    }
}

static void run(struct cli *ret_cli, const char *line, const char *input, int number) {
    int in[2];
    int out[2];
    int err[2];
    pid_t pid = 0;
    int status = 0;
    *ret_cli = (struct cli){.code = -1};
    buf_puts(&ret_cli->out, "");
    buf_puts(&ret_cli->err, "");
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    assert_int_equal(pipe2(err, O_CLOEXEC), 0);
    assert_int_equal(spawn(line, in, out, err, &pid), 0);
    close(in[0]);
    close(out[1]);
    close(err[1]);
    struct knock knock = {pid, number};
    if (!attend(in[1], out[0], err[0], input ? input : "", &knock, ret_cli)) {
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        return;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    drop_what_sanitizers_say(&ret_cli->err);
    ret_cli->code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void cli_run(struct cli *ret_cli, const char *line, const char *input) {
    run(ret_cli, line, input, 0);
}

void cli_run_signal(struct cli *ret_cli, const char *line, int number) {
    run(ret_cli, line, NULL, number);
}

void cli_done(struct cli *cli) {
    buf_done(&cli->out);
    buf_done(&cli->err);
}

static bool is_as_expected(const char *have, const char *expected) {
    size_t len = expected ? strlen(expected) : 0;
    if (!expected) {
        return true;
    }
    if (text_starts(expected, "...")) {
        return strstr(have, expected + 3) != NULL;
    }
    if (text_ends(expected, "...")) {
        return strncmp(have, expected, len - 3) == 0;
    }
    return strcmp(have, expected) == 0;
}

void cli_expect_at(const char *line, const char *input, int code, const char *out, const char *err,
                   const char *file, int at) {
    struct cli cli;
    cli_run(&cli, line, input);
    const char *have_out = buf_str(&cli.out);
    const char *have_err = buf_str(&cli.err);
    bool well = cli.code == code && is_as_expected(have_out, out) && is_as_expected(have_err, err);
    if (!well) {
        print_error(
            "%s:%d: ipc-tutor %s\nexit code %d, expected %d\n--- output\n%s--- expected\n%s\n"
            "--- errors\n%s--- expected\n%s\n",
            file, at, line, cli.code, code, have_out, out ? out : "(whatever)\n", have_err,
            err ? err : "(whatever)\n");
    }
    cli_done(&cli);
    assert_true(well);
}
