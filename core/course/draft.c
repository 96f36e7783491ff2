/* SPDX-License-Identifier: MIT */
/* draft.c: see draft.h. */
#include "draft.h"
#include "clock.h"
#include "draft_watch.h"
#include "errand.h"
#include "fdio.h"
#include "json_value.h"
#include "mem.h"
#include "verify.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MOST    ((size_t)1 << 20)
#define SAID_MOST    ((size_t)4 << 20)
#define DISTURBED_NS (200 * NS_PER_MS)

struct draft {
    char *dir, *program;
    const struct catalogue *catalogue;
    struct draft_watch watch;
    struct lesson *lesson, *before;
    struct buf text, script, twins; /* the bytes that were read last */
    struct buf good;                /* of the last lesson.lua that could be loaded */
    bool read;                      /* once */
    bool has_text;                  /* lesson is what stands in the file */
    bool has_script;                /* and lesson.lua can be loaded */
    struct errand *check;
    int64_t checked_at; /* when it ended, ns of clock_ns */
    enum draft_state state;
    struct diag *faults;
    size_t fault_count, fault_cap;
};

/* --- what was found ------------------------------------------------------------------------ */

static struct diag *new_fault(struct draft *draft) {
    draft->faults =
        mem_grow(draft->faults, &draft->fault_cap, draft->fault_count + 1, sizeof *draft->faults);
    struct diag *fault = &draft->faults[draft->fault_count++];
    diag_init(fault);
    draft->state = DRAFT_FAULTY;
    return fault;
}

static void drop_faults(struct draft *draft) {
    for (size_t i = 0; i < draft->fault_count; i++) {
        diag_done(&draft->faults[i]);
    }
    draft->fault_count = 0;
    draft->state = DRAFT_HOLDS;
}

/* Names are looked up and files compared: the same bytes are the same lesson. */
static void look_at_form(struct draft *draft) {
    const struct verify_wish wish = {.form_only = true};
    struct verify verify;
    struct diag diag = {0};
    if (draft->catalogue && catalogue_fits(draft->catalogue, draft->lesson, &diag) < 0) {
        *new_fault(draft) = diag;
        diag_init(&diag);
    }
    if (verify_lesson(draft->lesson, &wish, &verify, &diag) < 0) {
        *new_fault(draft) = diag;
    }
    for (size_t i = 0; i < verify.fault_count; i++) {
        *new_fault(draft) = verify.faults[i];
        diag_init(&verify.faults[i]);
    }
    verify_done(&verify);
}

/* --- the whole check ----------------------------------------------------------------------- */

static void stop_check(struct draft *draft) {
    errand_free(draft->check);
    draft->check = NULL;
}

static void begin_check(struct draft *draft) {
    char *const argv[] = {draft->program, "check", "--json", "--", draft->dir, NULL};
    const struct errand_wish wish = {.argv = argv, .most = SAID_MOST, .quiet_errors = true};
    struct diag diag = {0};
    if (errand_start(&wish, &draft->check, &diag) < 0) {
        *new_fault(draft) = diag;
        draft->state = DRAFT_UNCHECKED;
        return;
    }
    draft->state = DRAFT_CHECKING;
}

static void take_fault(struct draft *draft, struct json json) {
    char *file = json_strdup(json_get(json, "file"));
    char *text = json_strdup(json_get(json, "text"));
    struct diag *fault = new_fault(draft);
    int line = (int)(json_int_or(json_get(json, "line"), 0) & 0x7fffffff);
    diag_set(fault, 0, file, line, "%s", text ? text : "");
    fault->source = json_strdup(json_get(json, "source"));
    mem_free(file);
    mem_free(text);
}

static void take_faults(struct draft *draft, struct json faults) {
    struct json_walk walk = json_walk(faults);
    struct json key, value;
    while (json_next(&walk, &key, &value)) {
        take_fault(draft, value);
    }
}

unsigned draft_pump_check(struct draft *draft) {
    size_t len;
    if (!draft->check || errand_pump(draft->check) == ERRAND_RUNS) {
        return 0;
    }
    const char *said = errand_said(draft->check, &len);
    struct json json = json_parse(said, len);
    struct json lessons = json_get(json, "lessons");
    drop_faults(draft);
    take_faults(draft, json_get(json, "faults"));
    for (size_t i = 0; i < json_count(lessons); i++) {
        take_faults(draft, json_get(json_at(lessons, i), "faults"));
    }
    if (json_get(json, "holds").type != JSON_TRUE && draft->fault_count == 0) {
        diag_set(new_fault(draft), 0, draft->dir, 0, "ipc-tutor check did not come to its end");
        draft->state = DRAFT_UNCHECKED;
    }
    stop_check(draft);
    draft->checked_at = clock_ns();
    return DRAFT_FOUND;
}

/* --- reading ------------------------------------------------------------------------------- */

/* The bytes of a file; what can't be read has bytes of its own, so that it differs too. */
static void take_bytes(const char *dir, const char *name, struct buf *out) {
    struct buf path = {0}, bytes = {0};
    buf_putf(&path, "%s/%s", dir, name);
    int r = file_read_plain(buf_str(&path), &bytes, FILE_MOST, NULL);
    buf_putf(out, "%s %d\n", name, r);
    buf_put(out, buf_str(&bytes), bytes.len);
    buf_done(&path);
    buf_done(&bytes);
}

static int is_code(const struct dirent *entry) {
    return draft_watch_wants(entry->d_name) && strcmp(entry->d_name, "lesson.lua") != 0 &&
           strcmp(entry->d_name, "lesson.md") != 0;
}

static void take_twins(const char *dir, struct buf *out) {
    struct dirent **names = NULL;
    int count = scandir(dir, &names, is_code, alphasort);
    for (int i = 0; i < count; i++) {
        take_bytes(dir, names[i]->d_name, out);
        free(names[i]);
    }
    free(names);
}

static bool same(const struct buf *a, const struct buf *b) {
    return a->len == b->len && memcmp(buf_str(a), buf_str(b), a->len) == 0;
}

/* Puts what is new in the place of what was; whether it differs. */
static bool replace(struct buf *old, struct buf *new) {
    bool differs = !same(old, new);
    buf_done(old);
    *old = *new;
    return differs;
}

static unsigned differences(struct draft *draft) {
    struct buf text = {0}, script = {0}, twins = {0};
    take_bytes(draft->dir, "lesson.md", &text);
    take_bytes(draft->dir, "lesson.lua", &script);
    take_twins(draft->dir, &twins);
    return (replace(&draft->text, &text) ? (unsigned)DRAFT_TEXT : 0) |
           (replace(&draft->script, &script) ? (unsigned)DRAFT_SCRIPT : 0) |
           (replace(&draft->twins, &twins) ? (unsigned)DRAFT_TWINS : 0);
}

/* What stands for a text as long as there is none. */
static struct lesson *no_words(const char *dir) {
    struct lesson *lesson = mem_new(sizeof *lesson);
    const char *slash = strrchr(dir, '/');
    struct buf file = {0};
    buf_putf(&file, "%s/lesson.md", dir);
    lesson->dir = mem_strdup(dir);
    lesson->file = buf_take(&file);
    lesson->id = mem_strdup(slash ? slash + 1 : dir);
    lesson->title = mem_strdup(lesson->id);
    lesson->topic = mem_strdup("");
    return lesson;
}

/* Whether the text can be read as it is now. */
static bool read_text(struct draft *draft) {
    struct lesson *lesson = NULL;
    struct diag_list faults = {0};
    if (lesson_load_all(draft->dir, &lesson, &faults) < 0) {
        for (size_t i = 0; i < faults.count; i++) {
            *new_fault(draft) = faults.items[i];
            diag_init(&faults.items[i]);
        }
        diag_list_done(&faults);
        return false;
    }
    lesson->aside = true;
    lesson_free(draft->before);
    draft->before = draft->lesson;
    draft->lesson = lesson;
    return true;
}

static bool read_script(struct draft *draft) {
    struct diag diag = {0};
    if (verify_script(draft->dir, &diag) < 0) {
        *new_fault(draft) = diag;
        return false;
    }
    return true;
}

/* Something was changed and is again as it was, while the check read it or shortly after. */
static bool was_disturbed(const struct draft *draft) {
    return draft->watch.first &&
           (draft->check || draft->checked_at + DISTURBED_NS >= draft->watch.first);
}

unsigned draft_read(struct draft *draft) {
    bool disturbed = was_disturbed(draft);
    draft_watch_renew(&draft->watch);
    unsigned changed = differences(draft);
    if (changed == 0 && draft->read && !disturbed) {
        return 0;
    }
    draft->read = true;
    stop_check(draft);
    drop_faults(draft);
    bool as_before = draft->has_text && !(changed & DRAFT_TEXT);
    draft->has_text = as_before || read_text(draft);
    draft->has_script = read_script(draft);
    changed =
        draft->has_text && !as_before ? changed | DRAFT_TEXT : changed & ~(unsigned)DRAFT_TEXT;
    changed &= ~(unsigned)DRAFT_SCRIPT;
    if (draft->has_script && !same(&draft->good, &draft->script)) {
        buf_clear(&draft->good);
        buf_put(&draft->good, buf_str(&draft->script), draft->script.len);
        changed |= DRAFT_SCRIPT;
    }
    if (draft->has_text && draft->has_script) {
        look_at_form(draft);
    }
    if (draft->fault_count == 0 && draft->program) {
        begin_check(draft);
    }
    return changed | DRAFT_FOUND;
}

int draft_open(const char *dir, const struct catalogue *catalogue, const char *program,
               struct draft **ret_draft, struct diag *diag) {
    struct draft *draft = mem_new(sizeof *draft);
    draft->dir = mem_strdup(dir);
    draft->program = program ? mem_strdup(program) : NULL;
    draft->catalogue = catalogue;
    draft->lesson = no_words(dir);
    int r = draft_watch_init(&draft->watch, dir, diag);
    if (r < 0) {
        draft_free(draft);
        return r;
    }
    draft_read(draft);
    *ret_draft = draft;
    return 0;
}

void draft_free(struct draft *draft) {
    if (!draft) {
        return;
    }
    stop_check(draft);
    drop_faults(draft);
    draft_watch_done(&draft->watch);
    lesson_free(draft->lesson);
    lesson_free(draft->before);
    buf_done(&draft->text);
    buf_done(&draft->script);
    buf_done(&draft->twins);
    buf_done(&draft->good);
    mem_free(draft->faults);
    mem_free(draft->program);
    mem_free(draft->dir);
    mem_free(draft);
}

int draft_fd(const struct draft *draft) {
    return draft ? draft->watch.fd : -1;
}

int draft_check_fd(const struct draft *draft) {
    return draft ? errand_fd(draft->check) : -1;
}

void draft_pump(struct draft *draft) {
    draft_watch_pump(&draft->watch);
}

int64_t draft_due(const struct draft *draft) {
    return draft ? draft_watch_due(&draft->watch) : -1;
}

const struct lesson *draft_lesson(const struct draft *draft) {
    return draft->lesson;
}

const char *draft_dir(const struct draft *draft) {
    return draft->dir;
}

bool draft_is_shown(const struct draft *draft) {
    return draft->has_text && draft->has_script;
}

enum draft_state draft_state(const struct draft *draft) {
    return draft->state;
}

const struct diag *draft_faults(const struct draft *draft, size_t *ret_count) {
    *ret_count = draft->fault_count;
    return draft->faults;
}
