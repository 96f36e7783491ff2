/* SPDX-License-Identifier: MIT */
/* hatch.c: see hatch.h. */
#include "hatch.h"
#include "fdio.h"
#include "mem.h"
#include "script.h"
#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

enum note_state { NOTE_EMPTY, NOTE_DECLARED, NOTE_FAULT };

struct hatch_note {
    _Atomic uint32_t state; /* written last */
    int32_t code;           /* fault: errno */
    int32_t line;
    uint32_t text, source; /* fault: where these begin in bytes; the file's name is at 0 */
    uint32_t len;          /* of bytes, without the last 0 */
    char bytes[HATCH_NOTE_MAX];
};

int hatch_init(struct hatch *hatch, const struct run_wish *wish, bool declare_only,
               struct diag *diag) {
    struct buf path = {0};
    *hatch = (struct hatch){.wish = wish, .declare_only = declare_only};
    buf_putf(&path, "%s/lesson.lua", wish->lesson_dir);
    int r = file_read_plain(buf_str(&path), &hatch->source, HATCH_SOURCE_MAX, diag);
    buf_done(&path);
    if (r < 0) {
        hatch_done(hatch);
        return r;
    }
    void *note =
        mmap(NULL, sizeof(*hatch->note), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (note == MAP_FAILED) {
        int code = -errno;
        hatch_done(hatch);
        return diag_set(diag, code, NULL, 0, "no shared memory for a run: %s", strerror(-code));
    }
    hatch->note = note;
    return 0;
}

void hatch_done(struct hatch *hatch) {
    if (!hatch) {
        return;
    }
    if (hatch->note) {
        munmap(hatch->note, sizeof(*hatch->note));
    }
    buf_done(&hatch->source);
    *hatch = (struct hatch){0};
}

/* All of bytes with the 0 behind them, as the note. */
static void write_note(struct hatch_note *note, enum note_state state, const struct buf *bytes) {
    note->len = (uint32_t)bytes->len;
    memcpy(note->bytes, buf_str(bytes), bytes->len + 1);
    atomic_store_explicit(&note->state, (uint32_t)state, memory_order_release);
}

static void note_fault(struct hatch_note *note, int code, const struct diag *diag) {
    struct buf bytes = {0};
    note->code = -code;
    note->line = diag->line;
    buf_puts(&bytes, diag->file ? diag->file : "");
    buf_putc(&bytes, 0);
    note->text = (uint32_t)bytes.len;
    buf_putf(&bytes, "%.60000s", diag->text ? diag->text : strerror(-code));
    buf_putc(&bytes, 0);
    note->source = (uint32_t)bytes.len;
    buf_putf(&bytes, "%.60000s", diag->source ? diag->source : "");
    if (bytes.len < HATCH_NOTE_MAX) {
        write_note(note, NOTE_FAULT, &bytes);
    }
    buf_done(&bytes);
}

/* Made before the lesson is loaded: a signal's handler has only to copy it. */
static struct {
    struct hatch_note *note;
    struct buf bytes;
    uint32_t text, source;
} overtime;

static void note_overtime(int line) {
    struct hatch_note *note = overtime.note;
    note->code = ETIME;
    note->line = line;
    note->text = overtime.text;
    note->source = overtime.source;
    write_note(note, NOTE_FAULT, &overtime.bytes);
}

static void prepare_overtime(struct hatch_note *note) {
    struct buf *bytes = &overtime.bytes;
    overtime.note = note;
    buf_puts(bytes, "lesson.lua");
    buf_putc(bytes, 0);
    overtime.text = (uint32_t)bytes->len;
    buf_putf(bytes,
             "its outermost level has not come to its end: is something endless here? (loading is "
             "limited to %d s of CPU time, and by the clock)",
             SCRIPT_LOAD_SECONDS);
    buf_putc(bytes, 0);
    overtime.source = (uint32_t)bytes->len;
}

static int load(const struct hatch *hatch, struct script **ret_script, struct buf *ret_json,
                struct diag *diag) {
    const struct run_wish *wish = hatch->wish;
    struct script_param *params = mem_new((wish->param_count + 1) * sizeof(*params));
    for (size_t i = 0; i < wish->param_count; i++) {
        params[i] = (struct script_param){wish->params[i].name, wish->params[i].value};
    }
    /* params are left to the process: the script keeps what it is given */
    static struct script_wish script_wish;
    script_wish = (struct script_wish){.name = "lesson.lua",
                                       .source = buf_str(&hatch->source),
                                       .len = hatch->source.len,
                                       .program = wish->program,
                                       .params = params,
                                       .over = note_overtime,
                                       .param_count = wish->param_count};
    int r = script_new(&script_wish, ret_script, diag);
    if (r < 0) {
        return r;
    }
    script_declarations(*ret_script, ret_json);
    if (ret_json->len < HATCH_NOTE_MAX) {
        return 0;
    }
    return diag_set(diag, -E2BIG, "lesson.lua", 0, "declares too much: more than %u bytes as JSON",
                    HATCH_NOTE_MAX);
}

int hatch_main(void *arg) {
    const struct hatch *hatch = arg;
    struct script *script = NULL;
    struct buf json = {0};
    struct diag diag = {0};
    prepare_overtime(hatch->note);
    int r = load(hatch, &script, &json, &diag);
    if (r < 0) {
        note_fault(hatch->note, r, &diag);
        return 1;
    }
    write_note(hatch->note, NOTE_DECLARED, &json);
    buf_done(&json);
    if (hatch->declare_only) {
        script_free(script);
        return 0;
    }
    script_run(script);
}

/* A string of the note; where it says is not taken on trust, and it has an end of its own here. */
static char *string_at(const struct buf *bytes, uint32_t at) {
    return mem_strdup(at < bytes->len ? bytes->data + at : "");
}

static int read_fault(const struct hatch_note *note, const struct buf *bytes, struct diag *diag) {
    int code = note->code > 0 && note->code < 4096 ? note->code : EINVAL;
    char *file = string_at(bytes, 0);
    char *text = string_at(bytes, note->text);
    char *source = string_at(bytes, note->source);
    diag_set(diag, -code, *file ? file : NULL, note->line, "%s", text);
    if (diag && *source && !diag->source) {
        diag->source = source;
        source = NULL;
    }
    mem_free(file);
    mem_free(text);
    mem_free(source);
    return -code;
}

int hatch_read(const struct hatch *hatch, struct buf *ret_json, struct diag *diag) {
    const struct hatch_note *note = hatch->note;
    uint32_t state = atomic_load_explicit(&note->state, memory_order_acquire);
    uint32_t len = note->len;
    if (state == NOTE_EMPTY || len >= HATCH_NOTE_MAX) {
        return diag_set(diag, -ETIME, "lesson.lua", 0,
                        "did not load: its outermost level did not come to its end");
    }
    if (state == NOTE_DECLARED) {
        buf_put(ret_json, note->bytes, len);
        return 0;
    }
    struct buf bytes = {0};
    buf_put(&bytes, note->bytes, len);
    int r = read_fault(note, &bytes, diag);
    diag_quote(diag, buf_str(&hatch->source), hatch->source.len); /* where it does not say it */
    buf_done(&bytes);
    return r;
}

void hatch_fault(const struct hatch *hatch, const char *file, int line, const char *text,
                 struct diag *diag) {
    diag_set(diag, -EINVAL, file || line <= 0 ? file : "lesson.lua", line, "%s", text);
    if (diag && !diag->source) {
        diag_quote(diag, buf_str(&hatch->source), hatch->source.len);
    }
}
