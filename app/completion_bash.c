/* SPDX-License-Identifier: MIT */
/*
 * completion_bash.c: the script for bash(1). It cuts the line itself: a colon ends a word of
 * COMP_WORDS, and is a part of LESSON:PROGRAM.
 */
#include "completion.h"

static const char head[] =
    "# bash completion for ipc-tutor, made by `ipc-tutor completion bash` from its own tables.\n"
    "_ipc_tutor() {\n"
    "    local line=${COMP_LINE:0:COMP_POINT} command='' skip='' options='' words i\n"
    "    read -ra words <<<\"$line\"\n"
    "    [[ $line == *[[:space:]] ]] && words+=('')\n"
    "    local cur=${words[-1]} prev=${words[-2]-}\n"
    "    for ((i = 1; i < ${#words[@]} - 1; i++)); do\n"
    "        if [[ $skip ]]; then\n"
    "            skip=''\n"
    "            continue\n"
    "        fi\n"
    "        case ${words[i]} in\n";

static const char after_values[] = "            -*) ;;\n"
                                   "            *)\n"
                                   "                command=${words[i]}\n"
                                   "                break\n"
                                   "                ;;\n"
                                   "        esac\n"
                                   "    done\n"
                                   "    COMPREPLY=()\n"
                                   "    case $command:$prev in\n";

static const char after_options[] = "    esac\n"
                                    "    if [[ $cur == -* ]]; then\n"
                                    "        COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
                                    "        return\n"
                                    "    fi\n"
                                    "    case $command in\n";

static const char tail[] =
    "    esac\n"
    "}\n"
    "_ipc_tutor_words() {\n"
    "    COMPREPLY=($(compgen -W \"$(\"$1\" completion words \"$2\" 2>/dev/null)\" -- \"$2\"))\n"
    "    if [[ $2 == *:* && $COMP_WORDBREAKS == *:* ]]; then\n"
    "        COMPREPLY=(\"${COMPREPLY[@]#\"${2%:*}:\"}\")\n"
    "    fi\n"
    "}\n"
    "complete -F _ipc_tutor ipc-tutor\n";

static void put_commands(struct buf *out) {
    for (size_t i = 0; i < command_count; i++) {
        buf_putf(out, "%s%s", i ? " " : "", commands[i]->name);
    }
}

static void put_spelling(struct buf *out, const char *before, const struct option_row *row) {
    if (row->letter) {
        buf_putf(out, "%s-%c | ", before, row->letter);
    }
    buf_putf(out, "%s--%s", before, row->name);
}

static void put_skip(struct buf *out, const struct command *command, const struct option_row *row) {
    (void)command;
    if (row->value) {
        buf_puts(out, "            ");
        put_spelling(out, "", row);
        buf_puts(out, ") skip=1 ;;\n");
    }
}

/* What stands behind an option or as an argument: the body of a case. */
static void put_answer(struct buf *out, unsigned completes) {
    const char *words = completes_words(completes);
    if (completes & COMPLETES_LESSON) {
        buf_puts(out, "            _ipc_tutor_words \"$1\" \"$cur\"\n");
    }
    if (completes & COMPLETES_COMMAND) {
        buf_puts(out, "            COMPREPLY=($(compgen -W '");
        put_commands(out);
        buf_puts(out, "' -- \"$cur\"))\n");
    }
    if (words) {
        buf_putf(out, "            COMPREPLY=($(compgen -W '%s' -- \"$cur\"))\n", words);
    }
    if (completes & COMPLETES_FILE) {
        buf_puts(out, "            compopt -o default\n");
    }
    if (completes & (COMPLETES_FOLDER | COMPLETES_LESSON)) {
        buf_puts(out, "            compopt -o plusdirs\n");
    }
}

static void put_value(struct buf *out, const struct command *command,
                      const struct option_row *row) {
    struct buf before = {0};
    if (row->value) {
        buf_putf(&before, "%s:", command->name);
        buf_puts(out, "        ");
        put_spelling(out, buf_str(&before), row);
        buf_puts(out, ")\n");
        put_answer(out, completes_of(row->value));
        buf_puts(out, "            return\n            ;;\n");
    }
    buf_done(&before);
}

static void put_option(struct buf *out, const struct command *command,
                       const struct option_row *row) {
    (void)command;
    buf_putf(out, " --%s", row->name);
}

void completion_bash(struct buf *out) {
    buf_puts(out, head);
    for (size_t i = 0; i < command_count; i++) {
        completion_options(commands[i], put_skip, out);
    }
    buf_puts(out, after_values);
    for (size_t i = 0; i < command_count; i++) {
        completion_options(commands[i], put_value, out);
    }
    buf_puts(out, "    esac\n    case $command in\n");
    for (size_t i = 0; i < command_count; i++) {
        bool otherwise = commands[i] == &command_open; /* it is what is done without a command */
        buf_putf(out, "        %s%s) options='", otherwise ? "'' | " : "", commands[i]->name);
        completion_options(commands[i], put_option, out);
        buf_puts(out, "' ;;\n");
    }
    buf_puts(out, after_options);
    buf_puts(out, "        '')\n");
    put_answer(out, COMPLETES_COMMAND);
    buf_puts(out, "            ;;\n");
    for (size_t i = 0; i < command_count; i++) {
        if (completes_of(commands[i]->args)) {
            buf_putf(out, "        %s)\n", commands[i]->name);
            put_answer(out, completes_of(commands[i]->args));
            buf_puts(out, "            ;;\n");
        }
    }
    buf_puts(out, tail);
}
