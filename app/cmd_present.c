/* SPDX-License-Identifier: MIT */
/*
 * cmd_present.c: the tutor for a class: as open, and other terminals of the same user can follow
 * (cmd_follow.c); nothing ends it by mistake.
 */
#include "command.h"
#include "opening.h"

static int present_exec(const struct invocation *invocation) {
    return opening_exec(invocation, true);
}

static const struct option_row present_options[] = {
    {OPTION_ASCII, 0, "ascii", NULL, "draw with ASCII alone"},
    {OPTION_NO_MOTION, 0, "reduce-motion", NULL, "nothing moves but by a key"},
    {OPTION_THEME, 0, "theme", "NAME", "colours: auto, dark, light, or the path of a file"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const present_examples[] = {
    "ipc-tutor present deadlock:opposite", "ipc-tutor follow     (in the second terminal)", NULL};

const struct command command_present = {
    .name = "present",
    .args = "[LESSON[:PROGRAM]|FILE]",
    .summary = "Opens the tutor for a class: a second terminal can follow",
    .more =
        "Notes and answers are in the second terminal alone. Ctrl-C goes to the lesson and never "
        "ends the show; q asks first.",
    .options = present_options,
    .examples = present_examples,
    .max_args = 1,
    .exec = present_exec,
};
