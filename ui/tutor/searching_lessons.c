/* SPDX-License-Identifier: MIT */
/* searching_lessons.c: "/" among the lessons: in the texts of all of them, from place to place. The
 * texts are gathered once, when the search is opened. */
#include "actions.h"
#include "findings.h"
#include "frame.h"
#include "links.h"
#include "prompts.h"
#include "search.h"

void search_lessons_begin(struct desk *desk) {
    findings_done(&desk->findings);
    desk->scene.found = 0;
    desk->scene.findings = &desk->findings;
    if (desk->scene.catalogue != NULL) {
        findings_make(desk->scene.catalogue, &desk->findings);
    }
}

void search_lessons_end(struct desk *desk) {
    findings_done(&desk->findings);
    desk->scene.findings = NULL;
    desk->scene.found = 0;
}

/* The place one is at, if the cursor is still on its lesson. */
static const struct finding *found_here(const struct desk *desk) {
    const struct scene *scene = &desk->scene;
    const struct finding *finding = scene->found > 0 && scene->found <= desk->findings.count
                                        ? &desk->findings.all[scene->found - 1]
                                        : NULL;

    return finding != NULL && finding->lesson == scene->cursor ? finding : NULL;
}

bool search_lessons(struct desk *desk, const char *sought, int by, bool here, bool *ret_wrapped) {
    struct scene *scene = &desk->scene;
    long from;
    size_t at;

    if (scene->findings == NULL) { /* it was begun elsewhere */
        search_lessons_begin(desk);
    }
    from = (long)findings_of(&desk->findings, scene->cursor) - (by < 0 ? 1 : 0);
    if (found_here(desk) != NULL) {
        from = (long)scene->found - 1 + (here ? 0 : by);
    }
    if (!findings_seek(&desk->findings, sought, from, by, &at, ret_wrapped)) {
        return false;
    }
    scene->found = at + 1;
    scene->cursor = desk->findings.all[at].lesson;
    return true;
}

void search_lessons_say(struct desk *desk, const char *sought, const char *first) {
    const struct scene *scene = &desk->scene;
    const struct finding *finding = found_here(desk);
    struct buf text = {0};
    struct pane pane;
    size_t nth = 0, sum;
    char key[KEY_NAME];

    if (finding == NULL) {
        return;
    }
    sum = findings_sum(&desk->findings, sought, scene->found - 1, &nth);
    buf_putf(&text, "%sPlace %zu of %zu", first, nth, sum);
    if (!frame_pane(scene, desk->canvas.width, desk->canvas.height, VIEW_LESSON, &pane)) {
        buf_puts(&text, ": ");
        findings_excerpt(finding, sought, desk->canvas.width - (int)text.len - 4, &text);
    } else if (scene->prompt == PROMPT_NONE) {
        buf_putf(&text, ". %s opens it there.", keys_name(ACTION_OPEN, key));
    } else {
        buf_putc(&text, '.');
    }
    desk_say(desk, "%s", buf_str(&text));
    buf_done(&text);
}

/* How many places before this one stand at the same line of lesson.md: rows of one table do. */
static size_t before_it(const struct desk *desk, const struct finding *finding,
                        const char *sought) {
    size_t before = 0;

    for (const struct finding *other = finding; other-- > desk->findings.all;) {
        if (other->kind != FINDING_TEXT || other->lesson != finding->lesson ||
            other->line != finding->line) {
            break;
        }
        before += search_in(other->text, sought);
    }
    return before;
}

static void go_to_text(struct desk *desk, const struct finding *finding, const char *sought) {
    struct scene *scene = &desk->scene;
    size_t skip = before_it(desk, finding, sought);
    bool wrapped = false, found = true;
    struct pane pane;
    long from, line;

    desk_scene(desk);
    if (!frame_pane(scene, desk->canvas.width, desk->canvas.height, VIEW_TEXT, &pane)) {
        return;
    }
    from = line = text_line_at(scene, pane.width - 2, finding->line);
    for (size_t i = 0; i <= skip && found && !wrapped; i++) {
        found = search_line(scene, VIEW_TEXT, pane.width - 2, pane.height - 2, sought, from, 1,
                            &line, &wrapped);
        from = line + 1;
    }
    if (!found || wrapped) {
        line = text_line_at(scene, pane.width - 2, finding->line);
    }
    scene->sought_line = (int)line;
    scene->tops[VIEW_TEXT] = (int)line - (pane.height - 2) / 3;
    scene->scrolled[VIEW_TEXT] = true;
    page_link_in_sight(desk);
}

bool search_lessons_open(struct desk *desk) {
    struct scene *scene = &desk->scene;
    const struct finding *finding = found_here(desk);
    const struct lesson *lesson;

    if (scene->findings == NULL || finding == NULL || scene->catalogue == NULL ||
        finding->lesson >= scene->catalogue->lesson_count) {
        return false;
    }
    lesson = scene->catalogue->lessons[finding->lesson];
    door_lesson(desk, lesson, NULL);
    scene->sought_line = -1;
    switch (finding->kind) {
    case FINDING_HEAD:
        scene->tops[VIEW_TEXT] = 0;
        break;
    case FINDING_TEXT:
        go_to_text(desk, finding, prompts_sought(desk->prompts));
        break;
    case FINDING_QUESTION:
        questions_open(desk, lesson, finding->question);
        break;
    }
    return true;
}
