/* SPDX-License-Identifier: MIT */
/*
 * lesson_notes.c: the notes of a lesson for whoever presents it (lesson.h). How one is written:
 * prose_parse.c; that its program exists: verify.c.
 */
#include "lesson.h"
#include "mem.h"

struct notes_visit {
    void (*visit)(void *context, const char *program, const char *words, int line);
    void *context;
};

static void visit_notes(const struct prose *prose, const struct notes_visit *visit) {
    for (size_t i = 0; i < prose->block_count; i++) {
        const struct prose_block *block = &prose->blocks[i];
        if (block->kind == PROSE_NOTE) {
            char *words = prose_words(&block->text);
            visit->visit(visit->context, block->program, words, block->line);
            mem_free(words);
        }
    }
}

void lesson_notes(const struct lesson *lesson,
                  void (*visit)(void *context, const char *program, const char *words, int line),
                  void *context) {
    const struct notes_visit v = {visit, context};
    visit_notes(&lesson->text, &v);
    for (size_t i = 0; i < lesson->question_count; i++) {
        visit_notes(&lesson->questions[i].text, &v);
    }
}
