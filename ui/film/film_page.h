/* SPDX-License-Identifier: MIT */
/* film_page.h: between the files of the page: what surrounds the steps. For film_page*.c alone. */
#ifndef FILM_PAGE_H
#define FILM_PAGE_H

#include "film.h"

/* Text as HTML and XML take it in an element or an attribute. */
void film_page_text(struct buf *out, const char *text);
/* The rules of all styles, for dark and for light. */
void film_page_style(const struct film *film, struct buf *out);
/* The script, without a character that XML would take for markup. */
void film_page_script(struct buf *out);

#endif
