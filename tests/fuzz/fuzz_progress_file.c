/* SPDX-License-Identifier: MIT */
/*
 * fuzz_progress_file.c: any bytes as the progress file, opened as the tutor does, read and written.
 * Whatever they are: the tutor goes on, all of it can be said as JSON, nothing that was there is
 * deleted, and an answer that was acknowledged is there when the file is opened again. A file that
 * had to be put aside has a good one in its place.
 */
#include "fdio.h"
#include "json_value.h"
#include "progress.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { AT = 1767225600 };

static char folder[64], file[96];

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

/* On a file system in memory where there is one: syncing is what takes the time. */
static void make_folder(void) {
    static const char *const places[] = {"/dev/shm", "/tmp"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(folder, sizeof folder, "%s/ipc-tutor-fuzz-XXXXXX", places[i]);
        if (mkdtemp(folder)) {
            snprintf(file, sizeof file, "%s/progress.db", folder);
            return;
        }
    }
    abort();
}

/* Removes it; how many damaged files had been put aside in it. */
static int remove_folder(void) {
    DIR *all = opendir(folder);
    int damaged = 0;
    must(all != NULL);
    for (struct dirent *entry; (entry = readdir(all));) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        damaged += strstr(entry->d_name, ".db.damaged-") != NULL;
        unlink(path);
    }
    closedir(all);
    must(rmdir(folder) == 0);
    return damaged;
}

static uint32_t answers(const struct progress *progress) {
    const struct progress_item *item = progress_item(progress, "pipe", "eof");
    return item ? item->memory.reviews : 0;
}

static void look_at(struct progress *progress) {
    struct buf out = {0};
    if (progress_json(progress, &out, NULL) == 0) {
        must(json_parse(out.data, out.len).type == JSON_OBJECT);
    }
    for (size_t i = 0; i < progress_count(progress); i++) {
        const struct progress_item *item = progress_at(progress, i);
        must(progress_item(progress, item->lesson, item->question) == item);
        must(item->memory.reviews > 0 && item->right <= item->memory.reviews);
        fsrs_recall(&item->memory, AT);
    }
    buf_done(&out);
}

/* Opens, looks, answers once; whether the file was damaged. */
static bool open_and_answer(void) {
    struct progress *progress = progress_open(file);
    bool aside = progress_notice(progress) != NULL;
    struct progress_answer answer = {.lesson = "pipe",
                                     .question = "eof",
                                     .mode = "lesson",
                                     .given = "x",
                                     .at = (int64_t)AT * 1000};
    look_at(progress);
    uint32_t before = answers(progress);
    int code = progress_answer(progress, &answer, NULL);
    must(answers(progress) == before + 1); /* in the file, or held */
    must((code == 0) == (progress_held(progress) == 0));
    must(code == 0 || progress_trouble(progress) != NULL);
    progress_close(progress);
    progress = progress_open(file);
    if (code == 0) {
        must(progress_notice(progress) == NULL && answers(progress) == before + 1);
    }
    must(!aside || code == 0);
    look_at(progress);
    progress_close(progress);
    return aside;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    make_folder();
    must(file_write(file, data, size, NULL) == 0);
    bool aside = open_and_answer();
    must((remove_folder() > 0) == aside);
    return 0;
}
