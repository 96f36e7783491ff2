/* SPDX-License-Identifier: MIT */
/*
 * fuzz_log_json_lines.c: any bytes as a saved run. Reading never crashes; what was read can be
 * written, and reading that gives the same again.
 */
#include "json_lines.h"
#include "json_value.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t read_and_write(const char *text, size_t len, struct buf *out, int *ret_code) {
    struct log *log = log_new();
    struct diag diag = {0};
    *ret_code = json_lines_read(log, "fuzz", text, len, &diag);
    if ((*ret_code != 0) != (diag.text != NULL)) {
        abort(); /* a fault that is not told */
    }
    uint64_t count = log_count(log);
    for (uint64_t n = 1; n <= count; n++) {
        json_lines_put(out, log, n);
    }
    diag_done(&diag);
    log_free(log);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct buf first = {0};
    struct buf second = {0};
    int code;
    uint64_t count = read_and_write((const char *)data, size, &first, &code);
    if (count > 0) {
        uint64_t again = read_and_write(buf_str(&first), first.len, &second, &code);
        if (code != 0 || again != count || first.len != second.len ||
            memcmp(first.data, second.data, first.len) != 0) {
            abort();
        }
    }
    buf_done(&first);
    buf_done(&second);
    return 0;
}
