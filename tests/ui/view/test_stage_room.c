/* SPDX-License-Identifier: MIT */
/* What boxes have room for: an RLock that its owner has taken again, and states that are longer
 * than their box is wide: nothing of them is cut. */
#include "columns.h"
#include "recorded.h"
#include "scenery.h"
#include "stage_model.h"

static void taken_again(void **state) {
    struct scenery s;

    (void)state;
    scenery_init_log(&s, recorded_log("reentrancy-rlock"));
    scenery_at(&s, 6);
    scenery_same(&s, "rlock-80x24", 80, 24);
    scenery_same(&s, "rlock-200x60", 200, 60);
    scenery_done(&s);
}

/* In boxes (narrower ones than at 80x24, too) each state is there whole, on one line or two. */
static void whole(struct scenery *s, int h, int w) {
    struct stage_model *model = stage_model_new(&s->scene, h, w);

    for (size_t i = 0; i < model->actor_count && model->layout.level < STAGE_LINES; i++) {
        const struct stage_card *card = &model->cards[i];
        int room = card->place.w - (model->layout.framed ? 2 : 0);
        if (card->there && columns(card->state) > room) {
            fail_msg("step %llu: \"%s\" in %d columns", (unsigned long long)s->scene.step,
                     card->state, room);
        }
    }
    stage_model_free(model);
}

static void nothing_is_cut(void **state) {
    static const char *const runs[] = {"reentrancy-rlock", "udp-cut", "domains-waits",
                                       "mqueue-order", "unbuffered-full"};
    struct scenery s;

    (void)state;
    for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
        scenery_init_log(&s, recorded_log(runs[i]));
        for (uint64_t step = 0; step <= s.scene.steps; step++) {
            scenery_at(&s, step);
            whole(&s, 14, 47);
            whole(&s, 27, 119);
        }
        scenery_done(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(taken_again),
        cmocka_unit_test(nothing_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
