/* SPDX-License-Identifier: MIT */
/*
 * op_shared.c: the mapping, and loads and stores as gated operations. Nobody ever waits for memory,
 * so they touch no queue.
 */
#include "op_shared.h"
#include "op_call.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { ATTRS_MAX = 4096 }; /* what a record keeps: 128 cells fit */

static char *cell_at(const struct op_cells *cells, size_t cell) {
    return cells->memory + cell * cells->type->size;
}

/* JSON has no "nan" and no "inf": these become strings. */
static const char *quotes(const struct op_number *number) {
    return !op_number_finite(number) ? "\"" : "";
}

static void attrs_text(const struct op_cells_wish *wish, char out[ATTRS_MAX]) {
    char text[OP_NUMBER_MAX];
    const struct op_typecode *type = wish->type;
    size_t used = (size_t)snprintf(
        out, ATTRS_MAX,
        "{\"typecode\":\"%c\",\"ctype\":\"%s\",\"size\":%zu,\"length\":%zu,\"bytes\":%zu",
        type->code, type->ctype, type->size, wish->count, wish->count * type->size);
    for (size_t i = 0; wish->initial && i < wish->count; i++) {
        const char *quote = quotes(&wish->initial[i]);
        used += (size_t)snprintf(out + used, ATTRS_MAX - used, "%s%s%s%s",
                                 i == 0 ? ",\"cells\":[" : ",", quote,
                                 op_number_text(type, &wish->initial[i], text), quote);
    }
    snprintf(out + used, ATTRS_MAX - used, wish->initial ? "]}" : "}");
}

int op_cells_new(const struct op_cells_wish *wish, struct op_cells *ret_cells, int line) {
    char call[OP_CALL_MAX], attrs[ATTRS_MAX];
    size_t bytes = wish->count * wish->type->size;
    snprintf(call, sizeof call,
             "mmap(NULL, %zu, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)", bytes);
    gate_enter(&(struct gate_op){.op = OP_MMAP, .fd = -1, .line = line, .call = call});
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int err = memory == MAP_FAILED ? errno : 0;
    /* Where it lies differs from run to run (the kernel sees to that): not for the record. */
    gate_exit(&(struct gate_result){.ret = err ? -1 : 0, .err = err});
    if (err) {
        return -err;
    }
    *ret_cells = (struct op_cells){
        .type = wish->type, .array = wish->array, .count = wish->count, .memory = memory};
    for (size_t i = 0; wish->initial && i < wish->count; i++) {
        op_typecode_put(wish->type, cell_at(ret_cells, i), &wish->initial[i]);
    }
    attrs_text(wish, attrs);
    ret_cells->obj =
        gate_obj_new_named(wish->array ? OBJ_ARRAY : OBJ_VALUE, wish->name, attrs, ret_cells->name);
    return 0;
}

/* "*counter" or "a[3]". */
static void place_text(const struct op_cells *cells, size_t cell, char *out, size_t cap) {
    if (cells->array) {
        snprintf(out, cap, "%s[%zu]", cells->name, cell);
    } else {
        snprintf(out, cap, "*%s", cells->name);
    }
}

static void enter(const struct op_cells *cells, enum op_kind op, const char *call, int line) {
    gate_enter(
        &(struct gate_op){.op = op, .obj = cells->obj, .fd = -1, .line = line, .call = call});
}

/* A result is whole: of a real number, its whole part; `state` has all of it. */
static int64_t ret_of(const struct op_number *number) {
    if (!number->real) {
        return number->whole;
    }
    return number->number > -9e18 && number->number < 9e18 ? (int64_t)number->number : 0;
}

static void leave(const struct op_cells *cells, size_t cell, const struct op_number *number) {
    char text[OP_NUMBER_MAX], state[OP_CALL_MAX];
    const char *quote = quotes(number);
    op_number_text(cells->type, number, text);
    size_t used = 1;
    state[0] = '{';
    if (cells->array) {
        used += (size_t)snprintf(state + used, sizeof state - used, "\"cell\":%zu,", cell);
    }
    snprintf(state + used, sizeof state - used, "\"value\":%s%s%s}", quote, text, quote);
    gate_exit(&(struct gate_result){
        .ret = ret_of(number), .data = text, .data_len = strlen(text), .state = state});
}

struct op_number op_load(const struct op_cells *cells, size_t cell, int line) {
    char call[OP_CALL_MAX];
    place_text(cells, cell, call, sizeof call);
    enter(cells, OP_LOAD, call, line);
    struct op_number number = op_typecode_get(cells->type, cell_at(cells, cell));
    leave(cells, cell, &number);
    return number;
}

void op_store(const struct op_cells *cells, size_t cell, const struct op_number *number, int line) {
    char call[OP_CALL_MAX], place[OP_CALL_MAX - OP_NUMBER_MAX - 4], text[OP_NUMBER_MAX];
    place_text(cells, cell, place, sizeof place);
    snprintf(call, sizeof call, "%s = %s", place, op_number_text(cells->type, number, text));
    enter(cells, OP_STORE, call, line);
    op_typecode_put(cells->type, cell_at(cells, cell), number);
    /* What the cell holds now: a float may have rounded it. (Nobody else was let go meanwhile.) */
    struct op_number held = op_typecode_get(cells->type, cell_at(cells, cell));
    leave(cells, cell, &held);
}
