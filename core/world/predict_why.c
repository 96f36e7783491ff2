/* SPDX-License-Identifier: MIT */
/*
 * predict_why.c: what is wrong with what students think of an operation: one row a mistake, with
 * the rule of its manual page. A wrong prediction that has no row here has its why in the records
 * alone (tell.h).
 */
#include "predict.h"
#include <string.h>

struct mistake {
    enum op_kind op;
    enum predict_kind said, did;
    const char *err; /* that it failed with; NULL: any, or none */
    const char *why;
};

static const struct mistake mistakes[] = {
    {OP_READ, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "read(2) takes what is there, be it less than was asked for; it waits only where nothing is."},
    {OP_READ, PREDICT_BLOCKS, PREDICT_EOF, NULL,
     "Nothing is in it and nobody has a write end: nothing can come any more, and 0 says so."},
    {OP_READ, PREDICT_EOF, PREDICT_BLOCKS, NULL,
     "End-of-file comes when the last write end is closed, not when it is empty."},
    {OP_READ, PREDICT_EOF, PREDICT_GOES_ON, NULL,
     "What is in it is read first; end-of-file comes after the last byte."},
    {OP_READ, PREDICT_GOES_ON, PREDICT_EOF, NULL,
     "Nothing is in it and nobody has a write end any more: 0 is end-of-file, not an error."},
    {OP_READ, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL,
     "Nothing is in it, and somebody still has a write end: bytes may come."},
    {OP_READ, PREDICT_GOES_ON, PREDICT_GOES_ON, NULL,
     "Bytes have no borders: one read(2) takes all that is there, up to what was asked for."},
    {OP_RECV, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "recv(2) takes what is there, be it less than was asked for."},
    {OP_RECV, PREDICT_BLOCKS, PREDICT_EOF, NULL,
     "The other side has closed or shut it down: nothing can come any more, and 0 says so."},
    {OP_RECV, PREDICT_EOF, PREDICT_BLOCKS, NULL,
     "End-of-file comes only of a stream whose other side was closed or shut down."},
    {OP_RECV, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL, "Nothing is there to be received."},
    {OP_WRITE, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "write(2) puts the bytes into a buffer of the kernel; it waits only when that is full."},
    {OP_SEND, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "send(2) puts the bytes into a buffer of the kernel; it waits only when that is full."},
    {OP_WRITE, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL,
     "The buffer has no room for all of it: it waits until somebody reads."},
    {OP_SEND, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL,
     "The buffer has no room for all of it: it waits until somebody receives."},
    {OP_WRITE, PREDICT_DIES, PREDICT_FAILS, "EPIPE",
     "Nobody has a read end; SIGPIPE is ignored or handled here, so write(2) returns EPIPE."},
    {OP_WRITE, PREDICT_FAILS, PREDICT_DIES, NULL,
     "Nobody has a read end; EPIPE is returned only to a process that ignores or handles SIGPIPE."},
    {OP_WRITE, PREDICT_FAILS, PREDICT_GOES_ON, NULL, "Somebody has a read end: that is enough."},
    {OP_WRITE, PREDICT_DIES, PREDICT_GOES_ON, NULL, "Somebody has a read end: that is enough."},
    {OP_OPEN, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL,
     "open(2) of a FIFO waits until the other end is opened too."},
    {OP_CONNECT, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "The kernel takes the connection into the queue of listen(2); accept(2) may come later."},
    {OP_WAIT, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL, "The child has not ended yet."},
    {OP_WAIT, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "The child has ended already: the kernel has kept its status until now."},
    {OP_LOCK, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL, "It is taken: only one has it at a time."},
    {OP_ACQUIRE, PREDICT_GOES_ON, PREDICT_BLOCKS, NULL,
     "The value is 0: it waits until somebody releases."},
    {OP_ACQUIRE, PREDICT_BLOCKS, PREDICT_GOES_ON, NULL,
     "The value was above 0: it is one less now, and nobody waits."},
    {OP_TRY_ACQUIRE, PREDICT_BLOCKS, PREDICT_FAILS, NULL, "sem_trywait(3) never waits."},
    {OP_TRYLOCK, PREDICT_BLOCKS, PREDICT_FAILS, NULL, "pthread_mutex_trylock(3) never waits."},
    {OP_STORE, PREDICT_GOES_ON, PREDICT_GOES_ON, NULL,
     "A store puts its own number there: it adds nothing to what is there."},
};

const char *prediction_why(const struct prediction *said, const struct predict_outcome *outcome) {
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mistake *row = &mistakes[i];
        bool fits =
            row->op == outcome->op && row->said == said->kind && row->did == outcome->did.kind;
        if (fits && (row->err == NULL || strcmp(row->err, outcome->did.err) == 0)) {
            return row->why;
        }
    }
    return said->kind == PREDICT_FAILS && said->err != NULL && strcmp(said->err, "EAGAIN") == 0
               ? "EAGAIN comes only where O_NONBLOCK was set, or from a call that never waits."
               : NULL;
}
