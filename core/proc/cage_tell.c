/* SPDX-License-Identifier: MIT */
/*
 * cage_tell.c: a cage's report in words (cage.h): one line a feature, and where it is missing, what
 * then does not work.
 */
#include "cage.h"

struct line {
    bool there;
    const char *what, *missing;
};

static void tell(const struct line *line, struct buf *out) {
    buf_putf(out, "%-4s %s\n", line->there ? "yes" : "no", line->what);
    if (!line->there) {
        buf_putf(out, "     %s\n", line->missing);
    }
}

void cage_tell(const struct cage_report *r, struct buf *out) {
    const struct line lines[] = {
        {r->user, "user namespace", "a run has the rights of the user who starts it"},
        {r->pid, "pid namespace",
         "a guard process ends a run instead of the kernel; lessons may signal no process groups"},
        {r->ipc, "ipc namespace",
         "message queues and shared memory are the machine's: removed at "
         "the end of a run by name"},
        {r->mount, "mount namespace", "names of FIFOs and sockets stand in /tmp while a run lasts"},
        {r->net, "network namespace", "lessons with TCP and UDP do not run"},
        {r->shm, "a /dev/shm of its own", "shared memory objects are the machine's"},
        {r->proc, "a /proc of its own", "a lesson sees the machine's processes in /proc"},
        {r->run_dir, "a directory for a run's names",
         "lessons with FIFOs and named sockets do not "
         "run"},
        {r->syscall, "/proc/PID/syscall",
         "blocked calls are told by process state alone, without the number of the call"},
        {r->confine.seccomp, "system call filter (seccomp)",
         "only the scripting language keeps a lesson from calls that it should not make"},
        {r->confine.landlock > 0, "file access rules (Landlock)",
         "only the scripting language keeps a lesson from changing files, and nothing keeps a "
         "program "
         "that it executes from executing others"},
        {r->confine.no_privs, "no new privileges", "set-user-id programs keep their rights"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        tell(&lines[i], out);
    }
    if (r->why[0]) {
        buf_putf(out, "     first refusal: %s\n", r->why);
    }
}
