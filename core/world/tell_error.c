/* SPDX-License-Identifier: MIT */
/*
 * tell_error.c: what the names of errors mean, one row an errno and operation.
 */
#include "tell.h"
#include <string.h>

/* What an errno means for an operation; OP_NONE: for any other. From the ERRORS of the manual
 * pages. */
static const struct {
    const char *err;
    enum op_kind op;
    const char *text;
} errors[] = {
    {"ENOENT", OP_OPEN, "there is no such name"},
    {"ENOENT", OP_UNLINK, "there is no such name"},
    {"EEXIST", OP_MKFIFO, "the name is taken"},
    {"ENXIO", OP_OPEN, "nobody has it open for reading"},
    {"EBADF", OP_READ, "the descriptor is not open for reading"},
    {"EBADF", OP_WRITE, "the descriptor is not open for writing"},
    {"EBADF", OP_CHAN_CLOSE, "it was closed before"},
    {"EBADF", OP_NONE, "the descriptor is not open"},
    {"EPIPE", OP_CHAN_SEND, "the channel is closed"},
    {"EPIPE", OP_NONE, "no reader is left"},
    {"ECONNREFUSED", OP_CONNECT, "nobody listens at this address"},
    {"ECONNREFUSED", OP_NONE, "nobody is at the other side's address"},
    {"ECONNRESET", OP_NONE, "the other side has closed with bytes unread"},
    {"EADDRINUSE", OP_NONE, "another socket has this address, or left its name"},
    {"EADDRNOTAVAIL", OP_NONE, "the network of the run does not have this address"},
    {"EAFNOSUPPORT", OP_NONE, "the kernel does not have this family of addresses"},
    {"ESOCKTNOSUPPORT", OP_NONE, "there is no such type of socket in this family"},
    {"EPROTOTYPE", OP_NONE, "the socket of that name is of another type"},
    {"ENOENT", OP_CONNECT, "there is no such name"},
    {"ENOENT", OP_SENDTO, "there is no such name"},
    {"EINVAL", OP_BIND, "the name is too long for sun_path, or the socket has an address"},
    {"EINVAL", OP_CONNECT, "the name is too long for sun_path"},
    {"EINVAL", OP_SENDTO, "the name is too long for sun_path"},
    {"EAGAIN", OP_SENDTO, "the receiver's queue is full, and it may not wait"},
    {"ENOTCONN", OP_NONE, "the socket is not connected"},
    {"ENOTSOCK", OP_NONE, "the descriptor is no socket"},
    {"ETIMEDOUT", OP_NONE, "no answer came in time"},
    {"EAGAIN", OP_READ, "nothing is there yet, and it may not wait"},
    {"EAGAIN", OP_RECVFROM, "no datagram is there, and it may not wait"},
    {"EAGAIN", OP_RECV, "nothing is there yet, and it may not wait"},
    {"EAGAIN", OP_SEND, "there is no room, and it may not wait"},
    {"EAGAIN", OP_WRITE, "there is no room, and it may not wait"},
    {"EAGAIN", OP_MQ_RECEIVE, "no message is there, and it may not wait"},
    {"EAGAIN", OP_MQ_SEND, "the queue is full, and it may not wait"},
    {"EMSGSIZE", OP_MQ_RECEIVE, "it is less than the longest message that may come"},
    {"EMSGSIZE", OP_MQ_SEND, "the message is longer than the queue takes"},
    {"EMSGSIZE", OP_NONE, "the message is too long to be sent whole"},
    {"EAGAIN", OP_FORK, "the limit of processes is reached"},
    {"EAGAIN", OP_TRY_ACQUIRE, "its value is 0, and this call never waits"},
    {"EAGAIN", OP_LOCK, "it was taken too often"},
    {"EAGAIN", OP_CHAN_SEND, "too many wait there"},
    {"EAGAIN", OP_CHAN_RECV, "too many wait there"},
    {"EAGAIN", OP_NONE, "it would have to wait, and may not"},
    {"ECHILD", OP_NONE, "there is no such child to wait for"},
    {"EOWNERDEAD", OP_NONE, "it has the lock now, but who had it died inside"},
    {"ENOTRECOVERABLE", OP_NONE, "an owner died, and the next one did not make it consistent"},
    {"EBUSY", OP_TRYLOCK, "another process has it"},
    {"EBUSY", OP_NONE, "it is in use"},
    {"EPERM", OP_UNLOCK, "it does not have this lock"},
    {"EINVAL", OP_CONSISTENT, "no owner of it has died"},
    {"EINTR", OP_PAUSE, "a signal came, and pause never returns in another way"},
    {"EINTR", OP_NONE, "a signal came first"},
    {"EOVERFLOW", OP_RELEASE, "its value would go over what it began with"},
    {"EINVAL", OP_SIGNAL, "this signal can't be caught or ignored"},
    {"EINVAL", OP_NONE, "an argument is out of range"},
    {"EMFILE", OP_NONE, "the limit of descriptors is reached"},
    {"ENFILE", OP_NONE, "the limit of open files of the system is reached"},
    {"ENOMEM", OP_NONE, "there is no memory left for it"},
    {"EPERM", OP_NONE, "it is not permitted"},
    {"EACCES", OP_NONE, "access is not permitted"},
    {"ESRCH", OP_NONE, "there is no such process"},
    {"EFAULT", OP_NONE, "an address is outside of the process's memory"},
    {"EIO", OP_NONE, "input or output failed"},
    {"ENOSYS", OP_NONE, "the kernel does not have this call"},
};

const char *tell_error(const char *err, enum op_kind op) {
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        if (strcmp(errors[i].err, err) == 0 && (errors[i].op == op || errors[i].op == OP_NONE)) {
            return errors[i].text;
        }
    }
    return "";
}
