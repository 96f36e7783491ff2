/* SPDX-License-Identifier: MIT */
/*
 * fuzz_term_theme.c: any bytes as a theme. What is refused is told with its line and changes
 * nothing; what is read has only colours that there are.
 */
#include "theme.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { UNTOUCHED = 0x5A };

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

static void look_at(const struct theme *theme) {
    static const int colours[THEME_DEPTHS] = {[THEME_256] = 256, [THEME_16] = 16, [THEME_8] = 8};
    for (int style = 0; style < STYLE_N; style++) {
        const struct theme_row *row = &theme->rows[style];
        for (int i = 0; i < THEME_DEPTHS; i++) {
            must(row->colours[i] >= THEME_OWN && row->colours[i] < colours[i]);
        }
        must(row->attrs <= (THEME_BOLD | THEME_DIM | THEME_UNDERLINE | THEME_REVERSE));
    }
}

static void must_be_untouched(const struct theme *theme) {
    const unsigned char *bytes = (const unsigned char *)theme;
    for (size_t i = 0; i < sizeof *theme; i++) {
        must(bytes[i] == UNTOUCHED);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct theme theme;
    struct diag diag = {0};
    memset(&theme, UNTOUCHED, sizeof theme);
    int r = theme_parse("fuzz.theme", size ? (const char *)data : "", size, &theme, &diag);
    if (r == 0) {
        must(diag.text == NULL);
        look_at(&theme);
    } else {
        must(diag.text != NULL && diag.line >= 1);
        must_be_untouched(&theme);
    }
    diag_done(&diag);
    return 0;
}
