/* SPDX-License-Identifier: MIT */
/*
 * main.c: from the command line to the subcommand and to the exit code. What each does: cmd_*.c.
 */
#include "command.h"
#include "options.h"
#include "run.h"
#include "say.h"
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A closed standard descriptor would be given to the next file that is opened. It becomes one on
 * which its own use fails: reading from a write-only, writing to a read-only /dev/null. */
static void fill_standard_fds(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

static int dispatch(int argc, char **argv, struct out *out) {
    struct invocation invocation = {.out = out};
    int code = options_parse(argc, argv, &invocation);
    if (code == 0) {
        if (option_given(&invocation, OPTION_HELP)) {
            bool bare = invocation.command == &command_open && argc == 2;
            bare ? help_overview(out) : help_command(out, invocation.command);
        } else if (option_given(&invocation, OPTION_VERSION)) {
            version_print(out);
        } else {
            code = invocation.command->exec(&invocation);
        }
    }
    invocation_done(&invocation);
    return code;
}

int main(int argc, char **argv) {
    struct out out;
    fill_standard_fds();
    setlocale(LC_ALL, ""); /* a locale that is missing leaves the C one, which is right too */
    signal(SIGPIPE, SIG_IGN);
    out_init(&out, STDOUT_FILENO);
    int code = dispatch(argc, argv, &out);
    run_rest();
    int r = out_flush(&out);
    if (r == -EPIPE) {
        code = EXIT_IO; /* "| head" has what it wants: nothing to be told */
    } else if (r < 0) {
        code = fail(EXIT_IO, "standard output", "%s", strerror(-r));
    }
    out_done(&out);
    return code;
}
