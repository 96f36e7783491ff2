/* SPDX-License-Identifier: MIT */
/* plain_speeds.c: what the ways between two processes cost here, as sentences (plain.h). */
#include "measure.h"
#include "measuring.h"
#include "plain.h"
#include <string.h>

static void say(struct plain *plain, const struct measured *measured) {
    struct buf text = {0};
    measured_say(measured, &text);
    out_text(plain->out, buf_str(&text));
    buf_done(&text);
}

/* Whether to measure: yes where nothing is known, else if the user says so. */
static bool wanted(struct plain *plain, const struct measured *measured, bool known) {
    struct buf line = {0};
    if (known) {
        say(plain, measured);
        plain_ask(plain, "Measure again? (y: yes; Enter: no) ", &line);
    }
    bool yes = !known || strcmp(buf_str(&line), "y") == 0;
    buf_done(&line);
    return yes;
}

void plain_speeds(struct plain *plain) {
    static struct measured measured;
    bool known = measured_load(&measured, NULL) == 0;
    if (!wanted(plain, &measured, known)) {
        return;
    }
    out_textf(plain->out, "Measuring takes about %.0f seconds; Ctrl-C stops it.\n",
              MEASURE_SECONDS);
    out_flush(plain->out);
    if (measuring_run(MEASURE_SECONDS, &measured) > 128) {
        out_text(plain->out, "Stopped. What is known by now:\n");
    }
    say(plain, &measured);
}
