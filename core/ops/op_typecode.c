/* SPDX-License-Identifier: MIT */
/*
 * op_typecode.c: one table of types, and moving a number into and out of a cell by its size.
 */
#include "op_typecode.h"
#include <float.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE(letter, type, sign, least, most)                                                     \
    {                                                                                              \
        .code = (letter), .has_sign = (sign), .size = sizeof(type), .ctype = #type,                \
        .min = (least), .max = (most)                                                              \
    }

static const struct op_typecode types[] = {
    WHOLE('b', signed char, true, SCHAR_MIN, SCHAR_MAX),
    WHOLE('B', unsigned char, false, 0, UCHAR_MAX),
    WHOLE('h', short, true, SHRT_MIN, SHRT_MAX),
    WHOLE('H', unsigned short, false, 0, USHRT_MAX),
    WHOLE('i', int, true, INT_MIN, INT_MAX),
    WHOLE('I', unsigned int, false, 0, UINT_MAX),
    WHOLE('l', long, true, LONG_MIN, LONG_MAX),
    WHOLE('L', unsigned long, false, 0, LONG_MAX),
    WHOLE('q', long long, true, LLONG_MIN, LLONG_MAX),
    WHOLE('Q', unsigned long long, false, 0, LLONG_MAX),
    {.code = 'f', .real = true, .has_sign = true, .size = sizeof(float), .ctype = "float"},
    {.code = 'd', .real = true, .has_sign = true, .size = sizeof(double), .ctype = "double"},
};

const struct op_typecode *op_typecode(char code) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (types[i].code == code) {
            return &types[i];
        }
    }
    return NULL;
}

const char *op_typecodes(void) {
    return "bBhHiIlLqQfd";
}

bool op_number_finite(const struct op_number *number) {
    return !number->real || (number->number >= -DBL_MAX && number->number <= DBL_MAX);
}

bool op_typecode_holds(const struct op_typecode *type, const struct op_number *number) {
    if (type->real) {
        double most = type->size == sizeof(float) ? (double)FLT_MAX : DBL_MAX;
        return !op_number_finite(number) || !number->real ||
               (number->number >= -most && number->number <= most);
    }
    return !number->real && number->whole >= type->min && number->whole <= type->max;
}

const char *op_typecode_range(const struct op_typecode *type, char out[OP_RANGE_MAX]) {
    if (type->real) {
        double most = type->size == sizeof(float) ? (double)FLT_MAX : DBL_MAX;
        snprintf(out, OP_RANGE_MAX, "%.8g to %.8g", -most, most);
    } else {
        snprintf(out, OP_RANGE_MAX, "%lld to %lld", (long long)type->min, (long long)type->max);
    }
    return out;
}

/* With the fewest digits that give the same number again, and never looking like a whole one. */
static void real_text(const struct op_typecode *type, double number, char out[OP_NUMBER_MAX]) {
    int most = type->size == sizeof(float) ? FLT_DECIMAL_DIG : DBL_DECIMAL_DIG;
    for (int digits = most - 3; digits <= most; digits++) {
        snprintf(out, OP_NUMBER_MAX, "%.*g", digits, number);
        double again = strtod(out, NULL);
        again = type->size == sizeof(float) ? (double)(float)again : again;
        if (!(again < number || again > number)) { /* nan is neither */
            break;
        }
    }
    if (!strpbrk(out, ".ein")) {
        strncat(out, ".0", OP_NUMBER_MAX - strlen(out) - 1);
    }
}

const char *op_number_text(const struct op_typecode *type, const struct op_number *number,
                           char out[OP_NUMBER_MAX]) {
    if (type->real) {
        real_text(type, number->real ? number->number : (double)number->whole, out);
    } else {
        snprintf(out, OP_NUMBER_MAX, "%lld", (long long)number->whole);
    }
    return out;
}

void op_typecode_put(const struct op_typecode *type, void *cell, const struct op_number *number) {
    uint64_t bits = (uint64_t)number->whole;
    if (type->real) {
        double value = number->real ? number->number : (double)number->whole;
        float narrow = type->size == sizeof(float) ? (float)value : 0;
        uint32_t half;
        memcpy(&half, &narrow, sizeof half);
        memcpy(&bits, &value, sizeof bits);
        bits = type->size == sizeof(float) ? half : bits;
    }
    switch (type->size) {
    case 1:
        __atomic_store_n((uint8_t *)cell, (uint8_t)bits, __ATOMIC_RELAXED);
        break;
    case 2:
        __atomic_store_n((uint16_t *)cell, (uint16_t)bits, __ATOMIC_RELAXED);
        break;
    case 4:
        __atomic_store_n((uint32_t *)cell, (uint32_t)bits, __ATOMIC_RELAXED);
        break;
    default:
        __atomic_store_n((uint64_t *)cell, bits, __ATOMIC_RELAXED);
        break;
    }
}

static uint64_t get_bits(const struct op_typecode *type, const void *cell) {
    switch (type->size) {
    case 1:
        return __atomic_load_n((const uint8_t *)cell, __ATOMIC_RELAXED);
    case 2:
        return __atomic_load_n((const uint16_t *)cell, __ATOMIC_RELAXED);
    case 4:
        return __atomic_load_n((const uint32_t *)cell, __ATOMIC_RELAXED);
    default:
        return __atomic_load_n((const uint64_t *)cell, __ATOMIC_RELAXED);
    }
}

struct op_number op_typecode_get(const struct op_typecode *type, const void *cell) {
    uint64_t bits = get_bits(type, cell);
    if (type->real && type->size == sizeof(float)) {
        uint32_t half = (uint32_t)bits;
        float narrow;
        memcpy(&narrow, &half, sizeof narrow);
        return (struct op_number){.real = true, .number = (double)narrow};
    }
    if (type->real) {
        struct op_number number = {.real = true};
        memcpy(&number.number, &bits, sizeof bits);
        return number;
    }
    int unused = 64 - 8 * (int)type->size;
    int64_t whole =
        type->has_sign && unused > 0 ? (int64_t)(bits << unused) >> unused : (int64_t)bits;
    return (struct op_number){.whole = whole};
}
