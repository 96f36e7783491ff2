/* SPDX-License-Identifier: MIT */
/*
 * stage_model.h: what the stage view draws: cards for actors and objects, wires with their labels,
 * and the message on its way. Made by stage_model.c (and stage_crowd.c where there is no room for
 * boxes), drawn by view_stage.c.
 */
#ifndef STAGE_MODEL_H
#define STAGE_MODEL_H

#include "sheet.h"
#include "stage_kinds.h"
#include "stage_wire.h"

struct stage_card {
    struct stage_place place;
    char *name;           /* of an actor with its number: "1 main" */
    char *state;          /* actor: "▶ ready: read p" */
    char *more;           /* the rest of it, for the line below; "": none */
    struct sheet *inside; /* object */
    unsigned look;
    bool changed, chosen, there; /* there: the moment knows it already */
    bool free;                   /* an actor that executes another program, without gates */
};

struct stage_label {
    int y, x;
    char *text;
    unsigned look;
};

struct stage_model {
    struct stage_layout layout;
    struct wire_grid wires;
    struct stage_card *cards; /* actors, then objects */
    size_t card_count, actor_count;
    struct stage_label *labels;
    size_t label_count, label_cap;
    struct wire_point message_at;     /* its middle */
    char *message;                    /* NULL: nothing is on its way */
    struct sheet *crowd_objs, *crowd; /* STAGE_LIST instead of all of the above */
};

struct stage_model *stage_model_new(const struct scene *scene, int h, int w);
void stage_model_free(void *model);
/* The two sheets of a crowded stage. */
void stage_crowd(const struct scene *scene, struct stage_model *model, int h, int w);
/* The message of this step at scene->flight. */
void stage_flight(const struct scene *scene, struct stage_model *model);
/* How many messages travel in the step looked at. */
size_t stage_flights(const struct scene *scene);

#endif
