/* SPDX-License-Identifier: MIT */
/* scene.c: the questions about the scene that several views ask. */
#include "view.h"
#include <string.h>

bool scene_is_new(const struct scene *scene, uint64_t record) {
    return scene->step > 0 && scene->world != NULL && record >= scene->world->step_record &&
           record <= scene->world->n;
}

int scene_number(const struct scene *scene, strid actor) {
    for (int i = 0; i < SCENE_NUMBERS && actor != 0; i++) {
        if (scene->numbers[i] == actor) {
            return i + 1;
        }
    }
    return 0;
}

void scene_give_numbers(struct scene *scene) {
    const struct cast *cast = scene->cast;
    int next = 0;

    memset(scene->numbers, 0, sizeof(scene->numbers));
    if (scene->world == NULL || cast == NULL || !scene->live || scene->step < scene->steps) {
        return;
    }
    for (size_t i = 0; i < cast->actor_count && next < SCENE_NUMBERS; i++) {
        const struct world_proc *proc = world_proc(scene->world, cast->actors[i].id);
        bool ready = proc != NULL && proc->state == PROC_READY;
        if (cast->actor_count <= SCENE_NUMBERS) {
            scene->numbers[i] = ready ? proc->name : 0;
        } else if (ready) {
            scene->numbers[next++] = proc->name;
        }
    }
}
