/* SPDX-License-Identifier: MIT */
/*
 * test_theme_colours.c: the colours that say what state a process is in are told apart, and read,
 * by eyes of every kind. How: each colour as RGB, as an eye with all cones and as one without the
 * long, the middle or the short ones sees it (Machado, Oliveira and Fernandes 2009, severity 1),
 * in CIE L*a*b* of 1976; the distance there. And the contrast of WCAG 2 with backgrounds that are
 * in use. The 16 and 8 colours are each terminal's own: those of xterm are taken.
 */
#include "theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TRICHROMAT, PROTANOPE, DEUTERANOPE, TRITANOPE, EYES };

static const char *const eye_names[EYES] = {"trichromat", "protanope", "deuteranope", "tritanope"};

static const double eyes[EYES][3][3] = {
    [TRICHROMAT] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [PROTANOPE] = {{0.152286, 1.052583, -0.204868},
                   {0.114503, 0.786281, 0.099216},
                   {-0.003882, -0.048116, 1.051998}},
    [DEUTERANOPE] = {{0.367322, 0.860646, -0.227968},
                     {0.280085, 0.672501, 0.047413},
                     {-0.011820, 0.042940, 0.968881}},
    [TRITANOPE] = {{1.255528, -0.076749, -0.178779},
                   {-0.078411, 0.930809, 0.147602},
                   {0.004733, 0.691367, 0.303900}},
};

/* Colour number n of xterm: 16 named ones, a cube of 6, 24 greys. */
static void xterm_rgb(int n, int ret_rgb[3]) {
    static const int named[16][3] = {
        {0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0},
        {0, 0, 238},     {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
        {127, 127, 127}, {255, 0, 0},   {0, 255, 0},   {255, 255, 0},
        {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
    };
    static const int cube[6] = {0, 95, 135, 175, 215, 255};
    for (int i = 0; i < 3; i++) {
        ret_rgb[i] = n < 16     ? named[n][i]
                     : n >= 232 ? 8 + 10 * (n - 232)
                                : cube[(n - 16) /
                                       (i == 0   ? 36
                                        : i == 1 ? 6
                                                 : 1) %
                                       6];
    }
}

static void linear(const int rgb[3], double ret_linear[3]) {
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        ret_linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
}

static double lab_part(double t) {
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static void lab_seen(int colour, int eye, double ret_lab[3]) {
    int rgb[3];
    double light[3], seen[3];
    xterm_rgb(colour, rgb);
    linear(rgb, light);
    for (int i = 0; i < 3; i++) {
        const double *row = eyes[eye][i];
        seen[i] = fmin(1, fmax(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2]));
    }
    double x = 0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2];
    double y = 0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2];
    double z = 0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2];
    double fx = lab_part(x / 0.95047), fy = lab_part(y), fz = lab_part(z / 1.08883);
    ret_lab[0] = 116 * fy - 16;
    ret_lab[1] = 500 * (fx - fy);
    ret_lab[2] = 200 * (fy - fz);
}

static double distance(int a, int b, int eye) {
    double p[3], q[3];
    lab_seen(a, eye, p);
    lab_seen(b, eye, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

static double luminance(const int rgb[3]) {
    double light[3];
    linear(rgb, light);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

static double contrast(int colour, const int background[3]) {
    int rgb[3];
    xterm_rgb(colour, rgb);
    double a = luminance(rgb), b = luminance(background);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

#define STATES 3 /* the first of these; where there are few colours the rest may be as own text */

static const enum canvas_style told_apart[] = {STYLE_READY, STYLE_BLOCKED, STYLE_KILLED,
                                               STYLE_ENDED, STYLE_MARK,    STYLE_OBJECT};

static void assert_apart(const struct theme *theme, enum theme_depth depth, size_t count,
                         double least) {
    for (size_t a = 0; a < count; a++) {
        for (size_t b = a + 1; b < count; b++) {
            int first = theme->rows[told_apart[a]].colours[depth];
            int second = theme->rows[told_apart[b]].colours[depth];
            assert_true(first >= 0 && second >= 0);
            for (int eye = 0; eye < EYES; eye++) {
                if (distance(first, second, eye) < least) {
                    fail_msg("%s theme: colours %d and %d are %.1f apart for a %s",
                             theme->light ? "light" : "dark", first, second,
                             distance(first, second, eye), eye_names[eye]);
                }
            }
        }
    }
}

/* And from text as the terminal itself colours it: these are its usual greys. */
static void assert_from_text(const struct theme *theme, int text, double least) {
    for (size_t i = 0; i < STATES; i++) {
        int colour = theme->rows[told_apart[i]].colours[THEME_256];
        for (int eye = 0; eye < EYES; eye++) {
            if (distance(colour, text, eye) < least) {
                fail_msg("%s theme: colour %d is %.1f from text for a %s",
                         theme->light ? "light" : "dark", colour, distance(colour, text, eye),
                         eye_names[eye]);
            }
        }
    }
}

/* 2.3 is what an eye can just tell side by side (Mahy 1994); these are apart on their own. */
static void test_told_apart(void **state) {
    (void)state;
    for (int light = 0; light < 2; light++) {
        struct theme theme;
        theme_builtin(light, &theme);
        assert_apart(&theme, THEME_256, sizeof told_apart / sizeof *told_apart, 16);
        assert_from_text(&theme, light ? 235 : 252, 16);
        assert_apart(&theme, THEME_16, STATES, 30);
        assert_apart(&theme, THEME_8, STATES, 30);
    }
}

static void test_read(void **state) {
    (void)state;
    static const int backgrounds[2][3][3] = {
        {{0, 0, 0}, {0x28, 0x28, 0x28}, {0x00, 0x2B, 0x36}},
        {{255, 255, 255}, {0xFD, 0xF6, 0xE3}, {0xEE, 0xEE, 0xEE}},
    };
    for (int light = 0; light < 2; light++) {
        struct theme theme;
        theme_builtin(light, &theme);
        for (int i = 0; i < STYLE_N; i++) {
            int colour = theme.rows[i].colours[THEME_256];
            /* Lines between panes are no text: 3 is enough for them (WCAG 2.1, 1.4.11). */
            double least = i == STYLE_FRAME ? 3 : 4.5;
            for (int b = 0; b < 3 && colour >= 0; b++) {
                if (contrast(colour, backgrounds[light][b]) < least) {
                    fail_msg("%s theme: colour %d has a contrast of %.2f", light ? "light" : "dark",
                             colour, contrast(colour, backgrounds[light][b]));
                }
            }
        }
    }
}

/* Red and green of old: what the sums above are worth. */
static void test_the_sums(void **state) {
    (void)state;
    static const int white[3] = {255, 255, 255};
    assert_true(distance(2, 3, TRICHROMAT) > 40);
    assert_true(distance(2, 3, PROTANOPE) < 16);
    assert_true(fabs(contrast(16, white) - 21) < 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told_apart),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_the_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
