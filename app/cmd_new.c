/* SPDX-License-Identifier: MIT */
/*
 * cmd_new.c: a new lesson, from the templates of assets/new: a folder of its own with a lesson that
 * passes `check` as it stands. What is there already stays as it is; what could not be made whole
 * is taken away again.
 */
#include "command.h"
#include "fdio.h"
#include "mem.h"
#include "options.h"
#include "places.h"
#include "say.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPLATE_MAX ((size_t)1 << 20)
#define PLACE_OF_ID  "@ID@"
#define ID_MAX       40

/* lesson.md comes last: a folder without it is no lesson. */
static const char *const files[] = {"lesson.lua", "right.c", "wrong.c", "lesson.md"};
#define FILES (sizeof files / sizeof *files)

/* A lesson that is being made. Each text is whole before the first byte is written. */
struct making {
    const char *id;
    struct buf folder;
    struct buf texts[FILES];
    size_t written; /* how many of them exist */
};

static int check_id(const char *id) {
    size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (id[len] || len == 0 || len > ID_MAX || id[0] == '-') {
        return fail(EXIT_USAGE, "new",
                    "%s is no id: 1 to %d small letters, digits and '-', not '-' first",
                    *id ? id : "\"\"", ID_MAX);
    }
    return 0;
}

/* Two lessons of one id: the one would hide the other, and its questions' answers with it. Folders
 * of lessons that are not there are not told yet: one of them may be going to be made. */
static int check_free(const char *id) {
    struct catalogue catalogue;
    int code = places_quietly(&catalogue);
    if (code) {
        return code;
    }
    const struct lesson *lesson = catalogue_lesson(&catalogue, id);
    if (lesson) {
        code = fail(EXIT_USAGE, "new", "there is a lesson %s already, in %s: choose another id", id,
                    lesson->dir);
    }
    catalogue_done(&catalogue);
    return code;
}

static void fill_in(const char *text, const char *id, struct buf *out) {
    for (const char *at = text; *at;) {
        const char *place = strstr(at, PLACE_OF_ID);
        size_t len = place ? (size_t)(place - at) : strlen(at);
        buf_put(out, at, len);
        at += len;
        if (place) {
            buf_puts(out, id);
            at += strlen(PLACE_OF_ID);
        }
    }
}

static int read_templates(struct making *making, const char *folder) {
    for (size_t i = 0; i < FILES; i++) {
        struct buf path = {0};
        struct buf text = {0};
        struct diag diag = {0};
        buf_putf(&path, "%s/%s", folder, files[i]);
        int r = file_read(buf_str(&path), &text, TEMPLATE_MAX, &diag);
        fill_in(buf_str(&text), making->id, &making->texts[i]);
        buf_done(&path);
        buf_done(&text);
        if (r < 0) {
            fail_diag(EXIT_OURS, &diag);
            diag_done(&diag);
            return EXIT_OURS;
        }
    }
    return 0;
}

/* The folder and all above it that are missing, as mkdir -p. 0 or -errno. */
static int make_folders(const char *path) {
    char *copy = mem_strdup(path);
    int r = 0;
    for (char *at = strchr(copy + 1, '/'); r == 0; at = at ? strchr(at + 1, '/') : NULL) {
        if (at) {
            *at = '\0';
        }
        r = mkdir(copy, 0777) < 0 && errno != EEXIST ? -errno : 0;
        if (!at) {
            break;
        }
        *at = '/';
    }
    mem_free(copy);
    return r;
}

static int write_file(const char *path, const struct buf *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return -errno;
    }
    int r = fd_write_all(fd, buf_str(text), text->len);
    if (close(fd) < 0 && r == 0) {
        r = -errno; /* NFS tells a full disk here */
    }
    return r;
}

static int write_files(struct making *making) {
    for (size_t i = 0; i < FILES; i++) {
        struct buf path = {0};
        buf_putf(&path, "%s/%s", buf_str(&making->folder), files[i]);
        making->written++;
        int r = write_file(buf_str(&path), &making->texts[i]);
        int code =
            r < 0 ? fail(exit_code_of(r), buf_str(&path), "can't be written: %s", strerror(-r)) : 0;
        buf_done(&path);
        if (code) {
            return code;
        }
    }
    return 0;
}

/* The folder was made by us: nothing of anybody else's is in it. */
static void take_away(struct making *making) {
    for (size_t i = 0; i < making->written; i++) {
        struct buf path = {0};
        buf_putf(&path, "%s/%s", buf_str(&making->folder), files[i]);
        unlink(buf_str(&path));
        buf_done(&path);
    }
    rmdir(buf_str(&making->folder));
}

static int make(struct making *making, const char *dir) {
    int r = make_folders(dir);
    if (r < 0) {
        return fail(exit_code_of(r), dir, "can't be made: %s", strerror(-r));
    }
    buf_putf(&making->folder, "%s%s%s", dir, text_ends(dir, "/") ? "" : "/", making->id);
    if (mkdir(buf_str(&making->folder), 0777) < 0) {
        r = errno;
        return r == EEXIST ? fail(EXIT_USAGE, buf_str(&making->folder),
                                  "is there already: nothing was changed; choose another id")
                           : fail(exit_code_of(-r), buf_str(&making->folder), "can't be made: %s",
                                  strerror(r));
    }
    int code = write_files(making);
    if (code) {
        take_away(making);
    }
    return code;
}

/* Folders of lessons that are not there, now that this one is. */
static void tell_places(void) {
    struct catalogue catalogue;
    if (places_catalogue(&catalogue, false) == EXIT_AS_EXPECTED) {
        catalogue_done(&catalogue);
    }
}

static int make_in(const struct invocation *invocation, const struct places *places) {
    struct making making = {.id = invocation->args[0]};
    const char *dir = option_value(invocation, OPTION_DIR);
    dir = dir ? dir : places->user;
    int code = check_id(making.id);
    if (code == 0 && (!dir || !*dir)) {
        code = fail(EXIT_USAGE, "new", "there is no home for it: give --dir DIR");
    }
    code = code ? code : check_free(making.id);
    code = code ? code : read_templates(&making, places->templates);
    code = code ? code : make(&making, dir);
    if (code == 0) {
        const char *folder = buf_str(&making.folder); /* it has a slash: a path, never an id */
        out_textf(invocation->out,
                  "%s: a lesson that holds. Edit lesson.md and lesson.lua, then:\n\n"
                  "  ipc-tutor check %s\n  ipc-tutor open %s\n\n"
                  "or see it while you write: ipc-tutor edit %s\n",
                  folder, folder, folder, folder);
        tell_places();
    }
    for (size_t i = 0; i < FILES; i++) {
        buf_done(&making.texts[i]);
    }
    buf_done(&making.folder);
    return code;
}

static int new_exec(const struct invocation *invocation) {
    struct places places;
    places_init(&places);
    int code = make_in(invocation, &places);
    places_done(&places);
    return code;
}

static const struct option_row new_options[] = {
    {OPTION_DIR, 'd', "dir", "DIR", "folder to make it in; your own lessons if not given"},
    {OPTION_END, 0, NULL, NULL, NULL},
};

static const char *const new_examples[] = {"ipc-tutor new my-lesson",
                                           "ipc-tutor new my-lesson --dir ./course", NULL};

const struct command command_new = {
    .name = "new",
    .args = "ID",
    .summary = "Makes a new lesson, which passes check as it stands",
    .more =
        "A folder ID with lesson.md, lesson.lua and two C twins, with comments that say what is\n"
        "what. Nothing that exists is changed. The form of a lesson: man ipc-tutor-lesson.",
    .options = new_options,
    .examples = new_examples,
    .min_args = 1,
    .max_args = 1,
    .exec = new_exec,
};
