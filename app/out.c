/* SPDX-License-Identifier: MIT */
/*
 * out.c: see out.h. SIGPIPE is ignored by main, so that a reader who has gone is an error as any
 * other.
 */
#include "out.h"
#include "fdio.h"
#include "held.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_AT 65536

void out_init(struct out *out, int fd) {
    *out = (struct out){.fd = fd};
    const char *codeset = nl_langinfo(CODESET);
    out->ascii = strcasecmp(codeset, "UTF-8") != 0 && strcasecmp(codeset, "utf8") != 0;
}

void out_done(struct out *out) {
    buf_done(&out->pending);
}

int out_flush(struct out *out) {
    if (!out->error && out->pending.len) {
        out->error = fd_write_all(out->fd, buf_str(&out->pending), out->pending.len);
    }
    buf_clear(&out->pending);
    return out->error;
}

void out_bytes(struct out *out, const char *bytes, size_t len) {
    buf_put(&out->pending, bytes, len);
    if (out->pending.len >= FLUSH_AT) {
        out_flush(out);
    }
}

/* What to write for characters of ours and of English prose where there is only ASCII. */
static const struct {
    uint32_t character;
    const char *ascii;
} ascii_forms[] = {
    {0x00A0, " "},   {0x00B5, "u"},  {0x00D7, "x"},   {0x2010, "-"},  {0x2011, "-"},
    {0x2013, "-"},   {0x2014, "--"}, {0x2018, "'"},   {0x2019, "'"},  {0x201C, "\""},
    {0x201D, "\""},  {0x2022, "-"},  {0x2026, "..."}, {0x2190, "<-"}, {0x2192, "->"},
    {0x2194, "<->"}, {0x21D2, "=>"}, {0x2260, "!="},  {0x2264, "<="}, {0x2265, ">="},
    {0x2500, "-"},   {0x2502, "|"},  {0x253C, "+"},   {0x2593, "#"},  {0x25B6, ">"},
    {0x2713, "v"},   {0x2717, "x"},
};

static const char *ascii_form(uint32_t character) {
    for (size_t i = 0; i < sizeof ascii_forms / sizeof *ascii_forms; i++) {
        if (ascii_forms[i].character == character) {
            return ascii_forms[i].ascii;
        }
    }
    return "?";
}

static bool is_control(uint32_t character) {
    return (character < 0x20 && character != '\n' && character != '\t') ||
           (character >= 0x7F && character < 0xA0);
}

void out_put_safe(struct buf *out, const char *text, bool ascii) {
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t character;
        size_t bytes = text_decode(text + at, len - at, &character);
        if (is_control(character)) {
            buf_putf(out, "\\x%02x", character);
        } else if (character >= 0x80 && ascii) {
            buf_puts(out, ascii_form(character));
        } else {
            text_put_valid(out, text + at, bytes);
        }
        at += bytes;
    }
}

void out_text(struct out *out, const char *text) {
    struct buf safe = {0};
    buf_puts(&safe, "");
    out_put_safe(&safe, text, out->ascii);
    out_bytes(out, buf_str(&safe), safe.len);
    buf_done(&safe);
}

void out_textf(struct out *out, const char *format, ...) {
    struct buf text = {0};
    va_list args;
    va_start(args, format);
    buf_vputf(&text, format, args);
    va_end(args);
    out_text(out, buf_str(&text));
    buf_done(&text);
}

int out_save(const char *path, const struct buf *bytes, struct diag *diag) {
    struct stat st;
    if (stat(path, &st) < 0 || S_ISREG(st.st_mode)) {
        sigset_t mask;
        held_begin(&mask); /* or what is written beside it would stay there */
        int r = file_write(path, buf_str(bytes), bytes->len, diag);
        held_end(&mask);
        return r;
    }
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int r = fd < 0 ? -errno : fd_write_all(fd, buf_str(bytes), bytes->len);
    fd_close(&fd);
    return r < 0 ? diag_set(diag, r, path, 0, "can't be written: %s", strerror(-r)) : 0;
}
