/* SPDX-License-Identifier: MIT */
/*
 * story_memory.h: the part of story.h that tells of shared memory and what lies in it, made and
 * stored to. For story.h alone, which includes it where all that it builds on is there.
 */
#ifndef STORY_MEMORY_H
#define STORY_MEMORY_H

#include "story.h"

/* Memory: "main array a 0,1,2". */
static inline void story_memory(struct story *story, const struct story_line *line) {
    bool array = strcmp(line->words[1], "array") == 0;
    struct event event = {.kind = EVENT_OBJ_NEW, .has = EVENT_HAS_OBJ, .fd = -1};
    char attrs[256];
    int length = 1;
    for (const char *at = line->words[3]; *at != '\0'; at++) {
        length += *at == ',';
    }
    snprintf(attrs, sizeof attrs,
             "{\"typecode\":\"i\",\"ctype\":\"int\",\"size\":4,\"length\":%d,\"bytes\":%d,"
             "\"cells\":[%s]}",
             length, length * 4, line->words[3]);
    event.type = array ? OBJ_ARRAY : OBJ_VALUE;
    event.obj = story_id(story, line->words[2]);
    event.name = story_id(story, array ? "array" : "value");
    event.state = story_id(story, attrs);
    story_add(story, event, line->words[0]);
}

/* A load finds, a store leaves, the number in the line. */
static inline void story_cell(struct story *story, const struct story_line *line,
                              struct event event) {
    const char *bracket = strchr(line->words[2], '['), *value = line->words[3];
    char state[160];
    if (bracket != NULL) {
        snprintf(state, sizeof state, "{\"cell\":%d,\"value\":%s}", atoi(bracket + 1), value);
    } else {
        snprintf(state, sizeof state, "{\"value\":%s}", value);
    }
    event.state = story_id(story, state);
    story_exit(story, line->words[0], event, atoi(value), NULL, value, (int)strlen(value));
}

#endif
