/* SPDX-License-Identifier: MIT */
/* film_page.h: the parts of a page, for the files of this folder that make one. */
#ifndef FILM_PAGE_H
#define FILM_PAGE_H

#include "film.h"

/* Text as HTML and XML take it in an element or an attribute. */
void film_page_text(struct buf *out, const char *text);
/* The rules of all styles, for dark and for light. */
void film_page_style(struct buf *out);
/* The script, without a character that XML would take for markup. */
void film_page_script(struct buf *out);
/* From the first byte to the heading; a film in between; to the last byte. name: of the film and,
 * with a number behind it, of its steps in the page. */
void film_page_begin(const char *title, struct buf *out);
void film_page_film(struct film *film, const char *name, struct buf *out);
void film_page_end(struct buf *out);

#endif
