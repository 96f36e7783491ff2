/* SPDX-License-Identifier: MIT */
/*
 * tty_shell.c: what a shell does for a program in the foreground (termios(3), setpgid(2)): its own
 * process group, the terminal handed over, and told when it stops or ends. Runs in a forked child:
 * no assert, no exit handlers, only _exit.
 */
#include "tty_shell.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_environment(const struct tty_options *options) {
    static const char *const unset[] = {"NO_COLOR", "COLORFGBG", "LINES",
                                        "COLUMNS",  "LANG",      "LC_CTYPE"};
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++) {
        unsetenv(unset[i]);
    }
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", options->term != NULL ? options->term : "tmux-256color", 1);
    for (const char *const *entry = options->env; entry != NULL && *entry != NULL; entry++) {
        const char *equals = strchr(*entry, '=');
        char name[128] = "";
        if (equals == NULL) {
            unsetenv(*entry);
        } else if ((size_t)(equals - *entry) < sizeof name) {
            memcpy(name, *entry, (size_t)(equals - *entry));
            setenv(name, equals + 1, 1);
        }
    }
}

/* Signals as a login shell would hand them on. */
static void default_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int signal = 1; signal < SIGRTMIN; signal++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        sigaction(signal, &action, NULL);
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn static void exec_program(const struct tty_options *options, int slave) {
    setpgid(0, 0);
    tcsetpgrp(slave, getpid());
    default_signals();
    for (int fd = 0; fd < 3; fd++) {
        dup2(slave, fd);
    }
    close_range(3, ~0U, 0);
    set_environment(options);
    execv(options->argv[0], (char *const *)options->argv);
    _exit(127);
}

static void report(int reports, int slave, enum shell_news news, pid_t pid, int status) {
    struct shell_report message;
    memset(&message, 0, sizeof message);
    message.news = news;
    message.pid = pid;
    message.status = status;
    tcgetattr(slave, &message.modes);
    if (write(reports, &message, sizeof message) != (ssize_t)sizeof message) {
        _exit(1);
    }
}

static void continue_program(int slave, pid_t pid) {
    tcsetpgrp(slave, pid);
    kill(-pid, SIGCONT);
}

/* Everything that waitpid(2) has to say; true when the program has ended. */
static bool take_news(int reports, int slave, pid_t pid) {
    int status;
    while (waitpid(pid, &status, WUNTRACED | WNOHANG) == pid) {
        if (!WIFSTOPPED(status)) {
            report(reports, slave, SHELL_ENDED, pid, status);
            return true;
        }
        tcsetpgrp(slave, getpid());
        report(reports, slave, SHELL_STOPPED, pid, status);
    }
    return false;
}

static void block_signals(sigset_t *children) {
    /* SIGTTOU: a shell takes the terminal back from the background. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGTTOU, &ignore, NULL);
    sigaction(SIGHUP, &ignore, NULL);
    sigemptyset(children);
    sigaddset(children, SIGCHLD);
    sigprocmask(SIG_BLOCK, children, NULL);
}

_Noreturn void shell_run(const struct tty_options *options, int slave, int commands, int reports) {
    sigset_t children;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    block_signals(&children);
    int news = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
    pid_t pid = fork();
    if (pid == 0) {
        exec_program(options, slave);
    }
    setpgid(pid, pid);
    tcsetpgrp(slave, pid);
    report(reports, slave, SHELL_STARTED, pid, 0);
    struct pollfd polled[] = {{.fd = news, .events = POLLIN}, {.fd = commands, .events = POLLIN}};
    while (poll(polled, 2, -1) >= 0 || errno == EINTR) {
        struct signalfd_siginfo info;
        char command;
        while (read(news, &info, sizeof info) > 0) {
        }
        if (take_news(reports, slave, pid)) {
            break;
        }
        if (polled[1].revents != 0) {
            if (read(commands, &command, 1) <= 0) {
                kill(-pid, SIGKILL); /* the test is over */
                break;
            }
            continue_program(slave, pid);
        }
    }
    _exit(0);
}
