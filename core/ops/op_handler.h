/* SPDX-License-Identifier: MIT */
/*
 * op_handler.h: signals with handlers (signal(7)). The handler of C only notes the signal and keeps
 * it blocked; what the lesson wants done runs once the process is back from its call, or at its
 * gate, between op_handler_begin and op_handler_end. As in the kernel, a signal is blocked while
 * its handler runs, and however often it is sent meanwhile, it arrives once.
 */
#ifndef OP_HANDLER_H
#define OP_HANDLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OP_HANDLER_STATE_MAX = 512, OP_HANDLER_SET_MAX = 8 };

/* sigaction(2) with a handler. restart: SA_RESTART. 0 or -errno (EINVAL: SIGKILL, SIGSTOP). */
int op_handler_set(int signal, bool restart, int line);
/* pause(2): -EINTR, once a handler is to run. */
int op_pause(int line);
/* sigwaitinfo(2): the number of the signal that was pending or came, or -errno (EINTR: another one
 * came, and has a handler). */
int op_sigwait(const int *signals, size_t count, int line);
/* sigprocmask(2): blocks or unblocks these. 0 or -errno. */
int op_sigmask(const int *signals, size_t count, bool block, int line);

/* A signal that was noted and whose handler has not begun yet, taken; 0: there is none. */
int op_handler_noted(void);
/* The handler begins: an operation of its own. What came of this signal while the process stood at
 * the gate has arrived with it. */
void op_handler_begin(int signal, int line);
/* It is over: the signal may come again. */
void op_handler_end(int signal);

/* For gate_on_signals: SIGCHLD is held back between two gates, unless the process is found asleep
 * (gate_hears_children). */
bool op_handler_at_gate(void);
void op_handler_go(void);

/* The object that shows what this process does with signals, 0: it never asked for anything; and
 * that of the process with this pid (arg: a pid_t). */
uint32_t op_handler_table(void);
uint32_t op_handler_table_of(const void *arg);
/* Its state as JSON, or NULL if there is no such object. */
const char *op_handler_state(char out[OP_HANDLER_STATE_MAX]);
/* A signal has no handler any more. */
void op_handler_none(int signal, bool ignored);

#endif
