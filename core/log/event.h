/* SPDX-License-Identifier: MIT */
/*
 * event.h: what can stand in the log: the kinds of record, the operations, the kinds of object,
 * each from one list, and struct event, the record itself (design.md section 5; ipc-tutor-run(5)).
 *
 * A record is a struct of fixed size. Strings (names, calls, sentences) are kept once by the log
 * and named by a number (log_intern, log_str); 0 names "no string". Read log.h next.
 */
#ifndef EVENT_H
#define EVENT_H

#include <stdbool.h>
#include <stdint.h>

/* Kinds of record: constant, and its name in JSON Lines format 1. */
#define EVENT_KINDS(X)                                                                             \
    X(EVENT_RUN_START, "run.start")                                                                \
    X(EVENT_ACTOR_START, "actor.start")                                                            \
    X(EVENT_ACTOR_EXIT, "actor.exit")                                                              \
    X(EVENT_OBJ_NEW, "obj.new")                                                                    \
    X(EVENT_OBJ_GONE, "obj.gone")                                                                  \
    X(EVENT_FD_OPEN, "fd.open")                                                                    \
    X(EVENT_FD_CLOSE, "fd.close")                                                                  \
    X(EVENT_STEP, "step") /* actor was let go: the records up to the next step are its step */     \
    X(EVENT_OP_READY, "op.ready") /* actor stands at the gate of this operation */                 \
    X(EVENT_OP_ENTER, "op.enter")                                                                  \
    X(EVENT_OP_BLOCK, "op.block")                                                                  \
    X(EVENT_OP_EXIT, "op.exit")                                                                    \
    X(EVENT_MARK, "mark")                                                                          \
    X(EVENT_SAY, "say")                                                                            \
    X(EVENT_PRINT, "print")                                                                        \
    X(EVENT_ASK, "ask")                                                                            \
    X(EVENT_ANSWER, "answer")                                                                      \
    X(EVENT_DEADLOCK, "deadlock")                                                                  \
    X(EVENT_RUN_END, "run.end")                                                                    \
    X(EVENT_OBJ_FILL, "obj.fill")   /* how much is in it, asked of the kernel: of what processes   \
                                       without gates put in and took out, nobody has records */    \
    X(EVENT_INTERRUPT, "interrupt") /* Ctrl-C: the terminal's signal to all; a step of its own */

/* Operations: constant, name in the log, and the manual page that rules it (or, where the kernel
 * has no part in it, what it is). */
#define EVENT_OPS(X)                                                                               \
    X(OP_FORK, "fork", "fork(2)")                                                                  \
    X(OP_WAIT, "wait", "waitpid(2)")                                                               \
    X(OP_EXIT, "exit", "_exit(2)")                                                                 \
    X(OP_KILL, "kill", "kill(2)")                                                                  \
    X(OP_PIPE, "pipe", "pipe(2)")                                                                  \
    X(OP_READ, "read", "read(2)")                                                                  \
    X(OP_WRITE, "write", "write(2)")                                                               \
    X(OP_CLOSE, "close", "close(2)")                                                               \
    X(OP_SLEEP, "sleep", "nanosleep(2)")                                                           \
    X(OP_SIGNAL, "signal", "sigaction(2)")                                                         \
    X(OP_ASK, "ask", "read(2)")                                                                    \
    X(OP_GETPID, "getpid", "getpid(2)")                                                            \
    X(OP_GETPPID, "getppid", "getppid(2)")                                                         \
    X(OP_MMAP, "mmap", "mmap(2)")                                                                  \
    X(OP_LOAD, "load", "a load (no system call)")                                                  \
    X(OP_STORE, "store", "a store (no system call)")                                               \
    X(OP_MUTEX_INIT, "mutex_init", "pthread_mutex_init(3)")                                        \
    X(OP_LOCK, "lock", "pthread_mutex_lock(3)")                                                    \
    X(OP_TRYLOCK, "trylock", "pthread_mutex_trylock(3)")                                           \
    X(OP_UNLOCK, "unlock", "pthread_mutex_unlock(3)")                                              \
    X(OP_CONSISTENT, "consistent", "pthread_mutex_consistent(3)")                                  \
    X(OP_SEM_INIT, "sem_init", "sem_init(3)")                                                      \
    X(OP_ACQUIRE, "acquire", "sem_wait(3)")                                                        \
    X(OP_TRY_ACQUIRE, "try_acquire", "sem_trywait(3)")                                             \
    X(OP_RELEASE, "release", "sem_post(3)")                                                        \
    X(OP_GETVALUE, "getvalue", "sem_getvalue(3)")                                                  \
    X(OP_EVENT_WAIT, "event_wait", "futex(2)")                                                     \
    X(OP_EVENT_SET, "set", "futex(2)")                                                             \
    X(OP_EVENT_CLEAR, "clear", "a store (no system call)")                                         \
    X(OP_EVENT_IS_SET, "is_set", "a load (no system call)")                                        \
    X(OP_MKFIFO, "mkfifo", "mkfifo(3)")                                                            \
    X(OP_OPEN, "open", "open(2)")                                                                  \
    X(OP_UNLINK, "unlink", "unlink(2)")                                                            \
    X(OP_SOCKET, "socket", "socket(2)")                                                            \
    X(OP_BIND, "bind", "bind(2)")                                                                  \
    X(OP_LISTEN, "listen", "listen(2)")                                                            \
    X(OP_ACCEPT, "accept", "accept(2)")                                                            \
    X(OP_CONNECT, "connect", "connect(2)")                                                         \
    X(OP_SHUTDOWN, "shutdown", "shutdown(2)")                                                      \
    X(OP_SOCKETPAIR, "socketpair", "socketpair(2)")                                                \
    X(OP_SEND, "send", "send(2)")                                                                  \
    X(OP_RECV, "recv", "recv(2)")                                                                  \
    X(OP_SENDTO, "sendto", "sendto(2)")                                                            \
    X(OP_RECVFROM, "recvfrom", "recvfrom(2)")                                                      \
    X(OP_FCNTL, "fcntl", "fcntl(2)")                                                               \
    X(OP_POLL, "poll", "poll(2)")                                                                  \
    X(OP_MQ_OPEN, "mq_open", "mq_open(3)")                                                         \
    X(OP_MQ_SEND, "mq_send", "mq_send(3)")                                                         \
    X(OP_MQ_RECEIVE, "mq_receive", "mq_receive(3)")                                                \
    X(OP_MQ_UNLINK, "mq_unlink", "mq_unlink(3)")                                                   \
    X(OP_BARRIER_WAIT, "barrier_wait", "futex(2)")                                                 \
    X(OP_PAUSE, "pause", "pause(2)")                                                               \
    X(OP_SIGWAIT, "sigwait", "sigwaitinfo(2)")                                                     \
    X(OP_SIGMASK, "sigprocmask", "sigprocmask(2)")                                                 \
    X(OP_HANDLER, "handler", "a signal handler (signal(7))")                                       \
    X(OP_CHAN_SEND, "chan_send", "futex(2)")                                                       \
    X(OP_CHAN_RECV, "chan_recv", "futex(2)")                                                       \
    X(OP_CHAN_CLOSE, "chan_close", "futex(2)")                                                     \
    X(OP_SETSOCKOPT, "setsockopt", "setsockopt(2)")                                                \
    X(OP_GETSOCKOPT, "getsockopt", "getsockopt(2)")                                                \
    X(OP_DUP2, "dup2", "dup2(2)")                                                                  \
    X(OP_EXEC, "exec", "execve(2)")

/* Kinds of object: constant, and the name that obj.new gives (and names are made from: "pipe#1").
 */
#define EVENT_OBJS(X)                                                                              \
    X(OBJ_PIPE, "pipe")                                                                            \
    X(OBJ_VALUE, "value")                                                                          \
    X(OBJ_ARRAY, "array")                                                                          \
    X(OBJ_LOCK, "lock")                                                                            \
    X(OBJ_RLOCK, "rlock")                                                                          \
    X(OBJ_SEMAPHORE, "semaphore")                                                                  \
    X(OBJ_EVENT, "event")                                                                          \
    X(OBJ_FIFO, "fifo")                                                                            \
    X(OBJ_LISTENER, "listener")     /* a socket that waits for connections: they go through it */  \
    X(OBJ_TCP, "tcp")               /* one direction of a connection; two of them make one */      \
    X(OBJ_SOCKETPAIR, "socketpair") /* one direction of a pair */                                  \
    X(OBJ_UDP, "udp")               /* a socket and its receive buffer: datagrams go through it */ \
    X(OBJ_MQUEUE, "mqueue")                                                                        \
    X(OBJ_CONDITION, "condition")                                                                  \
    X(OBJ_BARRIER, "barrier")                                                                      \
    X(OBJ_QUEUE, "queue")           /* a pipe whose bytes are items, and what guards it */         \
    X(OBJ_SIGNALS, "signals")       /* what a process does with signals, and which are pending */  \
    X(OBJ_UNIX, "unix")             /* one direction of a connection of Unix sockets */            \
    X(OBJ_UNIX_DGRAM, "unix-dgram") /* a Unix datagram socket and what waits to be received */     \
    X(OBJ_CHANNEL, "channel")       /* Go's: values from hand to hand, or through a buffer */

/* The first constant of each is "none/unknown": a record whose kind (op, type) this version does
 * not know keeps its name in `name` (and, of an unknown kind, all fields of its own in `more`) and
 * is passed over by the fold. */
enum event_kind {
    EVENT_UNKNOWN,
#define X(id, name) id,
    EVENT_KINDS(X)
#undef X
        EVENT_KIND_COUNT
};

enum op_kind {
    OP_NONE,
#define X(id, name, manual) id,
    EVENT_OPS(X)
#undef X
        OP_COUNT
};

enum obj_type {
    OBJ_NONE,
#define X(id, name) id,
    EVENT_OBJS(X)
#undef X
        OBJ_COUNT
};

enum fd_end { END_NONE, END_R, END_W, END_RW };

enum run_outcome {
    OUTCOME_NONE,
    OUTCOME_OK,
    OUTCOME_DEADLOCK,
    OUTCOME_ERROR,
    OUTCOME_LIMIT,
    OUTCOME_STOPPED
};

/* What `has` says is present; absent numbers are null or left out in JSON. */
enum event_has {
    EVENT_HAS_OBJ = 1 << 0,
    EVENT_HAS_FD = 1 << 1,
    EVENT_HAS_RET = 1 << 2,    /* ret is a result (actor.exit: status) */
    EVENT_HAS_RANGE = 1 << 3,  /* off, len */
    EVENT_HAS_T = 1 << 4,      /* mark: T = ret */
    EVENT_HAS_SIGNAL = 1 << 5, /* actor.exit: killed by signal ret */
    EVENT_TRUTH = 1 << 6,      /* run.end: as_expected */
};

typedef uint32_t strid; /* the one typedef: a string of the log; 0: none */

/* One record. Fields that a kind does not use are 0. 96 bytes. */
struct event {
    int64_t t;    /* ns since the start, on the run's clock */
    int64_t ret;  /* op.exit: result; actor.exit: status or signal; mark: T; run.end: steps;
                     interrupt: signal */
    int64_t off;  /* op.exit: first byte (or message) of the object's stream */
    int64_t len;  /* op.exit: how many; run.end: left_behind */
    int32_t pid;  /* as the machine sees it */
    int32_t vpid; /* as the lesson sees it; equal to pid where there is no cage */
    strid actor;  /* name of the process that the record is of */
    strid obj;    /* name of the object, as "pipe#1" */
    strid name;   /* actor.start: parent; obj.new: type as text; op.*: op as text if OP_NONE;
                     run.start: lesson; mark: label; interrupt: its word in a schedule; unknown
                     kind or outcome: its name */
    strid
        text; /* call of op.ready and op.enter; why of op.block and deadlock; text of say, print,
                 ask, answer; err of op.exit ("EPIPE"); program of run.start; expected of run.end */
    strid waits_for; /* op.block: names, one space between; deadlock: actors, likewise;
                        interrupt: who got it; run.start and run.end: schedule */
    strid state;     /* op.exit: state, obj.new: attrs, run.start: params: a JSON object as text;
                        deadlock: circle, a JSON array as text */
    strid more;      /* fields this version does not know, as they stood: `"x":1,"y":[]`; or 0 */
    uint32_t data;   /* op.exit: place of the first bytes in the log's store (log_data) */
    int32_t fd;
    int32_t line;     /* in lesson.lua, from 1; 0: none */
    uint16_t kind;    /* enum event_kind */
    uint16_t op;      /* enum op_kind */
    uint16_t type;    /* obj.new: enum obj_type; run.end: enum run_outcome */
    uint8_t end;      /* fd.open: enum fd_end */
    uint8_t has;      /* enum event_has */
    uint8_t data_len; /* bytes in the store, 0 to 64 */
};

#define EVENT_DATA_MAX 64

/* Names of the lists above; "" for the first constant or a number out of range. Never fail. */
const char *event_kind_name(enum event_kind kind);
const char *op_name(enum op_kind op);
const char *op_manual(enum op_kind op);
const char *obj_type_name(enum obj_type type);
const char *run_outcome_name(enum run_outcome outcome);
/* The constants by name; the first constant of each list if there is none of that name. */
enum event_kind event_kind_by_name(const char *name);
enum op_kind op_by_name(const char *name);
enum obj_type obj_type_by_name(const char *name);
enum run_outcome run_outcome_by_name(const char *name);

#endif
