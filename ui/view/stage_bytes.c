/* SPDX-License-Identifier: MIT */
/* stage_bytes.c: see stage_bytes.h. */
#include "stage_bytes.h"
#include "tell.h"

enum { BYTES_SHOWN = 256 };

/* Records keep the first 64 bytes of a write, and
 * the first of its bytes may have been read already. */
void stage_bytes(const struct scene *scene, const struct world_obj *obj, struct buf *out) {
    struct buf bytes = {0};

    for (uint32_t i = 0; i < obj->item_count && bytes.len < BYTES_SHOWN; i++) {
        const struct world_item *item = &obj->items[i];
        const struct event *event = log_at(scene->log, item->record);
        int64_t read_already = event != NULL ? item->off - event->off : 0;
        if (event == NULL || read_already < 0 || read_already >= event->data_len) {
            continue;
        }
        int64_t kept = event->data_len - read_already;
        buf_put(&bytes, log_data(scene->log, event) + read_already,
                (size_t)(kept < item->len ? kept : item->len));
    }
    if (bytes.len > 0) {
        tell_bytes((const unsigned char *)bytes.data, bytes.len, BYTES_SHOWN, out);
    }
    buf_done(&bytes);
}
