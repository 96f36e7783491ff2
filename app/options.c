/* SPDX-License-Identifier: MIT */
/*
 * options.c: first the command is found (the first word that is no option and no option's value),
 * then getopt_long(3) takes the rest apart by that command's table.
 */
#include "options.h"
#include "mem.h"
#include "say.h"
#include "text.h"
#include <getopt.h>
#include <string.h>

#define ROWS_MAX 24

const struct option_row common_options[] = {
    {OPTION_HELP, 'h', "help", NULL, "show this help"},
    {OPTION_VERSION, 'V', "version", NULL, "show the version"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

/* All rows of a command: its own, then the common ones. */
struct rows {
    const struct option_row *rows[ROWS_MAX];
    size_t count;
};

static void add_rows(struct rows *rows, const struct option_row *row) {
    for (; row && row->id != OPTION_END && rows->count < ROWS_MAX; row++) {
        rows->rows[rows->count++] = row;
    }
}

static struct rows rows_of(const struct command *command) {
    struct rows rows = {0};
    add_rows(&rows, command->options);
    add_rows(&rows, common_options);
    return rows;
}

/* Whether some command's option of this spelling takes the next word as its value. */
static bool takes_next(const char *word) {
    for (size_t c = 0; c < command_count; c++) {
        for (const struct option_row *row = commands[c]->options; row && row->id != OPTION_END;
             row++) {
            bool is_long = text_starts(word, "--") && strcmp(word + 2, row->name) == 0;
            bool is_short = row->letter && word[1] == row->letter && word[2] == '\0';
            if (row->value && (is_long || is_short)) {
                return true;
            }
        }
    }
    return false;
}

/* The place of the command's name in argv; 0: there is none. */
static int command_place(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            return i;
        }
        i += takes_next(argv[i]);
    }
    return 0;
}

static int no_command(const char *typed) {
    struct buf hint = {0};
    const char *names[32];
    size_t count = 0;
    for (; count < command_count && count < 32; count++) {
        names[count] = commands[count]->name;
    }
    buf_puts(&hint, "");
    say_nearest(&hint, typed, names, count);
    int r = fail(EXIT_USAGE, typed, "no such command%s",
                 hint.len ? buf_str(&hint) : " (ipc-tutor help lists them)");
    buf_done(&hint);
    return r;
}

static int bad_option(const struct rows *rows, const char *command, const char *word) {
    struct buf hint = {0};
    const char *names[ROWS_MAX];
    struct buf spelled[ROWS_MAX] = {0};
    for (size_t i = 0; i < rows->count; i++) {
        buf_putf(&spelled[i], "--%s", rows->rows[i]->name);
        names[i] = buf_str(&spelled[i]);
    }
    buf_puts(&hint, "");
    char *bare = mem_strndup(word, strcspn(word, "="));
    say_nearest(&hint, bare, names, rows->count);
    int r = fail(EXIT_USAGE, command, "%s is no option%s", bare, buf_str(&hint));
    mem_free(bare);
    buf_done(&hint);
    for (size_t i = 0; i < rows->count; i++) {
        buf_done(&spelled[i]);
    }
    return r;
}

static void add_given(struct invocation *invocation, enum option_id id, const char *value) {
    invocation->given[invocation->given_count++] = (struct given){id, value};
}

/* The row that getopt_long's answer stands for: a letter, or 256 and the row's number. */
static const struct option_row *row_of(const struct rows *rows, int answer) {
    for (size_t i = 0; i < rows->count; i++) {
        if (answer == 256 + (int)i || (answer && answer == rows->rows[i]->letter)) {
            return rows->rows[i];
        }
    }
    return NULL;
}

static int wrong_option(const struct rows *rows, const char *command, int answer, char **argv) {
    const struct option_row *row = row_of(rows, optopt);
    if (answer == ':' && row) {
        return fail(EXIT_USAGE, command, "--%s needs a value: --%s %s", row->name, row->name,
                    row->value);
    }
    if (row) {
        return fail(EXIT_USAGE, command, "--%s takes no value", row->name);
    }
    if (optopt > 0 && optopt < 256) {
        return bad_option(rows, command, (char[]){'-', (char)optopt, '\0'});
    }
    return bad_option(rows, command, argv[optind - 1]);
}

static int parse(struct invocation *invocation, int argc, char **argv) {
    struct rows rows = rows_of(invocation->command);
    struct option longs[ROWS_MAX + 1] = {0};
    struct buf shorts = {0};
    buf_puts(&shorts, "-:"); /* words come in order, as option 1; a missing value is ':' */
    for (size_t i = 0; i < rows.count; i++) {
        const struct option_row *row = rows.rows[i];
        longs[i].name = row->name;
        longs[i].has_arg = row->value ? required_argument : no_argument;
        longs[i].val = 256 + (int)i;
        if (row->letter) {
            buf_putf(&shorts, "%c%s", row->letter, row->value ? ":" : "");
        }
    }
    int r = 0;
    int answer;
    optind = 0;
    opterr = 0;
    while (r == 0 && (answer = getopt_long(argc, argv, buf_str(&shorts), longs, NULL)) != -1) {
        const struct option_row *row = row_of(&rows, answer);
        if (answer == 1) {
            invocation->args[invocation->arg_count++] = optarg;
        } else if (row) {
            add_given(invocation, row->id, optarg);
        } else {
            r = wrong_option(&rows, invocation->command->name, answer, argv);
        }
    }
    for (; r == 0 && optind < argc; optind++) {
        invocation->args[invocation->arg_count++] = argv[optind];
    }
    buf_done(&shorts);
    return r;
}

static int check_args(const struct invocation *invocation) {
    const struct command *command = invocation->command;
    if (option_given(invocation, OPTION_HELP) || option_given(invocation, OPTION_VERSION)) {
        return 0;
    }
    if (invocation->arg_count > command->max_args) {
        return fail(EXIT_USAGE, command->name,
                    "%s is one argument too many (usage: ipc-tutor %s%s%s)",
                    invocation->args[command->max_args], command->name, *command->args ? " " : "",
                    command->args);
    }
    if (invocation->arg_count < command->min_args) {
        return fail(EXIT_USAGE, command->name, "%s is missing (usage: ipc-tutor %s %s)",
                    command->args, command->name, command->args);
    }
    return 0;
}

int options_parse(int argc, char **argv, struct invocation *ret_invocation) {
    struct invocation invocation = {.command = &command_open, .out = ret_invocation->out};
    int place = command_place(argc, argv);
    invocation.args = mem_new(((size_t)argc + 1) * sizeof *invocation.args);
    invocation.given = mem_new(((size_t)argc + 1) * sizeof *invocation.given);
    char **rest = mem_new(((size_t)argc + 1) * sizeof *rest);
    int rest_count = 0;
    for (int i = 0; i < argc; i++) {
        if (i != place || i == 0) {
            rest[rest_count++] = argv[i];
        }
    }
    int r = 0;
    if (place) {
        invocation.command = command_find(argv[place]);
        r = invocation.command ? 0 : no_command(argv[place]);
    }
    if (r == 0) {
        r = parse(&invocation, rest_count, rest);
    }
    if (r == 0) {
        r = check_args(&invocation);
    }
    mem_free(rest);
    *ret_invocation = invocation;
    return r;
}

void invocation_done(struct invocation *invocation) {
    mem_free(invocation->args);
    mem_free(invocation->given);
    invocation->args = NULL;
    invocation->given = NULL;
}

const char *option_value(const struct invocation *invocation, enum option_id id) {
    const char *value = NULL;
    for (size_t i = 0; i < invocation->given_count; i++) {
        if (invocation->given[i].id == id) {
            value = invocation->given[i].value ? invocation->given[i].value : "";
        }
    }
    return value;
}

bool option_given(const struct invocation *invocation, enum option_id id) {
    return option_value(invocation, id) != NULL;
}

static const char *option_name(const struct invocation *invocation, enum option_id id) {
    const struct option_row *row = invocation->command->options;
    while (row->id != id) {
        row++;
    }
    return row->name;
}

bool option_number(const struct invocation *invocation, enum option_id id, int64_t min, int64_t max,
                   int64_t *value) {
    const char *text = option_value(invocation, id);
    int64_t number = 0;
    if (!text) {
        return true;
    }
    if (!text_to_int(text, &number)) {
        fail(EXIT_USAGE, invocation->command->name, "--%s %s is no whole number",
             option_name(invocation, id), text);
        return false;
    }
    if (number < min || number > max) {
        fail(EXIT_USAGE, invocation->command->name, "--%s %s is not between %lld and %lld",
             option_name(invocation, id), text, (long long)min, (long long)max);
        return false;
    }
    *value = number;
    return true;
}

bool option_format(const struct invocation *invocation, bool otherwise, bool *ret_json) {
    const char *text = option_value(invocation, OPTION_FORMAT);
    if (!text) {
        *ret_json = otherwise;
        return true;
    }
    *ret_json = strcmp(text, "json") == 0;
    if (!*ret_json && strcmp(text, "text") != 0) {
        fail(EXIT_USAGE, invocation->command->name, "--format %s is not known: text or json", text);
        return false;
    }
    return true;
}
