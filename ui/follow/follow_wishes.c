/* SPDX-License-Identifier: MIT */
/* follow_wishes.c: see follow_wishes.h. */
#include "follow_wishes.h"

static const enum action actions[SHOW_WISH_N] = {
#define WISH_ACTION(name, word) [SHOW_WISH_##name] = ACTION_##name,
    SHOW_WISH_LIST(WISH_ACTION)
#undef WISH_ACTION
};

enum action wish_action(enum show_wish wish) {
    return actions[wish];
}

enum show_wish action_wish(enum action action) {
    int wish = 0;
    while (wish < SHOW_WISH_N && actions[wish] != action) {
        wish++;
    }
    return (enum show_wish)wish;
}
