/* SPDX-License-Identifier: MIT */
/*
 * theme_texts.h: the bytes of assets/themes/dark.theme and light.theme; theme_texts.c is made of
 * them by the build (CMakeLists.txt of this folder).
 */
#ifndef THEME_TEXTS_H
#define THEME_TEXTS_H

#include <stddef.h>

extern const char theme_dark_text[], theme_light_text[];
extern const size_t theme_dark_len, theme_light_len;

#endif
