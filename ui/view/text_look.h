/* SPDX-License-Identifier: MIT */
/*
 * text_look.h: how a piece of a page (page.h) looks on the screen: the same in the lesson's text
 * and in a question.
 */
#ifndef TEXT_LOOK_H
#define TEXT_LOOK_H

/* page_look: enum prose_look, several at once; a look of canvas.h, STYLE_NORMAL for plain words. */
unsigned text_look(unsigned page_look);

#endif
