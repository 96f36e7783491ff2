/* SPDX-License-Identifier: MIT */
/*
 * drive.h: runs a body of operations in real processes under a supervisor, in a runner forked for
 * it, and gives what they recorded as lines of text:
 *
 *   main: pipe([3, 4])            at its gate
 *   main: pipe = 0                came back (or "= -1 EBADF", "= 6 \"hello\\n\"", then the state)
 *   main: object p pipe {...}  main: fd 3 r p  main: closed 3  main: print hello
 *   main: ended 0 | killed SIGPIPE
 *   deadlock: main read, child read
 *
 * No cmocka assert happens outside of the test's own process.
 */
#ifndef DRIVE_H
#define DRIVE_H

#include "buf.h"
#include "cage.h"
#include "fdio.h"
#include "supervisor.h"
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct drive {
    struct supervisor *supervisor;
    struct buf out;
    const char *order;       /* digits: slots to let go first; then fair */
    const char *dir;         /* where the names of the run go */
    const char *answers;     /* what asks get, one after the other, each ended by a line break */
    const struct cage *cage; /* NULL: a bare one, with that directory alone */
    char objs[16][48];
    uint32_t last;
    bool reported[64];
};

static const char *drive_obj(const struct drive *drive, uint32_t obj) {
    return obj < 16 ? drive->objs[obj] : "?";
}

static void drive_exit(struct drive *drive, const char *name, const struct ring_record *record) {
    buf_putf(&drive->out, "%s: %s = %lld", name, op_name(record->op),
             record->op == OP_FORK && record->ret > 0 ? 1LL : (long long)record->ret);
    if (record->err) {
        buf_putf(&drive->out, " %s", strerrorname_np(record->err));
    }
    if (record->data_len > 0) {
        buf_putf(&drive->out, " [%.*s]", (int)record->data_len, (const char *)record->data);
    }
    buf_putf(&drive->out, "%s%s\n", record->state_len > 0 ? " " : "", record->state);
}

static void drive_take(void *arg, uint32_t slot, const struct ring_record *record) {
    static const char *const ends[] = {"", "r", "w", "rw"};
    struct drive *drive = arg;
    struct buf *out = &drive->out;
    const char *name = supervisor_slot(drive->supervisor, slot)->name;
    switch (record->kind) {
    case RING_READY:
        buf_putf(out, "%s: %s @%d\n", name, record->text, record->line);
        break;
    case RING_EXIT:
        drive_exit(drive, name, record);
        break;
    case RING_OBJ_NEW:
        if (record->obj < 16) {
            snprintf(drive->objs[record->obj], 48, "%s", record->text);
        }
        buf_putf(out, "%s: object %s %s %s\n", name, record->text, obj_type_name(record->type),
                 record->state);
        break;
    case RING_FD_OPEN:
        buf_putf(out, "%s: fd %d %s %s\n", name, record->fd, ends[record->end],
                 drive_obj(drive, record->obj));
        break;
    case RING_FD_CLOSE:
        buf_putf(out, "%s: closed %d\n", name, record->fd);
        break;
    case RING_MARK:
        buf_putf(out, "%s: mark %lld %s\n", name, (long long)record->ret, record->text);
        break;
    case RING_SAY:
        buf_putf(out, "%s: say %s\n", name, record->text);
        break;
    case RING_PRINT:
        buf_putf(out, "%s: print %s\n", name, record->text);
        break;
    case RING_FAULT:
        buf_putf(out, "%s: fault %s:%d: %s\n", name, record->state, record->line, record->text);
        break;
    case RING_LIMIT:
        buf_putf(out, "%s: limit %d: %s\n", name, record->line, record->text);
        break;
    case RING_NONE:
    case RING_ENTER:
    case RING_FORKED:
    case RING_OBJ_GONE:
    case RING_ASK:
    case RING_ANSWER:
    case RING_KIND_COUNT:
        break;
    }
}

static void drive_deaths(struct drive *drive) {
    for (uint32_t i = 0; i < supervisor_count(drive->supervisor) && i < 64; i++) {
        const struct supervisor_slot *slot = supervisor_slot(drive->supervisor, i);
        if (slot->state == SLOT_DEAD && !drive->reported[i]) {
            drive->reported[i] = true;
            buf_putf(&drive->out, slot->killed ? "%s: killed by %s%s\n" : "%s: ended%s%s\n",
                     slot->name, slot->killed ? "SIG" : "",
                     slot->killed ? sigabbrev_np(slot->status) : "");
        }
    }
}

static bool drive_is(const struct drive *drive, uint32_t slot, enum slot_state state) {
    return slot < supervisor_count(drive->supervisor) &&
           supervisor_slot(drive->supervisor, slot)->state == state;
}

/* The next slot in this state, after the last one that went; SLOT_NOBODY: none. */
static uint32_t drive_next(const struct drive *drive, enum slot_state state) {
    uint32_t count = supervisor_count(drive->supervisor);
    for (uint32_t i = 1; i <= count; i++) {
        uint32_t slot = (drive->last + i) % count;
        if (drive_is(drive, slot, state)) {
            return slot;
        }
    }
    return SLOT_NOBODY;
}

static int drive_answer(struct drive *drive, uint32_t slot) {
    size_t len = strcspn(drive->answers, "\n");
    const char *text = drive->answers[len] ? drive->answers : NULL;
    drive->answers += text ? len + 1 : 0;
    return supervisor_answer(drive->supervisor, slot, text, len);
}

/* One step of whoever is next; false: nobody can go on. */
static bool drive_step(struct drive *drive) {
    uint32_t slot = SLOT_NOBODY;
    if (*drive->order) {
        slot = (uint32_t)(*drive->order++ - '0');
        if (!drive_is(drive, slot, SLOT_READY)) {
            buf_putf(&drive->out, "slot %u is not ready\n", slot);
            return false;
        }
    } else {
        slot = drive_next(drive, SLOT_READY);
    }
    if (slot != SLOT_NOBODY) {
        drive->last = slot;
        return supervisor_step(drive->supervisor, slot) == 0;
    }
    slot = drive_next(drive, SLOT_ASKING);
    if (slot != SLOT_NOBODY) {
        return drive_answer(drive, slot) == 0;
    }
    return supervisor_wake(drive->supervisor) == 0;
}

static void drive_end(struct drive *drive) {
    const char *before = "deadlock: ";
    for (uint32_t i = 0; i < supervisor_count(drive->supervisor); i++) {
        const struct supervisor_slot *slot = supervisor_slot(drive->supervisor, i);
        if (slot->state == SLOT_BLOCKED) {
            buf_putf(&drive->out, "%s%s %s", before, slot->name, op_name(slot->op));
            before = ", ";
        }
    }
    buf_putc(&drive->out, '\n');
}

static void drive_runner(int (*body)(void *arg), void *arg, struct drive *drive) {
    struct cage cage = {.proc_fd = -1, .queues_dir = "/dev/mqueue"};
    snprintf(cage.run_dir, sizeof cage.run_dir, "%s", drive->dir);
    struct supervisor_wish wish = {.main = body,
                                   .arg = arg,
                                   .cage = drive->cage ? drive->cage : &cage,
                                   .settle_ns = 60000000000LL};
    int code = supervisor_new(&wish, &drive->supervisor, NULL);
    if (code < 0) {
        buf_putf(&drive->out, "no supervisor: %d\n", -code);
        return;
    }
    do {
        supervisor_drain(drive->supervisor, drive_take, drive);
        drive_deaths(drive);
    } while (drive_step(drive));
    supervisor_drain(drive->supervisor, drive_take, drive);
    drive_deaths(drive);
    drive_end(drive);
    supervisor_free(drive->supervisor);
}

static void drive_remove(const char *path) {
    DIR *dir = opendir(path);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(path);
}

/* Runs body(arg) as main; the lines, to be freed by mem_free. order and answers may be NULL. */
static inline char *drive(int (*body)(void *arg), void *arg, const char *order,
                          const char *answers) {
    int fds[2];
    struct buf out = {0};
    char dir[] = "/tmp/ipc-tutor-drive-XXXXXX";
    if (pipe(fds) < 0 || !mkdtemp(dir)) {
        abort();
    }
    pid_t pid = fork();
    if (pid == 0) {
        struct drive drive = {
            .dir = dir, .order = order ? order : "", .answers = answers ? answers : ""};
        close(fds[0]);
        drive_runner(body, arg, &drive);
        fd_write_all(fds[1], buf_str(&drive.out), drive.out.len);
        _exit(0);
    }
    close(fds[1]);
    fd_read_to_end(fds[0], &out, 0);
    close(fds[0]);
    waitpid(pid, NULL, 0);
    drive_remove(dir);
    return buf_take(&out);
}

#endif
