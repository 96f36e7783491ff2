/* SPDX-License-Identifier: MIT */
/*
 * exam_tell.c: what came of an exam, as lines that can be understood on another day: of what was
 * not right all that was asked, what was said, what is right and why, the lesson and the run.
 */
#include "exam_lines.h"
#include "out_prose.h"

/* What was asked, without what led to it: its last paragraph. */
static void put_asked(const struct question *question, struct out *out) {
    const struct prose_text *last = NULL;
    for (size_t i = 0; i < question->text.block_count; i++) {
        const struct prose_block *block = &question->text.blocks[i];
        last = block->kind == PROSE_PARAGRAPH ? &block->text : last;
    }
    if (last != NULL) {
        out_words(out, "   ", last, "\n");
    }
}

/* What was typed, or the order that was given; choices are marked where they stand. */
static void put_given(const struct asking *asking, struct out *out) {
    enum question_kind kind = asking->question->kind;
    struct buf given = {0};
    if (kind == QUESTION_VALUE || kind == QUESTION_ORDER) {
        asking_put_line(asking, &given);
    }
    if (given.len > 0) {
        out_textf(out, "   yours: %s\n", buf_str(&given));
    }
    buf_done(&given);
}

static void put_choices(const struct exam_answer *answer, struct out *out) {
    const struct asking *asking = &answer->asking;
    const struct question *question = asking->question;
    bool marks = question->kind != QUESTION_ORDER && !answer->faulty;
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct question_choice *choice = &question->choices[asking->lines[i]];
        out_textf(out, "   %zu  ", i + 1);
        out_text(out, asking_chosen(asking, i) ? marks ? "yours, " : "yours: " : "");
        out_words(out,
                  !marks                    ? ""
                  : asking_right(asking, i) ? "right: "
                                            : "wrong: ",
                  &choice->text, "");
        if (marks && choice->reason.span_count > 0) {
            out_words(out, " - ", &choice->reason, "");
        }
        out_text(out, "\n");
    }
}

static void put_ways(const struct exam_item *item, struct out *out) {
    const char *program = exam_item_program(item);
    struct buf replay = {0};
    exam_item_replay(item, &replay);
    out_textf(out, "   read again: ipc-tutor open %s%s%s\n", item->from->id,
              program != NULL ? ":" : "", program != NULL ? program : "");
    if (replay.len > 0) {
        out_textf(out, "   run again: %s\n", buf_str(&replay));
    }
    buf_done(&replay);
}

static void tell_wrong(const struct exam_sitting *sitting, size_t index, struct out *out) {
    const struct exam_item *item = &sitting->exam->items[index];
    const struct exam_answer *answer = &sitting->answers[index];
    const struct asking *asking = &answer->asking;
    bool answered = sitting_answered(sitting, index),
         order = item->question->kind == QUESTION_ORDER;
    struct buf says = {0};
    if (answer->faulty) {
        buf_puts(&says, asking->fault.text != NULL ? asking->fault.text : "");
    } else if (answered || !order) {
        asking_says(asking, &says);
    }
    out_textf(out, "\n%zu: %s.%s%s\n", index + 1,
              answer->faulty ? "could not be judged, and does not count"
              : answered     ? "wrong"
                             : "not answered",
              says.len > 0 ? " " : "", buf_str(&says));
    out_prose(out, "   ", &item->question->text);
    put_choices(answer, out);
    put_given(asking, out);
    if (order && !answer->faulty) {
        buf_clear(&says);
        asking_put_right_order(asking, &says);
        out_textf(out, "   an order that happens:%s\n", buf_str(&says));
    }
    put_ways(item, out);
    out_code(out, "     ", item->code);
    buf_done(&says);
}

static void tell_right(const struct exam_sitting *sitting, size_t index, struct out *out) {
    const struct asking *asking = &sitting->answers[index].asking;
    out_textf(out, "\n%zu: right.\n", index + 1);
    put_asked(asking->question, out);
    for (size_t i = 0; i < asking->question->choice_count; i++) {
        if (asking_chosen(asking, i)) {
            out_textf(out, "   %zu  ", i + 1);
            out_words(out, "yours: ", &asking->question->choices[asking->lines[i]].text, "\n");
        }
    }
    put_given(asking, out);
}

void exam_tell(const struct exam_sitting *sitting, struct out *out) {
    out_textf(out, "\n%s%zu of %zu right. The same exam again: --seed %llu\n",
              sitting->time_over ? "The time is over. " : "", sitting->right, sitting->counted,
              (unsigned long long)sitting->exam->seed);
    for (size_t i = 0; i < sitting->exam->count; i++) {
        (sitting->answers[i].right ? tell_right : tell_wrong)(sitting, i, out);
    }
}
