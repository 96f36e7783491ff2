/* SPDX-License-Identifier: MIT */
/*
 * markup.h: whether a text is well-formed XML 1.0, as far as ours goes: tags balanced, attributes
 * quoted, only the five entities and numbers, no character that may not stand there, valid UTF-8.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "text.h"
#include <stdio.h>
#include <string.h>

#define MARKUP_NAME "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:"

struct markup {
    const char *at, *end;
    char open[64][24]; /* names of the elements that are open */
    int depth;
    size_t elements;
    const char *fault; /* NULL: none so far */
};

static inline bool markup_bad(struct markup *markup, const char *fault) {
    markup->fault = markup->fault == NULL ? fault : markup->fault;
    return false;
}

static inline bool markup_entity(const char *at) {
    static const char *const names[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&#39;"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(at, names[i], strlen(names[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Text up to the next of `stops`: no '<', no bare '&'. */
static inline bool markup_text(struct markup *markup, const char *stops) {
    while (markup->at < markup->end && strchr(stops, *markup->at) == NULL) {
        uint32_t character;
        size_t len = text_char_len(markup->at, (size_t)(markup->end - markup->at));
        text_decode(markup->at, (size_t)(markup->end - markup->at), &character);
        if (len == 0) {
            return markup_bad(markup, "no UTF-8");
        }
        if ((character < 0x20 && character != '\n') || character == 0xFFFE || character == 0xFFFF ||
            (character >= 0x7F && character < 0xA0)) {
            return markup_bad(markup, "a control character");
        }
        if (character == '<' || (character == '>' && strchr(stops, '<') != NULL)) {
            return markup_bad(markup, "a bare < or >");
        }
        if (character == '&' && !markup_entity(markup->at)) {
            return markup_bad(markup, "a bare &");
        }
        markup->at += len;
    }
    return true;
}

/* name="text", any number of times. */
static inline bool markup_attributes(struct markup *markup) {
    while (markup->at < markup->end && *markup->at == ' ') {
        markup->at += strspn(markup->at, " \n");
        size_t name = strspn(markup->at, MARKUP_NAME);
        if (name == 0) {
            return true; /* " />" */
        }
        markup->at += name;
        if (strncmp(markup->at, "=\"", 2) != 0) {
            return markup_bad(markup, "an attribute without a quoted value");
        }
        markup->at += 2;
        if (!markup_text(markup, "\"") || markup->at >= markup->end) {
            return markup_bad(markup, "a quote that is not closed");
        }
        markup->at++;
    }
    return true;
}

static inline bool markup_tag(struct markup *markup) {
    char name[24] = "";
    if (strncmp(markup->at, "<?xml", 5) == 0 || strncmp(markup->at, "<!DOCTYPE html>", 15) == 0) {
        markup->at = strchr(markup->at, '>') + 1;
        return true;
    }
    bool closes = markup->at[1] == '/';
    markup->at += closes ? 2 : 1;
    size_t letters = strspn(markup->at, MARKUP_NAME);
    memcpy(name, markup->at, letters < sizeof name ? letters : sizeof name - 1);
    markup->at += letters;
    if (closes) {
        if (markup->depth == 0 || strcmp(markup->open[markup->depth - 1], name) != 0) {
            return markup_bad(markup, "a closing tag that fits none");
        }
        markup->depth--;
    } else {
        markup->elements++;
        if (!markup_attributes(markup)) {
            return false;
        }
        if (*markup->at == '/') {
            markup->at++;
        } else if (markup->depth < 64) {
            strcpy(markup->open[markup->depth++], name);
        }
    }
    if (*name == '\0' || *markup->at != '>') {
        return markup_bad(markup, "a tag that is none");
    }
    markup->at++;
    return true;
}

/* NULL, or what is wrong; *ret_elements: how many there are. */
static inline const char *markup_fault(const char *text, size_t len, size_t *ret_elements) {
    struct markup markup = {.at = text, .end = text + len};
    while (markup.at < markup.end && markup.fault == NULL) {
        if (*markup.at == '<') {
            markup_tag(&markup);
        } else {
            markup_text(&markup, "<");
        }
    }
    if (markup.depth != 0) {
        markup_bad(&markup, "an element that is not closed");
    }
    if (markup.fault != NULL) {
        fprintf(stderr, "%s before: %.60s\n", markup.fault, markup.at);
    }
    *ret_elements = markup.elements;
    return markup.fault;
}

#endif
