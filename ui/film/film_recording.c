/* SPDX-License-Identifier: MIT */
/*
 * film_recording.c: asciicast v2 (https://docs.asciinema.org/manual/asciicast/v2/): a line of JSON
 * as header, then one an event: [seconds, "o", output] and [seconds, "m", label of a marker].
 */
#include "film.h"
#include "film_ansi.h"
#include "json_write.h"

enum { LABEL_MAX = 120 };

static void put_header(const struct film *film, struct buf *out) {
    struct buf title = {0};
    film_title(film, &title);
    json_put_open(out, '{');
    json_put_key(out, "version"), json_put_int(out, 2);
    json_put_key(out, "width"), json_put_int(out, film->columns);
    json_put_key(out, "height"), json_put_int(out, film->rows);
    json_put_key(out, "title"), json_put_text(out, buf_str(&title));
    json_put_close(out, '}');
    buf_putc(out, '\n');
    buf_done(&title);
}

/* A step takes a second. */
static void put_event(struct buf *out, uint64_t step, const char *kind, const char *text) {
    json_put_open(out, '[');
    json_put_comma(out), json_put_int(out, (int64_t)step);
    json_put_comma(out), json_put_text(out, kind);
    json_put_comma(out), json_put_text(out, text);
    json_put_close(out, ']');
    buf_putc(out, '\n');
}

/* "3 child writes 6 bytes into p", cut at a character. */
static void put_label(const struct film *film, uint64_t step, bool cut, struct buf *out) {
    struct buf said = {0};
    film_say(film, step, &said);
    size_t len = said.len > LABEL_MAX ? LABEL_MAX : said.len;
    while (len > 0 && len < said.len && ((unsigned char)said.data[len] & 0xC0) == 0x80) {
        len--;
    }
    buf_putf(out, "%llu %.*s", (unsigned long long)step, (int)len, buf_str(&said));
    if (cut) {
        buf_putf(out, " (cut here, of %llu steps)", (unsigned long long)film->steps);
    }
    buf_done(&said);
}

void film_recording(struct film *film, struct buf *out) {
    struct canvas before;
    struct buf text = {0};
    uint64_t last = film_last(film, FILM_RECORDING_STEPS);
    canvas_init(&before, film->canvas.width, film->canvas.height, film->canvas.ascii);
    put_header(film, out);
    for (uint64_t step = 0; step <= last && film_goes_on(film, step, last); step++) {
        film_show(film, step);
        buf_clear(&text);
        buf_puts(&text, step == 0 ? "\x1b[?25l\x1b[2J" : ""); /* no cursor, an empty screen */
        film_ansi(step == 0 ? NULL : &before, &film->canvas, film->rows, &film->theme, &text);
        put_event(out, step, "o", buf_str(&text));
        buf_clear(&text);
        put_label(film, step, step == last && last < film->steps, &text);
        put_event(out, step, "m", buf_str(&text));
        struct canvas swap = before; /* the picture is drawn anew each time */
        before = film->canvas;
        film->canvas = swap;
    }
    put_event(out, last + 2, "o", "\x1b[?25h"); /* the last picture stays for two seconds */
    buf_done(&text);
    canvas_done(&before);
}
