/* SPDX-License-Identifier: MIT */
/*
 * command.h: what a subcommand is: a const entry that says its name, its options, its help and what
 * it does. Each is in one file, cmd_*.c; the table of them is commands.c.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "out.h"

enum option_id {
    OPTION_END,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_SET,
    OPTION_SCHEDULE,
    OPTION_SEED,
    OPTION_INPUT,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_LIMIT,
    OPTION_AT,
    OPTION_JSON,
    OPTION_PLAIN,
    OPTION_ASCII,
    OPTION_NO_MOTION,
    OPTION_TIMES,
    OPTION_VERBOSE,
    OPTION_WILD,
    OPTION_SECONDS,
    OPTION_LAST,
    OPTION_OVERVIEW,
    OPTION_DIR,
    OPTION_THEME,
    OPTION_TO,
    OPTION_COLUMNS,
    OPTION_ROWS,
    OPTION_RESET,
    OPTION_EXAM,
    OPTION_TOPIC,
    OPTION_QUESTIONS,
    OPTION_MINUTES,
    OPTION_NO_MOUSE,
    OPTION_NO_TWINS,
};

struct option_row {
    enum option_id id;
    char letter;       /* 0: none */
    const char *name;  /* long, without the dashes */
    const char *value; /* what its value is called in the help; NULL: it takes none */
    const char *help;
};

/* One option as it was given. */
struct given {
    enum option_id id;
    const char *value;
};

/* A command line, taken apart. */
struct invocation {
    const struct command *command;
    const char **args; /* what is no option */
    size_t arg_count;
    struct given *given;
    size_t given_count;
    struct out *out;
};

struct command {
    const char *name;
    const char *args;                 /* as in the usage line: "LESSON[:PROGRAM]" */
    const char *summary;              /* one line, in the list of commands */
    const char *more;                 /* further sentences of its help, or NULL */
    const struct option_row *options; /* up to OPTION_END; NULL: none of its own */
    const char *const *examples;      /* up to NULL */
    size_t min_args, max_args;
    int (*exec)(const struct invocation *invocation); /* the exit code */
};

/* In the order of the help. */
extern const struct command *const commands[];
extern const size_t command_count;

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

extern const struct command command_open;
extern const struct command command_list;
extern const struct command command_run;
extern const struct command command_show;
extern const struct command command_check;
extern const struct command command_exam;
extern const struct command command_doctor;
extern const struct command command_measure;
extern const struct command command_new;
extern const struct command command_export;
extern const struct command command_progress;
extern const struct command command_completion;
extern const struct command command_help;
extern const struct command command_version;
extern const struct command command_present;
extern const struct command command_follow;
extern const struct command command_edit;

/* What more than one place prints. */
void help_overview(struct out *out);
void help_command(struct out *out, const struct command *command);
void version_print(struct out *out);

#endif
