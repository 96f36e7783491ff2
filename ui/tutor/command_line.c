/* SPDX-License-Identifier: MIT */
/* command_line.c: ":": a number is a step, a name from the table below takes a word, every other
 * name is an action's. The beginning of a name will do where it is the only one. */
#include "actions.h"
#include "exams.h"
#include "frame.h"
#include "mem.h"
#include "prompts.h"
#include "text.h"
#include <string.h>

/* Each: 0, or -EINVAL's like: false with why. The prompt is closed before it changes anything. */
struct command_row {
    const char *name;
    bool (*run)(struct desk *desk, const char *word, struct buf *why);
    /* The i-th word that it takes; false: no more. */
    bool (*word)(const struct desk *desk, size_t i, struct buf *out);
};

static bool run_goto(struct desk *desk, const char *word, struct buf *why) {
    int64_t step;

    if (desk->session.log == NULL) {
        buf_puts(why, "Nothing was run yet.");
        return false;
    }
    if (!text_to_int(word, &step) || step < 0 || (uint64_t)step > session_steps(&desk->session)) {
        buf_putf(why, "A step from 0 to %llu.", (unsigned long long)session_steps(&desk->session));
        return false;
    }
    desk->scene.place = PLACE_RUN;
    session_go(&desk->session, (uint64_t)step);
    return true;
}

static bool run_program(struct desk *desk, const char *word, struct buf *why) {
    size_t index;

    if (!desk->session.has_decl) {
        buf_puts(why, "No lesson is open whose programs could be run.");
        return false;
    }
    if (session_program(&desk->session, word, &index) < 0) {
        buf_putf(why, "%s has no program \"%s\".", desk->session.lesson->id, word);
        return false;
    }
    desk_close(desk);
    desk->by_hand = false;
    desk->scene.place = PLACE_RUN;
    desk->scene.page = VIEW_STAGE;
    session_start(&desk->session, index);
    return true;
}

static bool word_program(const struct desk *desk, size_t i, struct buf *out) {
    if (!desk->session.has_decl || i >= desk->session.decl.program_count) {
        return false;
    }
    buf_puts(out, desk->session.decl.programs[i].id);
    return true;
}

static bool word_param(const struct desk *desk, size_t i, struct buf *out) {
    if (!desk->session.has_decl || i >= desk->session.decl.param_count) {
        return false;
    }
    buf_putf(out, "%s=", desk->session.decl.params[i].name);
    return true;
}

/* NAME=VALUE, or NAME VALUE. */
static bool run_set(struct desk *desk, const char *word, struct buf *why) {
    struct session *session = &desk->session;
    size_t len = strcspn(word, "= ");
    struct buf names = {0};
    size_t i = 0;

    while (word_param(desk, i, &names) &&
           !(names.len == len + 1 && strncmp(buf_str(&names), word, len) == 0)) {
        buf_clear(&names);
        i++;
    }
    buf_done(&names);
    if (!session->has_decl || i >= session->decl.param_count) {
        buf_putf(why, "No parameter is called \"%.*s\".", (int)len, word);
        return false;
    }
    word += len;
    word += strspn(word, "= ");
    if (session_set(session, i, word, why) < 0) {
        return false;
    }
    desk->scene.place = PLACE_RUN;
    session_start(session, session->program);
    desk_say(desk, "A new run, with %s = %s.", session->decl.params[i].name, session->values[i]);
    return true;
}

static bool run_lesson(struct desk *desk, const char *word, struct buf *why) {
    const struct catalogue *catalogue = desk->scene.catalogue;
    const struct lesson *lesson = catalogue != NULL ? catalogue_lesson(catalogue, word) : NULL;

    if (lesson == NULL) {
        buf_putf(why, "No lesson is called \"%s\".", word);
        return false;
    }
    desk_close(desk);
    door_lesson(desk, lesson, NULL);
    return true;
}

static bool word_lesson(const struct desk *desk, size_t i, struct buf *out) {
    const struct catalogue *catalogue = desk->scene.catalogue;

    if (catalogue == NULL || i >= catalogue->lesson_count) {
        return false;
    }
    buf_puts(out, catalogue->lessons[i]->id);
    return true;
}

static bool run_exam(struct desk *desk, const char *word, struct buf *why) {
    return exams_command(desk, word, why);
}

static bool word_exam(const struct desk *desk, size_t i, struct buf *out) {
    const struct catalogue *catalogue = desk->wish->catalogue;

    if (catalogue == NULL || i >= catalogue->topic_count) {
        return false;
    }
    buf_puts(out, catalogue->topics[i].name);
    return true;
}

static const struct command_row commands[] = {
    {"goto", run_goto, NULL},      {"program", run_program, word_program},
    {"set", run_set, word_param},  {"lesson", run_lesson, word_lesson},
    {"exam", run_exam, word_exam},
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

/* Names of commands, then of the actions that hold here: the i-th; false: no more. */
static bool name_at(const struct desk *desk, size_t i, struct buf *out) {
    char id[ACTION_ID];

    if (i < COMMANDS) {
        buf_puts(out, commands[i].name);
        return true;
    }
    if (i - COMMANDS + 1 >= ACTION_N) {
        return false;
    }
    enum action action = (enum action)(i - COMMANDS + 1);
    if (keys_holds(action, frame_holding(&desk->scene)) && action != ACTION_COMMAND) {
        buf_puts(out, keys_id(action, id));
    }
    return true;
}

static bool is_command(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

void command_completions(const struct desk *desk, const char *line,
                         void (*take)(void *arg, const char *whole), void *arg) {
    const char *blank = strchr(line, ' ');
    struct buf whole = {0};

    for (size_t i = 0; blank == NULL && name_at(desk, i, &whole); i++) {
        /* an action of a command's name ("program") is offered once, as the command */
        bool twice = i >= COMMANDS && is_command(buf_str(&whole));
        if (whole.len > 0 && !twice && text_starts(buf_str(&whole), line)) {
            take(arg, buf_str(&whole));
        }
        buf_clear(&whole);
    }
    for (size_t c = 0; blank != NULL && c < COMMANDS; c++) {
        size_t len = (size_t)(blank - line);
        if (commands[c].word == NULL || strlen(commands[c].name) != len ||
            strncmp(commands[c].name, line, len) != 0) {
            continue;
        }
        for (size_t i = 0;; i++) {
            buf_clear(&whole);
            buf_putf(&whole, "%s ", commands[c].name);
            if (!commands[c].word(desk, i, &whole)) {
                break;
            }
            if (text_starts(buf_str(&whole), line)) {
                take(arg, buf_str(&whole));
            }
        }
    }
    buf_done(&whole);
}

/* The whole name, or the only one that begins like it. */
struct resolved {
    struct buf name;
    const char *typed;
    size_t count;
    bool exact;
};

static void resolve(void *arg, const char *whole) {
    struct resolved *resolved = arg;

    if (resolved->exact) {
        return;
    }
    resolved->exact = strcmp(whole, resolved->typed) == 0;
    resolved->count++;
    buf_clear(&resolved->name);
    buf_puts(&resolved->name, whole);
}

enum refresh command_do(struct desk *desk, enum action action, int number) {
    return actions_key(desk, INPUT_OF(action, number));
}

/* "let-go child", or its number. */
static int number_of(const struct desk *desk, const char *word) {
    int64_t number;

    if (text_to_int(word, &number) && number >= 1 && number <= SCENE_NUMBERS) {
        return (int)number;
    }
    for (int i = 0; i < SCENE_NUMBERS; i++) {
        strid name = desk->scene.numbers[i];
        if (name != 0 && strcmp(log_str(desk->scene.log, name), word) == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* An action by its name: the prompt is gone before it is done. */
static enum refresh run_action(struct desk *desk, const char *name, const char *word) {
    enum action action = keys_find(name);
    int number = number_of(desk, word);

    if (action == ACTION_LET_GO && number == 0) {
        desk_say(desk, "Let whom go? \"let-go\" and a name, or a number.");
        return REFRESH_DRAW;
    }
    mem_free(prompt_take(desk));
    return command_do(desk, action, number);
}

static enum refresh run_row(struct desk *desk, const struct command_row *row, const char *word) {
    struct buf why = {0};
    char *line = mem_strdup(buf_str(&desk->field)); /* what it opens may close the prompt */
    enum refresh refresh = REFRESH_DRAW;

    if (row->run(desk, word, &why)) {
        prompt_set(desk, line);
        mem_free(prompt_take(desk));
        refresh = REFRESH_MOVED;
    } else {
        desk_say(desk, "%s", buf_str(&why));
    }
    buf_done(&why);
    mem_free(line);
    return refresh;
}

/* Why a name means nothing here. */
static void say_unknown(struct desk *desk, const struct resolved *resolved) {
    enum action action = keys_find(resolved->typed);

    if (resolved->count > 1) {
        desk_say(desk, "More than one begins with \"%s\": Tab says which.", resolved->typed);
    } else if (action != ACTION_NONE) {
        desk_say(desk, "%s can't be done here.", resolved->typed);
    } else {
        desk_say(desk, "No command is called \"%s\": Tab says which there are.", resolved->typed);
    }
}

static enum refresh run_line(struct desk *desk, const char *name, const char *word) {
    struct resolved resolved = {.typed = name};
    enum refresh refresh = REFRESH_DRAW;
    const struct command_row *row = NULL;

    command_completions(desk, name, resolve, &resolved);
    for (size_t i = 0; i < COMMANDS; i++) {
        row = strcmp(commands[i].name, buf_str(&resolved.name)) == 0 ? &commands[i] : row;
    }
    if (resolved.count != 1 && !resolved.exact) {
        say_unknown(desk, &resolved);
    } else if (row != NULL && (word[0] != '\0' || keys_find(row->name) == ACTION_NONE)) {
        refresh = run_row(desk, row, word);
    } else {
        refresh = run_action(desk, buf_str(&resolved.name), word);
    }
    buf_done(&resolved.name);
    return refresh;
}

enum refresh command_take(struct desk *desk, size_t index, const char *text) {
    char *line = mem_strdup(text + strspn(text, " "));
    size_t len = strlen(line);
    enum refresh refresh;
    char *word;

    (void)index;
    while (len > 0 && line[len - 1] == ' ') {
        line[--len] = '\0';
    }
    word = line + strcspn(line, " ");
    if (*word != '\0') {
        *word++ = '\0';
        word += strspn(word, " ");
    }
    if (len == 0) {
        refresh = prompt_leave(desk);
    } else if (strspn(line, "0123456789") == strlen(line)) {
        refresh = run_row(desk, &commands[0], line);
    } else {
        refresh = run_line(desk, line, word);
    }
    mem_free(line);
    return refresh;
}

enum refresh act_command(struct desk *desk, int key) {
    (void)key;
    prompt_open(desk, PROMPT_COMMAND, command_take);
    return REFRESH_DRAW;
}
