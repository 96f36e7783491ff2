/* SPDX-License-Identifier: MIT */
/* links.c: see links.h. */
#include "links.h"

/* Counts the stages of one text; the program of number *left goes to *ret_program. */
static void look(const struct prose_text *text, size_t *count, size_t wanted,
                 const char **ret_program) {
    for (size_t i = 0; i < text->span_count; i++) {
        if ((text->spans[i].look & PROSE_STAGE) != 0) {
            if (*count == wanted) {
                *ret_program = text->spans[i].target;
            }
            (*count)++;
        }
    }
}

static size_t walk(const struct lesson *lesson, size_t wanted, const char **ret_program) {
    size_t count = 0;

    for (size_t i = 0; i < lesson->text.block_count; i++) {
        const struct prose_block *block = &lesson->text.blocks[i];
        look(&block->text, &count, wanted, ret_program);
        for (size_t j = 0; j < block->rows * block->columns; j++) {
            look(&block->cells[j], &count, wanted, ret_program);
        }
    }
    return count;
}

size_t links_count(const struct lesson *lesson) {
    const char *program = NULL;

    return walk(lesson, (size_t)-1, &program);
}

const char *links_program(const struct lesson *lesson, size_t index) {
    const char *program = NULL;

    walk(lesson, index, &program);
    return program;
}
