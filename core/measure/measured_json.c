/* SPDX-License-Identifier: MIT */
/* measured_json.c: what was measured as one JSON object, and out of it (measured.h). */
#include "json_value.h"
#include "json_write.h"
#include "measured.h"
#include <errno.h>
#include <string.h>

enum { FORMAT = 1 };

static void put_cell(const struct measured_cell *cell, enum measured_what what, struct buf *out) {
    if (cell->state == MEASURED_NOT) {
        json_put_null(out);
        return;
    }
    json_put_open(out, '{');
    if (cell->state == MEASURED_REFUSED) {
        json_put_key(out, "refused"), json_put_text(out, cell->why);
    } else {
        json_put_key(out, "samples"), json_put_int(out, cell->samples);
        json_put_key(out, "median_ns"), json_put_int(out, (int64_t)cell->median_ns);
        json_put_key(out, "p99_ns"), json_put_int(out, (int64_t)cell->p99_ns);
        json_put_key(out, "least_ns"), json_put_int(out, (int64_t)cell->least_ns);
        if (what != MEASURED_ROUND_TRIP) {
            json_put_key(out, "median_bytes_per_s");
            json_put_int(out, (int64_t)measured_rate(cell->median_ns));
            json_put_key(out, "p99_bytes_per_s");
            json_put_int(out, (int64_t)measured_rate(cell->p99_ns));
        }
    }
    json_put_close(out, '}');
}

static void put_way(const struct measured *measured, enum measured_way way, struct buf *out) {
    json_put_comma(out);
    json_put_open(out, '{');
    json_put_key(out, "way"), json_put_text(out, measured_name(way));
    json_put_key(out, "title"), json_put_text(out, measured_title(way));
    json_put_key(out, "floor"), json_put_bool(out, measured_is_floor(way));
    for (int place = 0; place < MEASURED_PLACES; place++) {
        json_put_key(out, measured_place_name((enum measured_place)place));
        json_put_open(out, '{');
        for (int what = 0; what < MEASURED_WHATS; what++) {
            json_put_key(out, measured_what_name((enum measured_what)what));
            put_cell(&measured->cells[way][place][what], (enum measured_what)what, out);
        }
        json_put_close(out, '}');
    }
    json_put_close(out, '}');
}

void measured_json(const struct measured *measured, struct buf *out) {
    json_put_open(out, '{');
    json_put_key(out, "format"), json_put_int(out, FORMAT);
    json_put_key(out, "machine"), json_put_text(out, measured->machine);
    json_put_key(out, "kernel"), json_put_text(out, measured->kernel);
    json_put_key(out, "when"), json_put_text(out, measured->when);
    json_put_key(out, "seconds"), json_put_double(out, measured->seconds);
    json_put_key(out, "whole"), json_put_bool(out, measured->whole);
    json_put_key(out, "cpus"), json_put_open(out, '[');
    for (size_t i = 0; i < 2 && measured->cpus[i] >= 0; i++) {
        json_put_comma(out), json_put_int(out, measured->cpus[i]);
    }
    json_put_close(out, ']');
    json_put_key(out, "siblings"), json_put_bool(out, measured->siblings);
    json_put_key(out, "clock_ns"), json_put_int(out, (int64_t)measured->clock_ns);
    json_put_key(out, "round_trip_bytes"), json_put_int(out, MEASURED_SMALL);
    json_put_key(out, "transfer_bytes"), json_put_int(out, MEASURED_TRANSFER);
    json_put_key(out, "ways"), json_put_open(out, '[');
    for (int way = 0; way < MEASURED_WAYS; way++) {
        put_way(measured, (enum measured_way)way, out);
    }
    json_put_close(out, ']');
    json_put_close(out, '}');
}

static void take_text(struct json value, char *into, size_t size) {
    struct buf said = {0};
    json_put_said(value, &said);
    size_t len = said.len < size ? said.len : size - 1;
    memcpy(into, buf_str(&said), len);
    into[len] = '\0';
    buf_done(&said);
}

static uint64_t take_number(struct json object, const char *key) {
    int64_t number = json_int_or(json_get(object, key), 0);
    return number > 0 ? (uint64_t)number : 0;
}

static void take_cell(struct json value, struct measured_cell *ret_cell) {
    struct json refused = json_get(value, "refused");
    if (refused.type == JSON_STRING) {
        ret_cell->state = MEASURED_REFUSED;
        take_text(refused, ret_cell->why, sizeof ret_cell->why);
        return;
    }
    uint64_t samples = take_number(value, "samples");
    ret_cell->samples = samples > UINT32_MAX ? UINT32_MAX : (uint32_t)samples;
    ret_cell->median_ns = take_number(value, "median_ns");
    ret_cell->p99_ns = take_number(value, "p99_ns");
    ret_cell->least_ns = take_number(value, "least_ns");
    if (ret_cell->samples && ret_cell->median_ns && ret_cell->p99_ns) {
        ret_cell->state = MEASURED_DONE;
    }
}

static void take_way(struct json value, struct measured *ret_measured) {
    int way = 0;
    while (way < MEASURED_WAYS &&
           !json_is(json_get(value, "way"), measured_name((enum measured_way)way))) {
        way++;
    }
    for (int place = 0; way < MEASURED_WAYS && place < MEASURED_PLACES; place++) {
        struct json cells = json_get(value, measured_place_name((enum measured_place)place));
        for (int what = 0; what < MEASURED_WHATS; what++) {
            take_cell(json_get(cells, measured_what_name((enum measured_what)what)),
                      &ret_measured->cells[way][place][what]);
        }
    }
}

static int take_cpu(struct json cpus, size_t i) {
    int64_t cpu = json_int_or(json_at(cpus, i), -1);
    return cpu >= 0 && cpu < INT32_MAX ? (int)cpu : -1;
}

int measured_of_json(const char *text, size_t len, struct measured *ret_measured) {
    struct json all = json_parse(text, len);
    struct measured measured = {.cpus = {-1, -1}};
    struct json key, way;
    if (json_int_or(json_get(all, "format"), 0) != FORMAT) {
        return -EINVAL;
    }
    take_text(json_get(all, "machine"), measured.machine, sizeof measured.machine);
    take_text(json_get(all, "kernel"), measured.kernel, sizeof measured.kernel);
    take_text(json_get(all, "when"), measured.when, sizeof measured.when);
    json_double(json_get(all, "seconds"), &measured.seconds);
    measured.whole = json_get(all, "whole").type == JSON_TRUE;
    measured.siblings = json_get(all, "siblings").type == JSON_TRUE;
    measured.clock_ns = take_number(all, "clock_ns");
    for (size_t i = 0; i < 2; i++) {
        measured.cpus[i] = take_cpu(json_get(all, "cpus"), i);
    }
    for (struct json_walk walk = json_walk(json_get(all, "ways")); json_next(&walk, &key, &way);) {
        take_way(way, &measured);
    }
    *ret_measured = measured;
    return 0;
}
