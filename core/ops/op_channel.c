/* SPDX-License-Identifier: MIT */
/*
 * op_channel.c: the moves of channel_memory.h as gated operations, and what the records say of
 * them: the number of each value that went through, and the value as text.
 */
#include "op_channel.h"
#include "channel_memory.h"
#include "op_call.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

int op_channel_new(const char *name, uint32_t capacity, struct op_channel *ret_channel, int line) {
    char call[OP_CALL_MAX], attrs[64];
    snprintf(call, sizeof call,
             "mmap(NULL, %zu, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)",
             channel_memory_bytes(capacity));
    gate_enter(&(struct gate_op){.op = OP_MMAP, .fd = -1, .line = line, .call = call});
    struct channel_memory *memory = NULL;
    int code = channel_memory_new(capacity, &memory);
    gate_exit(&(struct gate_result){.ret = code < 0 ? -1 : 0, .err = -code});
    if (code < 0) {
        return code;
    }
    *ret_channel = (struct op_channel){.capacity = capacity, .memory = memory};
    snprintf(attrs, sizeof attrs, "{\"capacity\":%u,\"closed\":false}", capacity);
    ret_channel->obj = gate_obj_new_named(OBJ_CHANNEL, name, attrs, ret_channel->name);
    return 0;
}

/* As C writes it: text between quotes. */
static const char *value_text(const struct op_channel_value *value, char out[OP_CALL_MAX]) {
    if (value->type == 's') {
        return op_quote(out, OP_CALL_MAX, value->bytes, value->len);
    }
    snprintf(out, OP_CALL_MAX, "%.*s", (int)value->len, value->bytes);
    return out;
}

static void enter(const struct op_channel *channel, enum op_kind op, const char *argument,
                  int line) {
    char call[2 * OP_CALL_MAX];
    snprintf(call, sizeof call, "%s(%s%s%s)", op_name(op), channel->name, *argument ? ", " : "",
             argument);
    call[OP_CALL_MAX - 1] = '\0';
    gate_enter(&(struct gate_op){
        .op = op,
        .obj = channel->obj,
        .fd = -1,
        .line = line,
        .call = call,
        /* Whoever waits longest is served first; close wakes all, who take nothing from one
         * another. */
        .touch = {{channel->obj, op == OP_CHAN_RECV ? GATE_IN : GATE_OUT,
                   op == OP_CHAN_CLOSE ? 0 : GATE_FIFO}},
        .touch_count = 1,
    });
}

/* moved: the value that went through; NULL: none. */
static void leave(int64_t ret, int code, int64_t number, const struct op_channel_value *value,
                  const char *state) {
    char text[OP_CALL_MAX] = "";
    if (value != NULL) {
        value_text(value, text);
    }
    gate_exit(&(struct gate_result){.ret = code < 0 ? -1 : ret,
                                    .err = code < 0 ? -code : 0,
                                    .has_range = value != NULL,
                                    .off = number,
                                    .len = value != NULL,
                                    .data = text,
                                    .data_len = strlen(text),
                                    .state = state});
}

int op_channel_send(const struct op_channel *channel, const struct op_channel_value *value,
                    int line) {
    char text[OP_CALL_MAX];
    int code;
    do {
        int64_t number = 0;
        enter(channel, OP_CHAN_SEND, value_text(value, text), line);
        code = channel_send(channel->memory, value, &number);
        leave(0, code, number, code < 0 ? NULL : value, NULL);
    } while (code == -EINTR); /* a signal's handler has run: it goes on waiting */
    return code;
}

int op_channel_recv(const struct op_channel *channel, struct op_channel_value *ret_value,
                    int line) {
    struct channel_moved moved = {0};
    int code;
    do {
        enter(channel, OP_CHAN_RECV, "", line);
        code = channel_receive(channel->memory, &moved);
        leave(code, code, moved.number, code > 0 ? &moved.value : NULL, NULL);
    } while (code == -EINTR);
    if (code > 0) {
        *ret_value = moved.value;
    }
    return code;
}

int op_channel_close(const struct op_channel *channel, int line) {
    enter(channel, OP_CHAN_CLOSE, "", line);
    int code = channel_close(channel->memory);
    leave(code, code, 0, NULL, code < 0 ? NULL : "{\"closed\":true}");
    return code < 0 ? code : 0;
}
