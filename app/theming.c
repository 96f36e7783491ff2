/* SPDX-License-Identifier: MIT */
/*
 * theming.c: see theming.h. A theme that nobody asked for by name (auto) and that lies nowhere is
 * no fault: what is built in is the same.
 */
#include "theming.h"
#include "fdio.h"
#include "mem.h"
#include "places.h"
#include "say.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THEME_FILE_MAX ((size_t)64 << 10)

/* Where NAME.theme is, or NULL. The caller's. */
static char *find(const char *name) {
    struct places places;
    struct buf path = {0};
    places_init(&places);
    const char *const folders[] = {places.user_themes, places.own_themes};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        buf_clear(&path);
        buf_putf(&path, "%s/%s.theme", folders[i] ? folders[i] : "", name);
        if (folders[i] && access(buf_str(&path), F_OK) == 0) {
            places_done(&places);
            return buf_take(&path);
        }
    }
    places_done(&places);
    buf_done(&path);
    return NULL;
}

static int load(const char *path, struct theme *ret_theme, struct diag *diag) {
    struct buf text = {0};
    int r = file_read(path, &text, THEME_FILE_MAX, diag);
    if (r == 0) {
        r = theme_parse(path, buf_str(&text), text.len, ret_theme, diag);
    }
    buf_done(&text);
    return r;
}

static void tell(const struct diag *diag, bool light, struct buf *ret_notice) {
    fail_diag(0, diag);
    if (diag->file) {
        buf_putf(ret_notice, "%s:", diag->file);
    }
    if (diag->line) {
        buf_putf(ret_notice, "%d:", diag->line);
    }
    buf_putf(ret_notice, "%s%s; drawn as %s.", diag->file ? " " : "", diag->text,
             light ? "light" : "dark");
}

void theming_choose(const char *wish, struct theme *ret_theme, struct buf *ret_notice) {
    const char *said = getenv("IPC_TUTOR_THEME");
    bool light = theme_background_is_light();
    struct diag diag = {0};
    wish = wish ? wish : said && *said ? said : "auto";
    bool automatic = strcmp(wish, "auto") == 0;
    const char *name = automatic ? light ? "light" : "dark" : wish;
    char *path = strchr(name, '/') ? mem_strdup(name) : find(name);

    light = strcmp(name, "light") == 0 || (light && strcmp(name, "dark") != 0);
    theme_builtin(light, ret_theme);
    if (path) {
        load(path, ret_theme, &diag);
    } else if (!automatic) {
        diag_set(&diag, -ENOENT, NULL, 0,
                 "there is no theme %s (auto, dark, light, or the path of a file)", name);
    }
    if (diag.text) {
        tell(&diag, light, ret_notice);
    }
    diag_done(&diag);
    mem_free(path);
}
