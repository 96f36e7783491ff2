/* SPDX-License-Identifier: MIT */
/* stage_bytes.c: see stage_bytes.h. A record keeps the first 64 bytes of a write, a write that
 * mixed with others has no place, one without a record no bytes: what is in the object goes from
 * one end of the stream to the other, and what is not known on the way is counted. */
#include "stage_bytes.h"
#include "tell.h"

enum { BYTES_SHOWN = 256 };

struct stretch {
    struct buf known;  /* side by side, not told yet */
    int64_t unknown;   /* behind these */
    bool known_at_all; /* any in the whole object */
    size_t left;       /* how many bytes may still be shown */
};

static void tell_stretch(struct stretch *stretch, bool last, struct buf *out) {
    if (stretch->known.len > 0) {
        buf_puts(out, out->len > 0 ? " " : "");
        tell_bytes((const unsigned char *)stretch->known.data, stretch->known.len, BYTES_SHOWN,
                   out);
        buf_clear(&stretch->known);
    }
    if (stretch->unknown > 0) {
        buf_puts(out, out->len > 0 ? " " : "");
        buf_putf(out, last ? "and %lld B more" : "[%lld B unknown]", (long long)stretch->unknown);
        stretch->unknown = 0;
    }
}

static void add_known(struct stretch *stretch, const unsigned char *bytes, int64_t len,
                      struct buf *out) {
    if (stretch->unknown > 0) {
        tell_stretch(stretch, false, out);
    }
    buf_put(&stretch->known, bytes, (size_t)len);
    stretch->known_at_all = true;
    stretch->left -= (size_t)len;
}

/* What of an item, from place `from` on, the log kept: the first bytes of its write, of which some
 * may have been read already. */
static int64_t add_item(const struct scene *scene, const struct world_item *item, int64_t from,
                        struct stretch *stretch, struct buf *out) {
    const struct event *event = log_at(scene->log, item->record);
    int64_t before = event != NULL ? from - event->off : 0;

    if (event == NULL || before < 0 || before >= event->data_len) {
        return 0;
    }
    int64_t kept = event->data_len - before, there = item->off + item->len - from;
    kept = kept < there ? kept : there;
    kept = kept < (int64_t)stretch->left ? kept : (int64_t)stretch->left;
    if (kept > 0) {
        add_known(stretch, log_data(scene->log, event) + before, kept, out);
    }
    return kept;
}

void stage_bytes(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    struct stretch stretch = {.left = BYTES_SHOWN};
    struct buf text = {0};
    int64_t at = obj->taken;

    for (uint32_t i = 0; i < obj->item_count; i++) {
        const struct world_item *item = &obj->items[i];
        int64_t from = item->off > at ? item->off : at, end = item->off + item->len;
        if (end > from) {
            stretch.unknown += from - at;
            int64_t known = add_item(scene, item, from, &stretch, &text);
            stretch.unknown += end - from - known;
            at = end;
        }
    }
    stretch.unknown += obj->written > at ? obj->written - at : 0;
    if (stretch.known_at_all) {
        tell_stretch(&stretch, true, &text);
        buf_puts(out, buf_str(&text));
    } else if (stretch.unknown > 0) {
        bool mixed = obj->item_count == 0 && !obj->uncounted;
        buf_puts(out, mixed ? "mixed bytes" : "not recorded");
    }
    buf_done(&text);
    buf_done(&stretch.known);
}
