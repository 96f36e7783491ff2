/* SPDX-License-Identifier: MIT */
/*
 * Links in the texts of all lessons, at several widths and without colours: each program that the
 * text leads to has a mark, the chosen one (every one can be) another and is in sight, and a click
 * anywhere on a link means that link. Where a link leads elsewhere, the address is there to read.
 */
#include "catalogue.h"
#include "glyphs.h"
#include "links.h"
#include "sheet.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const int widths[] = {38, 78};
enum { WIDTHS = sizeof(widths) / sizeof(widths[0]) };

/* How often a mark stands before a link's look in this sheet; the line of the last one. */
static size_t marks(const struct sheet *sheet, const char *mark, size_t *ret_line) {
    size_t count = 0;

    for (size_t i = 0; i < sheet->count; i++) {
        for (size_t j = 0; j < sheet->lines[i].count; j++) {
            const struct sheet_piece *piece = &sheet->lines[i].pieces[j];
            if (LOOK_STYLE(piece->look) == STYLE_LINK && strcmp(piece->text, mark) == 0) {
                count++;
                *ret_line = i;
            }
        }
    }
    return count;
}

/* The columns of this line on which a click means `link`. */
static int clickable(const struct scene *scene, int width, size_t line, size_t link) {
    int count = 0;

    for (int x = 0; x < width; x++) {
        size_t hit;
        count += links_at(scene, width, (long)line, x, &hit) && hit == link;
    }
    return count;
}

/* Each click lays the text out anew: clicks are tried at the width where most links are broken. */
static void check_link(struct scene *scene, int width) {
    struct sheet *sheet = view_of(VIEW_TEXT)->recalc(scene, width, 20);
    const char *program = links_program(scene->lesson, scene->link);
    size_t count = links_count(scene->lesson), line = 0, other = 0;
    size_t chosen = marks(sheet, GLYPH_READY, &line);
    size_t marked = chosen + marks(sheet, GLYPH_LINK, &other);
    bool in_sight = sheet->current == line + 1;
    int whole = 1 + (int)strlen(program);
    int columns = width == widths[0] ? clickable(scene, width, line, scene->link) : whole;

    sheet_free(sheet);
    if (chosen != 1 || marked != count || !in_sight || columns != whole) {
        fail_msg("%s, %d columns: link %zu of %zu (%s): chosen %zu, marked %zu, %s, %d columns",
                 scene->lesson->id, width, scene->link, count, program, chosen, marked,
                 in_sight ? "in sight" : "out of sight", columns);
    }
}

static void every_link_of_every_lesson(void **state) {
    struct catalogue_places places = {.own = SOURCE_DIR "/lessons"};
    struct catalogue catalogue;
    size_t links = 0;

    (void)state;
    assert_int_equal(catalogue_open(&places, &catalogue, NULL), 0);
    for (size_t i = 0; i < catalogue.lesson_count; i++) {
        struct scene scene = {.place = PLACE_TEXT, .lesson = catalogue.lessons[i]};
        size_t count = links_count(scene.lesson);
        for (scene.link = 0; scene.link < count; scene.link++, links++) {
            for (int j = 0; j < WIDTHS; j++) {
                check_link(&scene, widths[j]);
            }
        }
    }
    assert_true(links > catalogue.lesson_count); /* each has some */
    catalogue_done(&catalogue);
}

static void an_address_can_be_read(void **state) {
    static const char text[] = "---\nformat: 1\nid: away\ntitle: \"Away\"\ntopic: pipes\n---\n\n"
                               "See [the page](https://example.org/pipe.7).\n";
    struct canvas canvas;
    struct scene scene = {.place = PLACE_TEXT, .sought_line = -1};
    struct lesson *lesson;
    struct diag diag;
    struct buf got = {0};

    (void)state;
    diag_init(&diag);
    if (lesson_parse("/nowhere/away", text, strlen(text), &lesson, &diag) < 0) {
        fail_msg("%s", diag.text);
    }
    scene.lesson = lesson;
    canvas_init(&canvas, 60, 8, false);
    view_show(VIEW_TEXT, &scene, area_all(&canvas));
    canvas_dump(&canvas, &got);
    assert_non_null(strstr(buf_str(&got), "See the page."));
    assert_non_null(strstr(buf_str(&got), " Links\n https://example.org/pipe.7"));
    buf_done(&got);
    canvas_done(&canvas);
    lesson_free(lesson);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_link_of_every_lesson),
        cmocka_unit_test(an_address_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
