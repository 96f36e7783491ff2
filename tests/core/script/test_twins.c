/* SPDX-License-Identifier: MIT */
/*
 * Every program of every lesson has a C twin that compiles without a warning, ends as the program
 * claims to (one that claims a deadlock hangs), and prints what the program's facts say it prints.
 * Its standard input is the input that the program declares.
 */
#include "clock.h"
#include "declare.h"
#include "fdio.h"
#include "loading.h"
#include <dirent.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ENDS_IN_MS = 60000, HANGS_FOR_MS = 400 };

static char work[] = "/tmp/ipc-tutor-twins-XXXXXX";

/* Each line of text is somewhere in out. */
static bool prints(const char *out, const char *text) {
    bool all = true;
    struct buf line = {0};
    while (*text) {
        size_t len = strcspn(text, "\n");
        buf_clear(&line);
        buf_put(&line, text, len);
        all = all && strstr(out, buf_str(&line));
        text += len + (text[len] != 0);
    }
    buf_done(&line);
    return all;
}

/* Whether out has all that the program's facts say it prints. */
static bool prints_facts(const struct declared_program *program, const char *out) {
    bool all = true;
    for (size_t i = 0; i < program->fact_count; i++) {
        const char *field = strstr(program->facts[i].path, ".prints");
        all = all && (!field || field[7] || prints(out, program->facts[i].value));
    }
    return all;
}

/* Reads until end-of-file (true), the deadline, or all is there that the program prints (NULL: no
 * matter). */
static bool read_until(int fd, int64_t deadline, const struct declared_program *program,
                       struct buf *out) {
    char bytes[4096];
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    while (!(program && prints_facts(program, buf_str(out))) &&
           poll(&poll_fd, 1, clock_ms_left(deadline)) > 0) {
        ssize_t got = fd_read_some(fd, bytes, sizeof bytes);
        if (got <= 0) {
            return true;
        }
        buf_put(out, bytes, (size_t)got);
    }
    return false;
}

/* One that hangs is given time to print, and then some to show that it hangs. */
static bool ends(int fd, const struct declared_program *hangs, struct buf *out) {
    int64_t deadline = clock_ns() + ENDS_IN_MS * NS_PER_MS;
    if (!hangs) {
        return read_until(fd, deadline, NULL, out);
    }
    return read_until(fd, deadline, hangs, out) ||
           read_until(fd, clock_ns() + HANGS_FOR_MS * NS_PER_MS, NULL, out);
}

/* Ports are the machine's, and somebody may have ours: a network of its own, where there is one to
 * be had. */
static void own_network(void) {
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) {
        int fd = socket(AF_INET, SOCK_DGRAM, 0);
        if (fd >= 0) {
            ioctl(fd, SIOCSIFFLAGS, &request);
            close(fd);
        }
    }
}

/* A descriptor to read text from: a pipe that holds all of it and has no writer left. */
static int holding(const char *text) {
    int fds[2];
    if (pipe(fds) < 0 || fd_write_all(fds[1], text, strlen(text)) < 0) {
        abort();
    }
    close(fds[1]);
    return fds[0];
}

static pid_t start(char *const *argv, const char *input, int *ret_fd) {
    int fds[2];
    if (pipe(fds) < 0) {
        abort();
    }
    int typed = holding(input ? input : "");
    pid_t pid = fork();
    if (pid == 0) {
        setpgid(0, 0);
        if (argv[1] == NULL) { /* a twin, not the compiler */
            own_network();
        }
        dup2(typed, 0);
        dup2(fds[1], 1);
        dup2(fds[1], 2);
        close(typed);
        close(fds[0]);
        close(fds[1]);
        if (chdir(work) < 0) { /* names that a twin makes, FIFOs for one, go there */
            _exit(127);
        }
        execvp(argv[0], argv);
        _exit(127);
    }
    setpgid(pid, pid);
    close(typed);
    close(fds[1]);
    *ret_fd = fds[0];
    return pid;
}

/* Runs argv in a process group of its own, its output into *out. Its waitpid(2) status; -1: it did
 * not end (and was killed, with all that it forked). hangs: the program that is expected not to. */
static int run(char *const *argv, const char *input, const struct declared_program *hangs,
               struct buf *out) {
    int fd = -1, status = 0;
    pid_t pid = start(argv, input, &fd);
    bool ended = ends(fd, hangs, out);
    close(fd);
    if (!ended) {
        kill(-pid, SIGKILL);
    }
    waitpid(pid, &status, 0);
    return ended ? status : -1;
}

static int compile(const char *source, char *binary) {
    struct buf out = {0};
    struct buf path = {0};
    buf_puts(&path, source);
    char *argv[] = {"cc", "-Wall", "-Wextra", "-Werror", "-O1", "-o", binary, path.data, NULL};
    int status = run(argv, NULL, NULL, &out);
    if (status != 0) {
        print_error("%s: does not compile:\n%s\n", source, buf_str(&out));
    }
    buf_done(&path);
    buf_done(&out);
    return status;
}

/* Those that hang leave the names that they made: removed. How many others did. */
static int left_behind(bool hangs) {
    int faults = 0;
    struct dirent **names = NULL;
    int count = scandir(work, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct buf path = {0};
        buf_putf(&path, "%s/%s", work, names[i]->d_name);
        if (names[i]->d_name[0] != '.' && strcmp(names[i]->d_name, "twin") != 0) {
            faults += !hangs;
            if (!hangs) {
                print_error("left behind: %s\n", names[i]->d_name);
            }
            unlink(buf_str(&path));
        }
        buf_done(&path);
        free(names[i]);
    }
    free(names);
    return faults;
}

/* As waitpid(2) gives it: a twin hangs (-1), fails with status 1, or ends well. */
static int status_of(const struct declared_program *program) {
    bool hangs = strcmp(program->expect, "deadlock") == 0;
    return hangs ? -1 : strcmp(program->expect, "error") == 0 ? W_EXITCODE(1, 0) : 0;
}

static int check_program(const char *dir, const struct declared_program *program) {
    struct buf source = {0}, out = {0};
    char binary[sizeof work + 8];
    buf_putf(&source, "%s/%s.c", dir, program->id);
    snprintf(binary, sizeof binary, "%s/twin", work);
    int faults = compile(buf_str(&source), binary) != 0;
    bool hangs = strcmp(program->expect, "deadlock") == 0;
    char *argv[] = {binary, NULL};
    int status = faults ? 0 : run(argv, program->input, hangs ? program : NULL, &out);
    if (!faults && (status != status_of(program) || !prints_facts(program, buf_str(&out)))) {
        print_error("%s: status %d, claims %s, prints:\n%s\n", buf_str(&source), status,
                    program->expect, buf_str(&out));
        faults++;
    }
    faults += left_behind(hangs);
    buf_done(&source);
    buf_done(&out);
    return faults;
}

static int check_lesson(const char *dir) {
    int faults = 0;
    struct buf path = {0}, text = {0};
    struct loading loading = {0};
    buf_putf(&path, "%s/lesson.lua", dir);
    if (file_read(buf_str(&path), &text, 0, NULL) == 0) {
        loading_of(&loading, buf_str(&text));
        faults += loading.code < 0;
    }
    for (size_t i = 0; loading.script && i < loading.script->program_count; i++) {
        faults += check_program(dir, &loading.script->programs[i]);
    }
    loading_done(&loading);
    buf_done(&text);
    buf_done(&path);
    return faults;
}

static void test_twins(void **state) {
    (void)state;
    int faults = 0, folders = 0;
    struct dirent **names = NULL;
    int count = scandir(SOURCE_DIR "/lessons", &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct buf dir = {0};
        buf_putf(&dir, SOURCE_DIR "/lessons/%s", names[i]->d_name);
        if (names[i]->d_name[0] != '.') {
            faults += check_lesson(buf_str(&dir));
            folders++;
        }
        buf_done(&dir);
        free(names[i]);
    }
    free(names);
    assert_true(folders > 2);
    assert_int_equal(faults, 0);
    assert_int_equal(check_lesson(SOURCE_DIR "/assets/new"), 0); /* what new lessons begin as */
}

static int make_work(void **state) {
    (void)state;
    return mkdtemp(work) ? 0 : -1;
}

static int remove_work(void **state) {
    (void)state;
    char binary[sizeof work + 8];
    snprintf(binary, sizeof binary, "%s/twin", work);
    unlink(binary);
    return rmdir(work);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_twins)};
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
