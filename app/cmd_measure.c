/* SPDX-License-Identifier: MIT */
/*
 * cmd_measure.c: what the ways between two processes cost on this machine: as a table with bars, or
 * as JSON; measured now, or as it was measured last.
 */
#include "command.h"
#include "measure.h"
#include "measuring.h"
#include "options.h"
#include "say.h"
#include <errno.h>

static int look_up(struct measured *ret_measured) {
    struct diag diag = {0};
    int code = EXIT_AS_EXPECTED;
    int err = measured_load(ret_measured, &diag);
    if (err == -ENOENT) {
        code = fail(EXIT_OTHERWISE, "measure", "nothing was measured on this machine so far");
    } else if (err < 0) {
        code = fail_diag(EXIT_IO, &diag);
    }
    diag_done(&diag);
    return code;
}

static int measure_exec(const struct invocation *invocation) {
    static struct measured measured;
    int64_t seconds = (int64_t)MEASURE_SECONDS;
    struct buf text = {0};
    if (!option_number(invocation, OPTION_SECONDS, MEASURE_SECONDS_LEAST, MEASURE_SECONDS_MOST,
                       &seconds)) {
        return EXIT_USAGE;
    }
    bool last = option_given(invocation, OPTION_LAST);
    if (last && option_given(invocation, OPTION_SECONDS)) {
        return fail(EXIT_USAGE, "measure", "--last measures nothing: it takes no --seconds");
    }
    int code = last ? look_up(&measured) : measuring_run((double)seconds, &measured);
    if (last ? code != 0 : measured.cpus[0] < 0) { /* nothing is known */
        return code;
    }
    if (option_given(invocation, OPTION_JSON)) {
        measured_json(&measured, &text);
        buf_putc(&text, '\n');
        out_bytes(invocation->out, text.data, text.len);
    } else {
        measured_tell(&measured, &text);
        out_text(invocation->out, buf_str(&text));
    }
    buf_done(&text);
    return code;
}

static const struct option_row measure_options[] = {
    {OPTION_SECONDS, 's', "seconds", "S", "take about so long (6)"},
    {OPTION_JSON, 'j', "json", NULL, "as JSON"},
    {OPTION_LAST, 'l', "last", NULL, "measure nothing: show what was measured last"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const measure_examples[] = {
    "ipc-tutor measure", "ipc-tutor measure --seconds 20 --json > here.json",
    "ipc-tutor measure --last --json | jq '.ways[] | {way, at: .one_cpu.round_trip.median_ns}'",
    NULL};

const struct command command_measure = {
    .name = "measure",
    .args = "",
    .summary = "Measures what pipes, sockets, queues and shared memory cost on this machine",
    .more =
        "Round trip and throughput of each way between two processes, both on one CPU and on two:\n"
        "the median, and what 99 of 100 kept to; with a futex round trip and a memcpy as floors.\n"
        "Ctrl-C stops it, and shows what is known by then. What was measured whole is kept for\n"
        "the tutor and for --last.",
    .options = measure_options,
    .examples = measure_examples,
    .exec = measure_exec,
};
