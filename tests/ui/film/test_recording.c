/* SPDX-License-Identifier: MIT */
/*
 * The asciicast, played: line by line as JSON, its output into a terminal that knows only what
 * film_ansi.h may use and fails on anything else, and after each step the screen of the views.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "columns.h"
#include "film.h"
#include "film_ansi.h"
#include "hostile.h"
#include "json_value.h"
#include "mem.h"
#include "recorded.h"
#include "text.h"

enum { COLUMNS = 80, ROWS = 24 };

struct screen {
    char cells[ROWS][COLUMNS][16]; /* UTF-8; "": the right half of a wide one */
    int x, y;
};

static void clear(struct screen *screen) {
    for (int y = 0; y < ROWS; y++) {
        for (int x = 0; x < COLUMNS; x++) {
            strcpy(screen->cells[y][x], " ");
        }
    }
}

/* ESC [ ... letter: a place, colours, clearing, the cursor. Anything else is no part of ours. */
static const char *command(struct screen *screen, const char *at) {
    int row, column;
    size_t len = 2 + strspn(at + 2, "0123456789;?");
    switch (at[len]) {
    case 'H':
        assert_int_equal(sscanf(at, "\x1b[%d;%dH", &row, &column), 2);
        assert_true(row >= 1 && row <= ROWS && column >= 1 && column <= COLUMNS);
        screen->y = row - 1;
        screen->x = column - 1;
        break;
    case 'J':
        assert_memory_equal(at, "\x1b[2J", 4);
        clear(screen);
        break;
    case 'm':
        break;
    default:
        assert_true(strncmp(at, "\x1b[?25l", 6) == 0 || strncmp(at, "\x1b[?25h", 6) == 0);
    }
    return at + len + 1;
}

static void put(struct screen *screen, const char *text, size_t len, uint32_t character) {
    int width = columns_of(character);
    assert_true(character >= 0x20 && (character < 0x7F || character >= 0xA0));
    if (width == 0) {
        strncat(screen->cells[screen->y][screen->x - 1], text, len);
        return;
    }
    assert_true(screen->x + width <= COLUMNS);
    memcpy(screen->cells[screen->y][screen->x], text, len);
    screen->cells[screen->y][screen->x][len] = '\0';
    if (width == 2) {
        screen->cells[screen->y][screen->x + 1][0] = '\0';
    }
    screen->x += width;
}

static void play(struct screen *screen, const char *text) {
    while (*text != '\0') {
        uint32_t character;
        size_t len = text_decode(text, strlen(text), &character);
        if (*text == '\x1b') {
            assert_int_equal(text[1], '[');
            text = command(screen, text);
        } else {
            put(screen, text, len, character);
            text += len;
        }
    }
}

/* What was played is what the views draw now. */
static void same_screen(const struct screen *screen, const struct canvas *canvas) {
    for (int y = 0; y < ROWS; y++) {
        for (int x = 0; x < COLUMNS; x++) {
            const struct cell *cell = canvas_at(canvas, x, y);
            struct buf text = {0};
            cell_text(cell, &text);
            if (cell->width > 0) {
                assert_string_equal(screen->cells[y][x], buf_str(&text));
            }
            buf_done(&text);
        }
    }
}

static void read_header(const char *line, size_t len) {
    struct json header = json_parse(line, len);
    assert_int_equal(json_int_or(json_get(header, "version"), 0), 2);
    assert_int_equal(json_int_or(json_get(header, "width"), 0), COLUMNS);
    assert_int_equal(json_int_or(json_get(header, "height"), 0), ROWS);
    assert_true(json_get(header, "title").type == JSON_STRING);
}

/* The event of a line: its output is played; of a marker the screen is compared. */
static void read_event(const char *line, size_t len, struct screen *screen, struct film *film) {
    struct json event = json_parse(line, len);
    struct buf text = {0};
    int64_t time = json_int_or(json_at(event, 0), -1);
    assert_int_equal(json_count(event), 3);
    assert_true(time >= 0);
    json_put_said(json_at(event, 2), &text);
    if (json_is(json_at(event, 1), "o")) {
        play(screen, buf_str(&text));
    } else {
        assert_true(json_is(json_at(event, 1), "m"));
        assert_int_equal(strtoll(buf_str(&text), NULL, 10), time);
        film_show(film, (uint64_t)time);
        same_screen(screen, &film->canvas);
    }
    buf_done(&text);
}

/* Reads all of it; how many events there are. The log is freed. */
static size_t read_all(struct log *log, size_t *ret_size) {
    static struct screen screen;
    struct film_wish wish = {.log = log, .columns = COLUMNS, .rows = ROWS};
    struct film film, again;
    struct buf made = {0};
    size_t events = 0;
    film_init(&film, &wish);
    film_init(&again, &wish);
    film_recording(&film, &made);
    assert_true(text_is_utf8(buf_str(&made), made.len));
    for (char *line = made.data, *end; line < made.data + made.len; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        if (line == made.data) {
            read_header(line, (size_t)(end - line));
        } else {
            read_event(line, (size_t)(end - line), &screen, &again);
            events++;
        }
    }
    *ret_size = made.len;
    film_done(&film);
    film_done(&again);
    buf_done(&made);
    log_free(log);
    return events;
}

static void recorded(void **state) {
    static const char *const names[] = {"three-servers-right", "queue-forgot", "fifo-no-eof"};
    size_t size;
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(read_all(recorded_log(names[i]), &size) > 10);
    }
}

static void hostile(void **state) {
    size_t size;
    (void)state;
    assert_true(read_all(hostile_log(), &size) > HOSTILE_STRINGS);
    assert_int_equal(read_all(log_new(), &size), 3); /* one screen, its marker, the end */
}

static void long_ones(void **state) {
    size_t size;
    (void)state;
    assert_int_equal(read_all(hostile_long(2, FILM_RECORDING_STEPS + 50), &size),
                     2 * (FILM_RECORDING_STEPS + 1) + 1);
    assert_true(size < (size_t)FILM_RECORDING_STEPS * 3000);
}

/* Only what changed is sent: after a step that changes little, little. */
static void differences(void **state) {
    (void)state;
    size_t size;
    size_t events = read_all(recorded_log("three-servers-right"), &size);
    assert_true(size / (events / 2) < (size_t)COLUMNS * ROWS);
}

/* A wide character is sent whole, even if only its right half differs; what is alike is not sent.
 */
static void halves(void **state) {
    struct canvas before, now;
    struct theme theme;
    struct buf sent = {0};
    (void)state;
    theme_builtin(false, &theme);
    canvas_init(&before, 10, 2, false);
    canvas_init(&now, 10, 2, false);
    canvas_puts(area_all(&before), 2, 1, STYLE_NORMAL, "\xe4\xb8\xad");
    canvas_puts(area_all(&now), 2, 1, STYLE_NORMAL, "\xe4\xb8\xad");
    film_ansi(&before, &now, 2, &theme, &sent);
    assert_int_equal(sent.len, 0);
    canvas_restyle(area_sub(area_all(&now), 3, 1, 1, 1), STYLE_GOOD);
    film_ansi(&before, &now, 2, &theme, &sent);
    assert_non_null(strstr(buf_str(&sent), "\x1b[2;3H\x1b[0m\xe4\xb8\xad"));
    buf_done(&sent);
    canvas_done(&before);
    canvas_done(&now);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recorded), cmocka_unit_test(hostile),   cmocka_unit_test(differences),
        cmocka_unit_test(halves),   cmocka_unit_test(long_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
