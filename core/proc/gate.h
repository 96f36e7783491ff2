/* SPDX-License-Identifier: MIT */
/*
 * gate.h: the lesson's side of a run. Before each operation a lesson process stops at its gate,
 * where the supervisor (supervisor.h, in the runner) sees what it is going to do and lets it go or
 * not; what it does is written to its ring in shared memory (ring.h).
 *
 *     gate_enter(&op);  ret = read(fd, buf, n);  gate_exit(&result);
 *
 * All of this works in the process that supervisor_new started and in those forked with gate_fork
 * only. Nothing here allocates. Read ring.h, then supervisor.h next.
 */
#ifndef GATE_H
#define GATE_H

#include "event.h"
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    GATE_TOUCH_MAX = 16, /* objects that one operation can touch */
    GATE_NAME_MAX = 48,  /* bytes of a process's or an object's name, with the 0 */
    GATE_ANSWER_MAX = 1024,
    /* A wild run (supervisor.h) has no clock but the machine's. Its sleeps are shorter by this: a
     * second lasts 10 ms, which is long against everything else that a lesson does. */
    GATE_WILD_SLEEP = 100
};

/* What an operation does with an object. Whoever waits on a touched object is looked at after the
 * step; a process that blocks waits in the queues (obj, dir) that it touches. */
enum gate_dir {
    GATE_IN,  /* takes: waits until there is something (read, accept, wait for a semaphore) */
    GATE_OUT, /* puts: waits until there is room (write), or never (close, post) */
};

enum gate_queue {
    /* The kernel wakes everybody who waits in this queue at once (settle.md section 3). All but the
     * first are parked before a step that touches the object. Only for calls that go on by
     * themselves after a stop. */
    GATE_HERD = 1 << 0,
    /* A queue served one by one, in the order of waiting, each waiter sleeping once: semaphore,
     * pipe read, datagrams, message queue, mutex, unix connect. Never pipe write or TCP. */
    GATE_FIFO = 1 << 1,
    /* The call only wakes here: it never waits in this queue. */
    GATE_WAKES = 1 << 2
};

struct gate_touch {
    uint32_t obj; /* from gate_obj_new */
    uint8_t dir;  /* enum gate_dir */
    uint8_t queue;
};

struct gate_op {
    enum op_kind op;
    uint32_t obj;     /* that the record names; 0: none */
    int fd;           /* that the record names; -1: none */
    int line;         /* in the lesson; 0: not known */
    const char *call; /* the C call as the kernel will see it, "read(3, 4096)" */
    /* Every object whose waiters this can wake, or in whose queue it can wait. */
    struct gate_touch touch[GATE_TOUCH_MAX];
    uint32_t touch_count;
    pid_t target; /* process that it signals (as kill(2) takes it); 0: none */
    bool may_end; /* can end a process or touch more than it says: everybody is looked at after */
    /* What a name stands for may change while the process waits at its gate: called with
     * find_arg once it is let go, gives the object that the record names. NULL: obj stays. */
    uint32_t (*find)(const void *arg);
    const void *find_arg;
    bool timed; /* a timer of the kernel can end its wait: all asleep in such is no deadlock */
    /* > 0: if the call is still asleep so many ns later on the run's own clock, a signal that does
     * nothing else interrupts it (EINTR), and gate_timed_out says so. */
    int64_t limit;
    uint64_t
        takes; /* signals that the call itself takes, as sigwaitinfo(2): bit n - 1 is signal n */
};

struct gate_result {
    int64_t ret;
    int err;          /* errno value, 0: none */
    bool has_range;   /* moved `len` bytes (messages) through obj's stream */
    int64_t off;      /* first of them; -1: the recorder counts (in the kernel's order) */
    int64_t len;      /* how many */
    const void *data; /* the first of them; at most EVENT_DATA_MAX are kept */
    size_t data_len;
    const char *state; /* JSON object: what changed; or NULL */
};

/* Publishes the operation, then waits at the gate until it is let go. */
void gate_enter(const struct gate_op *op);
/* A limit as the kernel itself is to keep it, ns: in a wild run, which has no other clock; -1 where
 * the run's clock does. */
int64_t gate_kernel_limit(int64_t limit);
/* Between the call and gate_exit: whether it was the run's clock that interrupted it. */
bool gate_timed_out(void);
/* Records what came of it. */
void gate_exit(const struct gate_result *result);

/* A gated fork(2). The child has a slot and a ring of its own under `name` (NULL: "child"; a second
 * process of a name is "child#2"). In the parent the child's pid, or -errno (-EAGAIN too when the
 * run has no slot left); 0 in the child, which must end with gate_exit_process. */
pid_t gate_fork(const char *name, int line);
/* A gated _exit(2). */
_Noreturn void gate_exit_process(int status, int line);
/* Says that this process reaped `pid` with this waitpid(2) status: call it between a wait that
 * reaped and its gate_exit (nobody else can learn how a lesson's child ended). */
void gate_reaped(pid_t pid, int wait_status);

/* Sleeps on the run's own clock (a wild run: on the machine's, GATE_WILD_SLEEP): a gated operation
 * that is over when nobody else can run and the clock has come to its end. Enter and exit included.
 * 0, or -EINTR: a signal's handler ran. */
int gate_sleep(int64_t ns, int line);
/* Asks the student: a gated operation; the answer (without newline) goes to answer, 0-terminated.
 * Returns its length, or -1 when no more answers will come. Enter and exit included. */
ssize_t gate_ask(const char *text, int line, char *answer, size_t cap);

/* A new object: records it and gives its number (1, 2, 3 ...). name NULL: "pipe#1", from a counter
 * a type; a name given before gets "#2". attrs: JSON object or NULL. */
uint32_t gate_obj_new(enum obj_type type, const char *name, const char *attrs);
/* The same, and the name that it got: for what is to say it later. */
uint32_t gate_obj_new_named(enum obj_type type, const char *name, const char *attrs,
                            char ret_name[GATE_NAME_MAX]);
/* The same in two parts: `count` numbers in a row, of objects that nobody knows of yet, and making
 * one of them known. What can fail is tried in between. */
uint32_t gate_obj_reserve(uint32_t count);
void gate_obj_new_at(uint32_t obj, enum obj_type type, const char *name, const char *attrs);
/* The number of the object at a port of the run's network, the same for everybody: reserved when
 * somebody names the port first, be anything there or not (who is about to call must say what the
 * call touches, and somebody else may bind the port in between). IPv6 has ports of its own. 0: too
 * many ports. */
uint32_t gate_port(enum obj_type type, bool ipv6, uint16_t port);
/* A number for gate_touch alone, for a queue inside an object that has several; no record names it.
 */
uint32_t gate_queue_new(void);
void gate_obj_gone(uint32_t obj);
/* What has a name in the kernel (a FIFO, a queue, shared memory) is found by other processes under
 * a key of the mechanism's own choosing, never 0: gate_key of that name, or an inode's. The last
 * object that a key was given to counts; 0: there is none. */
void gate_obj_key(uint64_t key, uint32_t obj);
uint32_t gate_obj_by_key(uint64_t key);
/* Names of message queues begin with it: "" where the run has a namespace for them. Where it is
 * more, an empty file "mq.NAME" in the current directory says that the queue NAME is the run's. */
const char *gate_names_prefix(void);
/* Whether the run has a network of its own: ports and abstract names are its alone then. */
bool gate_has_network(void);
/* A key made of a kind of name and a name. */
uint64_t gate_key(char space, const char *name);
/* What pipe, dup, close and so on did to the table of this process. (fork and exit need no notes.)
 * A socket reads from one object and writes into another: gate_fd_open twice, END_R and END_W. So
 * dup2 over an open descriptor has to say gate_fd_close first. */
void gate_fd_open(int fd, uint32_t obj, enum fd_end end);
void gate_fd_close(int fd);

void gate_mark(int64_t T, const char *label); /* T -1: only a name */
void gate_say(const char *text);
void gate_print(const char *text, size_t len);
/* The program broke: outcome "error" with file:line: text. Ends nothing by itself. */
void gate_fault(const char *file, int line, const char *text);
/* A budget (instructions, memory) ran out: outcome "limit". Ends nothing by itself. */
void gate_limit(int line, const char *text);

/* For the handler of SIGXCPU, which then ends the process: where it was when its CPU time was used
 * up. An atomic store. */
void gate_overtime(int line);

/* A gated execve(2) of a program that programs_allow (programs.h) let in: from then on this process
 * has no gates. Descriptors 0 to 2 that gate_standard_fd did not name become those of a program
 * that is started without a terminal: no input, and output that is told as prints of this process.
 * It can make no further process. Returns on failure alone: -errno. */
int gate_exec(const char *name, char *const *argv, const char *call, int line);
/* Descriptor fd (0, 1 or 2) is the lesson's own from now on, open or closed. */
void gate_standard_fd(int fd);

/* Signals with handlers. A process that stands at a gate when one arrives (the handler of C called
 * gate_interrupt) calls run, which may do operations of its own, and then stands at the first gate
 * again. at_gate is called when it has come to a gate: true, if there is something to run already;
 * go, when it is let go. */
void gate_on_signals(bool (*at_gate)(void), void (*go)(void), void (*run)(void *arg), void *arg);
/* For a signal handler: nothing but atomic stores. */
void gate_interrupt(void);
/* Says, at a gate, whether this process keeps SIGCHLD blocked from when it is let go up to its next
 * gate, and has a handler for GATE_CHILD_SIGNAL that lets it in. A child that dies closes its ends
 * first and signals its parent then, and the parent may run in between or not: so who still sleeps
 * once all is settled is told by that signal. */
#define GATE_CHILD_SIGNAL (SIGRTMAX - 1)
void gate_hears_children(bool hears);

/* Is this process one of a run? False in a runner that only reads declarations. */
bool gate_attached(void);
/* The name of this process. */
const char *gate_name(void);
/* The name of a process of this run by its pid (as this process sees it), or NULL. */
const char *gate_name_of(pid_t pid);

#endif
