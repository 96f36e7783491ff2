/* SPDX-License-Identifier: MIT */
/*
 * cmd_doctor.c: what this machine allows, and what then does not work. What a cage can have is
 * tried out by core/proc; whether runs work is tried out by running one.
 */
#include "cage.h"
#include "command.h"
#include "mem.h"
#include "own_keys.h"
#include "places.h"
#include "run.h"
#include "say.h"
#include "term_choice.h"
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

static const char trial_lesson[] =
    "program('trial', {title = 'trial', expect = 'ok'}, function()\n"
    "  local r, w = pipe('p')\n"
    "  local child = fork('child', function() r:close() w:write('x') w:close() end)\n"
    "  w:close()\n"
    "  print(r:read(1))\n"
    "  child:wait()\n"
    "end)\n";

static void yes(struct out *out, const char *what) {
    out_textf(out, "yes  %s\n", what);
}

static void no(struct out *out, const char *what, const char *then) {
    out_textf(out, "no   %s\n     %s\n", what, then);
}

/* A lesson of our own in a new folder; false if there can be none. */
static bool make_trial(char *dir, size_t size) {
    const char *tmp = getenv("TMPDIR");
    char file[256];
    snprintf(dir, size, "%s/ipc-tutor-doctor.XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");
    if (!mkdtemp(dir)) {
        return false;
    }
    snprintf(file, sizeof file, "%s/lesson.lua", dir);
    int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t n = fd < 0 ? -1 : write(fd, trial_lesson, sizeof trial_lesson - 1);
    if (fd >= 0) {
        close(fd);
    }
    return n == (ssize_t)sizeof trial_lesson - 1;
}

static void remove_trial(const char *dir) {
    char file[256];
    snprintf(file, sizeof file, "%s/lesson.lua", dir);
    unlink(file);
    rmdir(dir);
}

/* Whether a run came out as it should; if not, why, into *why. */
static bool trial(const char *dir, bool no_cage, struct buf *why) {
    struct run_wish wish = {.lesson_dir = dir, .lesson = "trial", .no_cage = no_cage};
    struct log *log = log_new();
    struct diag diag = {0};
    struct run *run;
    bool well = false;
    if (run_new(&wish, log, &run, &diag) < 0) {
        diag_write(&diag, why);
        diag_done(&diag);
    } else {
        while (run_wait(run, -1) != RUN_ENDED) {
        }
        const struct event *last = log_at(log, log_count(log));
        well = last && last->kind == EVENT_RUN_END && last->has & EVENT_TRUTH;
        if (run_fault(run)) {
            diag_write(run_fault(run), why);
        } else if (!well) {
            buf_puts(why, "it did not end as it should");
        }
        run_free(run);
    }
    log_free(log);
    return well;
}

static bool try_run(struct out *out, const char *dir, bool no_cage, const char *what) {
    struct buf why = {0};
    bool well = trial(dir, no_cage, &why);
    while (why.len && why.data[why.len - 1] == '\n') {
        why.data[--why.len] = '\0';
    }
    if (well) {
        yes(out, what);
    } else {
        no(out, what, buf_str(&why));
    }
    buf_done(&why);
    return well;
}

static bool look_at_runs(struct out *out) {
    char dir[200];
    bool well = make_trial(dir, sizeof dir);
    if (!well) {
        no(out, "a folder for a trial", dir);
        return false;
    }
    well = try_run(out, dir, false, "a run of three operations and two processes");
    (void)try_run(out, dir, true, "the same without namespaces of its own");
    remove_trial(dir);
    return well;
}

static bool look_at_cpu(struct out *out) {
    cpu_set_t set;
    bool well =
        sched_getaffinity(0, sizeof set, &set) == 0 && sched_setaffinity(0, sizeof set, &set) == 0;
    char text[64];
    if (well) {
        snprintf(text, sizeof text, "pinning a run to one CPU (of %d)", CPU_COUNT(&set));
        yes(out, text);
    } else {
        no(out, "pinning a run to one CPU", "settling is slower and not exact");
    }
    return well;
}

static void look_at_terminal(struct out *out) {
    struct term_choice choice;
    struct term_options options = {0};
    struct diag diag = {0};
    struct winsize size = {0};
    char text[128];
    if (term_choose(&choice, &options, &diag) < 0) {
        no(out, "a terminal for the screen", diag.text ? diag.text : "there is none");
        out_text(out, "     ipc-tutor --plain works without one\n");
        diag_done(&diag);
        return;
    }
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    snprintf(text, sizeof text, "terminal %s, %d x %d, %s, %s", choice.name, size.ws_col,
             size.ws_row, choice.ascii ? "ASCII" : "UTF-8",
             choice.no_colour ? "no colour" : "colour");
    yes(out, text);
    if (choice.notice.len) {
        out_textf(out, "     %s\n", buf_str(&choice.notice));
    }
    buf_done(&choice.notice);
}

static void look_at_locale(struct out *out) {
    struct buf text = {0};
    buf_putf(&text, "locale %s (%s)", setlocale(LC_CTYPE, NULL), nl_langinfo(CODESET));
    if (!out->ascii) {
        yes(out, buf_str(&text));
    } else {
        no(out, buf_str(&text), "not UTF-8: what is drawn and said is put into ASCII");
    }
    buf_done(&text);
}

/* A run's network has ::1 if the kernel has IPv6 at all. */
static void look_at_ipv6(struct out *out) {
    int fd = socket(AF_INET6, SOCK_STREAM, 0);
    if (fd < 0) {
        no(out, "IPv6", "sockets with the address ::1 fail, and lessons say so");
    } else {
        close(fd);
        yes(out, "IPv6, the address ::1");
    }
}

static void show_path(struct out *out, const char *what, const char *path) {
    bool there = path && *path && access(path, F_OK) == 0;
    out_textf(out, "     %-22s %s%s\n", what, path && *path ? path : "none",
              path && *path && !there ? " (not there)" : "");
}

static void tell_fault(void *arg, const struct diag *diag) {
    struct buf text = {0};
    diag_write(diag, &text);
    out_textf(arg, "     %s", buf_str(&text));
    buf_done(&text);
}

static void look_at_keys(struct out *out) {
    struct own_keys_faults faults = {.each = tell_fault, .arg = out};
    char *path = own_keys_path();
    show_path(out, "your keys", path);
    own_keys_load(&faults);
    buf_done(&faults.first);
    mem_free(path);
}

static void look_at_places(struct out *out) {
    struct places places;
    places_init(&places);
    char *answers = places_progress();
    const char *runner = getenv("IPC_TUTOR_RUNNER");
    out_text(out, "\nwhere things lie\n");
    show_path(out, "program", places.executable_dir);
    if (runner && *runner) {
        show_path(out, "runner", runner);
    }
    show_path(out, "lessons", places.own);
    show_path(out, "your lessons", places.user);
    show_path(out, "your answers", answers);
    mem_free(answers);
    out_textf(out, "     %-22s %s\n", "IPC_TUTOR_LESSONS",
              places.path && *places.path ? places.path : "not set");
    out_textf(out, "     %-22s %s\n", "names of a run",
              "in the run's own namespaces; without them under /tmp/ipc-tutor-*");
    places_done(&places);
    look_at_keys(out);
}

static void look_at_kernel(struct out *out) {
    struct utsname name;
    struct cage_report report;
    struct buf text = {0};
    if (uname(&name) == 0) {
        out_textf(out, "%s %s, user %ld\n\n", name.sysname, name.release, (long)geteuid());
    }
    cage_probe(&report);
    cage_tell(&report, &text);
    out_text(out, buf_str(&text));
    buf_done(&text);
}

static int doctor_exec(const struct invocation *invocation) {
    struct out *out = invocation->out;
    look_at_kernel(out);
    bool well = look_at_cpu(out);
    well = look_at_runs(out) && well;
    look_at_ipv6(out);
    look_at_terminal(out);
    look_at_locale(out);
    look_at_places(out);
    out_textf(out, "\n%s\n",
              well ? "Lessons run on this machine."
                   : "Lessons do not run here: see the first \"no\" above.");
    return well ? EXIT_AS_EXPECTED : EXIT_OTHERWISE;
}

static const char *const doctor_examples[] = {"ipc-tutor doctor", NULL};

const struct command command_doctor = {
    .name = "doctor",
    .args = "",
    .summary = "Shows what this machine allows, and what then does not work",
    .more = "Exit status 0: lessons run here, if perhaps with less around them.",
    .examples = doctor_examples,
    .exec = doctor_exec,
};
