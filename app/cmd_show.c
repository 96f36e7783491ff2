/* SPDX-License-Identifier: MIT */
/*
 * cmd_show.c: the world of a saved run at one of its records.
 */
#include "command.h"
#include "options.h"
#include "saved.h"
#include "say.h"
#include "tell.h"
#include "timeline.h"
#include "world_json.h"
#include <errno.h>

static void show(const struct log *log, uint64_t n, bool json, struct out *out) {
    struct timeline *timeline = timeline_new(log);
    const struct world *world = timeline_at(timeline, n);
    struct buf text = {0};
    if (json) {
        world_to_json(world, &text);
        buf_putc(&text, '\n');
        out_bytes(out, buf_str(&text), text.len);
    } else {
        buf_putf(&text, "record %llu of %llu: ", (unsigned long long)n,
                 (unsigned long long)log_count(log));
        if (!tell_event(log, n, &text) && !tell_next(log, n, &text)) {
            buf_puts(&text, event_kind_name((enum event_kind)log_at(log, n)->kind));
        }
        buf_puts(&text, "\n\n");
        world_to_text(world, &text);
        out_text(out, buf_str(&text));
    }
    buf_done(&text);
    timeline_free(timeline);
}

static int show_exec(const struct invocation *invocation) {
    bool json = false;
    int64_t at = 0;
    if (!option_format(invocation, false, &json) ||
        !option_number(invocation, OPTION_AT, 1, INT64_MAX, &at)) {
        return EXIT_USAGE;
    }
    struct log *log = log_new();
    struct diag torn = {0};
    int code = saved_read(invocation->args[0], log, &torn);
    uint64_t count = log_count(log);
    if (count > 0 && (uint64_t)at > count) {
        code = fail(EXIT_USAGE, "show", "--at %lld: %s has %llu records", (long long)at,
                    invocation->args[0], (unsigned long long)count);
    } else if (count > 0) {
        show(log, at ? (uint64_t)at : count, json, invocation->out);
    }
    diag_done(&torn);
    log_free(log);
    return code;
}

static const struct option_row show_options[] = {
    {OPTION_AT, 'n', "at", "N", "after record N (the last one)"},
    {OPTION_FORMAT, 0, "format", "FORMAT", "text (for people) or json"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const show_examples[] = {"ipc-tutor run pipe-fork -o run.jsonl",
                                            "ipc-tutor show run.jsonl --at 20",
                                            "ipc-tutor show run.jsonl --format json", NULL};

const struct command command_show = {
    .name = "show",
    .args = "FILE",
    .summary = "Shows what was so at one record of a saved run",
    .more = "Processes, objects, who holds which end, and why who waits. FILE - is standard input.",
    .options = show_options,
    .examples = show_examples,
    .min_args = 1,
    .max_args = 1,
    .exec = show_exec,
};
