/* SPDX-License-Identifier: MIT */
/*
 * editing.c: the lesson that is open is being written in an editor (core/course/draft.h). Saved, it
 * is read again and shown at the same place: program, parameters, order and step, page, scrolling,
 * process and question, as far as they are still there. What could not be read leaves what is
 * shown as it is; its faults stand below it.
 */
#include "actions.h"
#include "clock.h"
#include "links.h"
#include "mem.h"
#include "prompts.h"
#include <string.h>

/* The question that is open is begun anew: its words may be others. Gone: back to where it was
 * opened from. */
static void ask_again(struct desk *desk, const struct lesson *lesson) {
    struct asking *asking = &desk->asking;
    const struct question *question;
    size_t index;

    if (asking->question == NULL) {
        return;
    }
    questions_stop(desk);
    question = lesson_question(lesson, asking->question->id);
    if (question != NULL) {
        asking_begin(asking, lesson, question);
        index = (size_t)(question - lesson->questions);
        asking->index = index;
        asking->count = lesson->question_count;
        return;
    }
    asking_done(asking);
    if (desk->scene.place == PLACE_QUESTION) {
        desk->scene.place = desk->asked_from;
        buf_puts(&desk->edited, " The question is gone.");
    }
}

/* Lists and fields were made from what was there before. */
static void close_forms(struct desk *desk) {
    enum view_id over = desk->scene.over;

    if (over == VIEW_CHOOSER || over == VIEW_FIELD || over == VIEW_WILD) {
        desk_close(desk);
        desk->asked = 0;
    }
}

/* The name of the process that code and why follow by the user's choice; the caller's, or NULL. */
static char *chosen_name(const struct desk *desk) {
    const struct scene *scene = &desk->scene;

    return desk->by_hand && desk->session.log != NULL && scene->chosen != 0
               ? mem_strdup(log_str(desk->session.log, scene->chosen))
               : NULL;
}

/* Names have other numbers in another log. */
static void choose_again(struct desk *desk, char *name) {
    desk->scene.chosen = name != NULL ? log_find(desk->session.log, name) : 0;
    desk->by_hand = desk->scene.chosen != 0;
    mem_free(name);
}

/* From the beginning there was nothing on the stage that could be shown, and now there is. */
static void begin_run(struct desk *desk) {
    struct session *session = &desk->session;
    size_t program = 0;

    if (session->log != NULL || desk->scene.place != PLACE_RUN || !session->has_decl ||
        session->decl.program_count == 0) {
        return;
    }
    if (desk->wish->program != NULL) {
        session_program(session, desk->wish->program, &program);
    }
    session_start(session, program);
}

static void read_script_again(struct desk *desk) {
    char *name = chosen_name(desk);

    desk->playing = false;
    desk->striding = false;
    desk->early_count = 0;
    play_arrive(desk);
    questions_stop(desk);
    if (session_again(&desk->session, draft_lesson(desk->wish->draft), true, &desk->edited) < 0) {
        mem_free(name);
        return; /* it was changed meanwhile: the next change is on its way */
    }
    begin_run(desk);
    choose_again(desk, name);
    times_moved(desk);
    desk->asked = 0;
}

static void show_again(struct desk *desk, unsigned changed) {
    const struct lesson *lesson = draft_lesson(desk->wish->draft);
    size_t links;

    buf_clear(&desk->edited);
    close_forms(desk);
    orders_drop(desk); /* of the lesson as it was */
    if (changed & DRAFT_TEXT) {
        session_again(&desk->session, lesson, false, NULL);
        ask_again(desk, lesson);
        links = links_count(lesson);
        desk->link = desk->link < links ? desk->link : 0;
    }
    if (changed & DRAFT_SCRIPT) {
        read_script_again(desk);
    }
    if (changed & (DRAFT_TWINS | DRAFT_SCRIPT)) {
        session_twin(&desk->session);
    }
    desk_say(desk, "Read again.%s", buf_str(&desk->edited));
    editing_arrived(desk);
    form_question(desk);
}

/* A run that was brought back to its step, now or after a while. */
void editing_arrived(struct desk *desk) {
    struct session *session = &desk->session;
    enum session_aim aim = session->aim;

    if (desk->wish->draft == NULL || (aim != AIM_REACHED && aim != AIM_MISSED)) {
        return;
    }
    session->aim = AIM_NONE;
    if (aim == AIM_REACHED) {
        desk_say(desk, "Read again, at the same step.%s", buf_str(&desk->edited));
    } else {
        desk_say(desk, "Read again. The order before goes on to step %llu of %llu only.%s",
                 (unsigned long long)session_steps(session), (unsigned long long)session->aim_steps,
                 buf_str(&desk->edited));
    }
}

enum refresh editing_pump(struct desk *desk) {
    draft_pump(desk->wish->draft);
    return REFRESH_NOTHING;
}

enum refresh editing_checked(struct desk *desk) {
    return draft_pump_check(desk->wish->draft) != 0 ? REFRESH_DRAW : REFRESH_NOTHING;
}

enum refresh editing_due(struct desk *desk, int64_t now) {
    int64_t due = draft_due(desk->wish->draft);
    unsigned changed;

    if (due < 0 || now < due) {
        return REFRESH_NOTHING;
    }
    changed = draft_read(desk->wish->draft);
    if (changed & (DRAFT_TEXT | DRAFT_SCRIPT | DRAFT_TWINS)) {
        show_again(desk, changed);
    } else if (changed != 0) {
        buf_clear(&desk->status); /* what it said was of the version before */
    }
    return changed != 0 ? REFRESH_DRAW : REFRESH_NOTHING;
}

int editing_timeout(const struct desk *desk, int64_t now, int other) {
    int64_t due = draft_due(desk->wish->draft);
    int mine;

    if (due < 0) {
        return other;
    }
    mine = due > now ? (int)((due - now + NS_PER_MS - 1) / NS_PER_MS) : 0;
    return other >= 0 && other < mine ? other : mine;
}
