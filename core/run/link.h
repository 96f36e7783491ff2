/* SPDX-License-Identifier: MIT */
/*
 * link.h: frames over a socket between the tutor and a runner: four bytes of length, one byte of
 * type, then fields. Both ends are the same build on the same machine, so numbers go as they are in
 * memory. The tutor's end takes nothing on trust: a frame that is torn, too long or not what its
 * type says gives -EPROTO, never a crash, because the runner hosts code that nobody vouches for.
 * Records of a log over this: link_log.h. What to run: wish.h.
 */
#ifndef LINK_H
#define LINK_H

#include "buf.h"
#include "diag.h"
#include <stdbool.h>
#include <stdint.h>

#define LINK_FRAME_MAX (1u << 20)

enum link_type {
    /* runner to tutor */
    LINK_STRING = 1, /* bytes: the next string of the log; strings count from 1 */
    LINK_RECORD,     /* struct event, then its data */
    LINK_STATE,      /* u8 enum run_state, str who is next in order (RUN_HELD; else "") */
    LINK_FAULT,      /* u32 errno, str file, u32 line, str text, str source */
    LINK_DECLARED,   /* bytes: the JSON of script_declarations */
    /* tutor to runner */
    LINK_WISH,    /* run it; see wish.h */
    LINK_DECLARE, /* as a wish: only lesson_dir counts */
    LINK_STEP,    /* str actor; "" the next in order */
    LINK_PLAY,    /* u8 until_mark */
    LINK_ANSWER,  /* str text */
    LINK_STOP,
    LINK_INTERRUPT /* Ctrl-C */
};

struct link {
    int fd; /* -1: none */
    struct buf in, out;
    size_t in_at;  /* first byte of in that no frame was made of yet */
    size_t out_at; /* first byte of out that is not sent yet */
    size_t frame;  /* where the frame being written begins in out */
    uint64_t received;
};

/* One frame as it came: valid until the next link_fill. Reading past its end sets bad and gives 0
 * and "": check once, at the end. */
struct link_frame {
    enum link_type type;
    const char *at, *end;
    bool bad;
};

/* fd is the link's from now on; link_done closes it. */
void link_init(struct link *link, int fd);
void link_done(struct link *link);

/* A frame to send: link_begin, its fields, link_end. It waits in memory for link_flush. */
void link_begin(struct link *link, enum link_type type);
void link_put(struct link *link, const void *bytes, size_t len);
void link_put_u8(struct link *link, uint8_t value);
void link_put_u32(struct link *link, uint32_t value);
void link_put_u64(struct link *link, uint64_t value);
void link_put_f64(struct link *link, double value);
void link_put_str(struct link *link, const char *text); /* NULL goes as "" */
void link_end(struct link *link);
/* Sends all that waits, sleeping while the other side is slow. 0, or -errno: -EPIPE if the other
 * side is gone. */
int link_flush(struct link *link);
/* How many bytes wait to be sent. */
size_t link_waiting(const struct link *link);

/* Takes what has come, without sleeping. 1: something; 0: the other side is gone; -EAGAIN: nothing
 * now; else -errno. Take all frames before the next call. */
int link_fill(struct link *link);
/* The next whole frame. 1, 0 if there is none yet, -EPROTO if what has come is no frame. */
int link_next(struct link *link, struct link_frame *ret_frame);

uint8_t link_get_u8(struct link_frame *frame);
uint32_t link_get_u32(struct link_frame *frame);
uint64_t link_get_u64(struct link_frame *frame);
double link_get_f64(struct link_frame *frame);
/* The caller's to mem_free; ends at a 0 byte if there is one in it. Never NULL. */
char *link_get_str(struct link_frame *frame);
void link_get(struct link_frame *frame, void *ret_bytes, size_t len);
/* A frame LINK_FAULT, put and taken: into *diag (if there is no fault in it yet), its code
 * returned: -EINVAL where it says none. */
void link_put_fault(struct link *link, int code, const struct diag *diag);
int link_take_fault(struct link_frame *frame, struct diag *diag);
size_t link_left(const struct link_frame *frame);

#endif
