/* SPDX-License-Identifier: MIT */
/*
 * fuzz_log_json_value.c: any bytes as JSON: every question is answered, and what is a value can be
 * put into other JSON and is a value there.
 */
#include "json_value.h"
#include "json_write.h"
#include "mem.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(struct json value, struct buf *out) {
    int64_t number;
    double real;
    struct json key, inner;
    json_int(value, &number);
    json_double(value, &real);
    json_put_said(value, out);
    json_put_bytes_said(value, out);
    json_get(value, "a");
    json_at(value, json_count(value) / 2);
    struct json_walk walk = json_walk(value);
    while (json_next(&walk, &key, &inner)) {
        ask(key, out);
        ask(inner, out);
    }
    if (walk.fault) {
        abort(); /* it was checked as a whole, so no part of it is wrong */
    }
    buf_clear(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct buf out = {0};
    char *text = mem_strndup((const char *)data, size);
    struct json value = json_parse((const char *)data, size);
    ask(value, &out);
    json_put_open(&out, '[');
    json_put_json(&out, text);
    json_put_comma(&out);
    json_put_bytes(&out, data, size);
    json_put_close(&out, ']');
    struct json array = json_parse(out.data, out.len);
    struct buf bytes = {0};
    if (json_count(array) != 2 || !json_put_bytes_said(json_at(array, 1), &bytes) ||
        bytes.len != size) {
        abort();
    }
    mem_free(text);
    buf_done(&bytes);
    buf_done(&out);
    return 0;
}
