/* SPDX-License-Identifier: MIT */
/* searching.c: "/": in a text from line to line, in the lists from row to row (among the lessons:
 * searching_lessons.c), in a run from step to step by what happens there. While one types, the
 * first match from where one was is shown. */
#include "actions.h"
#include "frame.h"
#include "mem.h"
#include "prompts.h"
#include "search.h"
#include "tell.h"

enum {
    TYPED_RECORDS = 100000
}; /* of a long run, looked at after each letter; Enter looks at all */

struct search {
    const char *sought;
    int by;
    bool here;   /* what one is at counts too */
    bool typing; /* not all of a long run */
    bool wrapped;
    bool cut; /* typing, and not all was looked at */
    struct buf found;
};

static bool in_a_run(const struct desk *desk) {
    return (frame_holding(&desk->scene) & IN_STAGE) != 0;
}

/* What is scrolled where one reads. */
static enum view_id text_view(const struct scene *scene) {
    return scene->over != VIEW_NONE ? scene->over : VIEW_TEXT;
}

static bool in_text(struct desk *desk, struct search *search) {
    struct scene *scene = &desk->scene;
    enum view_id view = text_view(scene);
    struct pane pane;
    long from, line;
    int rows;

    desk_scene(desk); /* news that were not drawn yet have moved what it points to */
    if (!frame_pane(scene, desk->canvas.width, desk->canvas.height, view, &pane)) {
        return false;
    }
    rows = pane.height - 2;
    from = search->by < 0 ? scene->tops[view] - 1 : scene->tops[view];
    if (scene->sought_line >= scene->tops[view] && scene->sought_line < scene->tops[view] + rows) {
        from = scene->sought_line + (search->here ? 0 : search->by);
    }
    if (!search_line(scene, view, pane.width - 2, rows, search->sought, from, search->by, &line,
                     &search->wrapped)) {
        return false;
    }
    scene->sought_line = (int)line;
    if (line < scene->tops[view] || line >= scene->tops[view] + rows) {
        scene->tops[view] = (int)line - rows / 3;
    }
    scene->scrolled[view] = true;
    if (view == VIEW_TEXT) {
        page_link_in_sight(desk);
    }
    return true;
}

static bool mechanism_has(const struct overview_row *row, const char *sought) {
    bool has = search_in(row->name, sought);

    for (int i = 0; i < OVERVIEW_FACTS && !has; i++) {
        const char *fact = overview_whole(row, (enum overview_fact)i);
        has = fact != NULL && search_in(fact, sought);
    }
    return has;
}

/* Among the mechanisms that stand side by side. */
static bool in_overview(struct desk *desk, struct search *search) {
    struct scene *scene = &desk->scene;
    const struct catalogue *catalogue = scene->catalogue;
    long count = catalogue != NULL ? (long)catalogue->overview.count : 0;

    for (long i = search->here ? 0 : 1; i < count + 1; i++) {
        long at = (long)scene->row + search->by * i;
        long row = (at % count + count) % count;
        if (mechanism_has(&catalogue->overview.rows[row], search->sought)) {
            search->wrapped = at < 0 || at >= count;
            scene->row = (size_t)row;
            return true;
        }
    }
    return false;
}

static bool in_lessons(const struct desk *desk) {
    return frame_below(&desk->scene) == IN_SYLLABUS && desk->scene.place == PLACE_SYLLABUS;
}

/* The next record from n on whose sentence has it; 0: none before the end. */
static uint64_t record_from(const struct log *log, struct search *search, uint64_t n) {
    uint64_t count = log_count(log), looked = 0;
    struct buf text = {0};
    uint64_t found = 0;

    for (; n >= 1 && n <= count && found == 0; n = search->by > 0 ? n + 1 : n - 1) {
        if (search->typing && looked++ == TYPED_RECORDS) {
            search->cut = true;
            break;
        }
        buf_clear(&text);
        if (tell_event(log, n, &text) && search_in(buf_str(&text), search->sought)) {
            found = n;
            buf_clear(&search->found);
            buf_puts(&search->found, buf_str(&text));
        }
    }
    buf_done(&text);
    return found;
}

static bool in_run(struct desk *desk, struct search *search) {
    struct session *session = &desk->session;
    const struct timeline *timeline = session->timeline;
    uint64_t begin, end, found;

    if (timeline == NULL || log_count(session->log) == 0) {
        return false;
    }
    begin = timeline_step_begin(timeline, session->step);
    end = timeline_step_end(timeline, session->step);
    found = record_from(session->log, search,
                        search->by < 0 ? begin - 1
                        : search->here ? begin
                                       : end + 1);
    if (found == 0 && !search->cut) {
        search->wrapped = true;
        found = record_from(session->log, search, search->by > 0 ? 1 : log_count(session->log));
    }
    if (found != 0) {
        session_go(session, timeline_step_of(timeline, found));
    }
    return found != 0;
}

static bool look(struct desk *desk, struct search *search) {
    if (in_a_run(desk)) {
        return in_run(desk, search);
    }
    if (in_lessons(desk)) {
        return search_lessons(desk, search->sought, search->by, search->here, &search->wrapped);
    }
    return frame_below(&desk->scene) == IN_TEXT ? in_text(desk, search) : in_overview(desk, search);
}

/* Looks, and says what came of it. */
static enum refresh seek(struct desk *desk, struct search *search) {
    bool run = in_a_run(desk);
    uint64_t before = desk->session.step;
    bool found = look(desk, search);
    const char *first = !search->wrapped ? ""
                        : search->by > 0 ? "On from the beginning. "
                                         : "On from the end. ";

    if (!found) {
        desk_say(desk,
                 search->cut ? "No match for \"%s\" nearby: Enter looks further."
                             : "No match for \"%s\".",
                 search->sought);
    } else if (run) {
        desk_say(desk, "%sStep %llu: %s", first, (unsigned long long)desk->session.step,
                 buf_str(&search->found));
    } else if (in_lessons(desk)) {
        search_lessons_say(desk, search->sought, first);
    } else if (search->wrapped) {
        desk_say(desk, search->by > 0 ? "On from the beginning." : "On from the end.");
    }
    buf_done(&search->found);
    return desk->session.step != before ? REFRESH_MOVED : REFRESH_DRAW;
}

void search_begin(struct desk *desk) {
    struct scene *scene = &desk->scene;
    enum view_id view = text_view(scene);

    *prompts_origin(desk->prompts) = (struct search_origin){.step = desk->session.step,
                                                            .page = scene->page,
                                                            .cursor = scene->cursor,
                                                            .row = scene->row,
                                                            .top = scene->tops[view],
                                                            .scrolled = scene->scrolled[view]};
    scene->sought_line = -1;
}

/* Where one was, but for the page: events are in front as long as one searches. */
static void go_back(struct desk *desk) {
    struct scene *scene = &desk->scene;
    const struct search_origin *origin = prompts_origin(desk->prompts);
    enum view_id view = text_view(scene);

    if (in_a_run(desk) && desk->session.step != origin->step) {
        session_go(&desk->session, origin->step);
    }
    scene->cursor = origin->cursor;
    scene->found = 0;
    scene->row = origin->row;
    scene->tops[view] = origin->top;
    scene->scrolled[view] = origin->scrolled;
    scene->sought_line = -1;
}

void search_undo(struct desk *desk) {
    go_back(desk);
    desk->scene.page = prompts_origin(desk->prompts)->page;
    prompts_seek(desk->prompts, "");
    search_lessons_end(desk);
}

enum refresh search_typed(struct desk *desk, const char *text) {
    struct search search = {.sought = text, .by = 1, .here = true, .typing = true};

    go_back(desk);
    prompts_seek(desk->prompts, text);
    if (text[0] == '\0') {
        return REFRESH_DRAW;
    }
    seek(desk, &search);
    return REFRESH_DRAW;
}

static enum refresh again(struct desk *desk, int by) {
    char *sought = mem_strdup(prompts_sought(desk->prompts));
    struct search search = {.sought = sought, .by = by};
    enum refresh refresh = REFRESH_DRAW;
    char key[KEY_NAME];

    if (sought[0] == '\0') {
        desk_say(desk, "Nothing was searched for: %s searches.", keys_name(ACTION_SEARCH, key));
    } else {
        refresh = seek(desk, &search);
    }
    mem_free(sought);
    return refresh;
}

/* Enter: what was shown while typing stays. Nothing typed: what was sought before, once more. */
static enum refresh take_search(struct desk *desk, size_t index, const char *text) {
    struct search search = {.by = 1, .here = true};
    enum refresh refresh;

    (void)index;
    (void)text;
    go_back(desk);
    char *line = prompt_take(desk);
    if (line[0] == '\0') {
        mem_free(line);
        desk->scene.page = prompts_origin(desk->prompts)->page;
        return REFRESH_DRAW;
    }
    search.sought = line;
    prompts_seek(desk->prompts, line);
    seek(desk, &search);
    refresh = in_a_run(desk) ? REFRESH_MOVED : REFRESH_DRAW;
    mem_free(line);
    return refresh;
}

enum refresh act_search(struct desk *desk, int key) {
    (void)key;
    if (in_a_run(desk) && desk->session.log == NULL) {
        desk_say(desk, "Nothing was run yet: there is nothing to search in.");
        return REFRESH_DRAW;
    }
    search_begin(desk);
    prompts_seek(desk->prompts, "");
    if (in_lessons(desk)) {
        search_lessons_begin(desk);
    }
    if (in_a_run(desk)) {
        desk->scene.page = VIEW_EVENTS;
        desk->scene.scrolled[VIEW_EVENTS] = false;
    }
    prompt_open(desk, PROMPT_SEARCH, take_search);
    return REFRESH_DRAW;
}

enum refresh act_match_next(struct desk *desk, int key) {
    (void)key;
    return again(desk, 1);
}

enum refresh act_match_back(struct desk *desk, int key) {
    (void)key;
    return again(desk, -1);
}
