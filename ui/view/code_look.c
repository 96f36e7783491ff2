/* SPDX-License-Identifier: MIT */
/* code_look.c: see code_look.h. A scanner for one line: good enough to read by, no parser. */
#include "code_look.h"
#include "mem.h"
#include <ctype.h>
#include <string.h>

static const char *const lua_words[] = {
    "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
    "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
    "repeat",   "return", "then", "true", "until",  "while", NULL,
};

static const char *const c_words[] = {
    "break",  "case",     "char",   "const",    "continue", "default", "do",       "else",
    "enum",   "for",      "goto",   "if",       "int",      "long",    "return",   "short",
    "signed", "sizeof",   "static", "struct",   "switch",   "union",   "unsigned", "void",
    "while",  "volatile", "bool",   "#include", "#define",  NULL,
};

static bool is_word(const char *text, size_t len, const char *const *words) {
    for (; *words != NULL; words++) {
        if (strlen(*words) == len && memcmp(*words, text, len) == 0) {
            return true;
        }
    }
    return false;
}

static size_t string_len(const char *text) {
    size_t i = 1;

    while (text[i] != '\0' && text[i] != text[0]) {
        i += text[i] == '\\' && text[i + 1] != '\0' ? 2 : 1;
    }
    return text[i] == text[0] ? i + 1 : i;
}

bool code_is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80) != 0;
}

size_t code_token(const char *at, bool is_c, unsigned *ret_look) {
    size_t len = 0;

    *ret_look = STYLE_NORMAL;
    if (strncmp(at, is_c ? "//" : "--", 2) == 0 || (is_c && strncmp(at, "/*", 2) == 0)) {
        *ret_look = STYLE_COMMENT;
        return strlen(at);
    }
    if (*at == '"' || *at == '\'') {
        *ret_look = STYLE_STRING;
        return string_len(at);
    }
    if (isdigit((unsigned char)*at)) {
        *ret_look = STYLE_NUMBER;
        while (isalnum((unsigned char)at[len]) || at[len] == '.') {
            len++;
        }
        return len;
    }
    if (code_is_word(*at) || (is_c && *at == '#')) {
        for (len = 1; code_is_word(at[len]); len++) {
        }
        if (is_word(at, len, is_c ? c_words : lua_words)) {
            *ret_look = STYLE_KEYWORD;
        } else if (at[len] == '(') {
            *ret_look = STYLE_CALL;
        }
        return len;
    }
    while (at[len] != '\0' && !code_is_word(at[len]) && at[len] != '"' && at[len] != '\'' &&
           at[len] != '#' && strncmp(at + len, is_c ? "//" : "--", 2) != 0 &&
           !(is_c && strncmp(at + len, "/*", 2) == 0)) {
        len++;
    }
    return len > 0 ? len : 1;
}

void code_put(struct sheet *sheet, const char *line, bool is_c) {
    while (*line != '\0') {
        unsigned look;
        size_t len = code_token(line, is_c, &look);
        char *text = mem_strndup(line, len);
        sheet_put(sheet, look, text);
        mem_free(text);
        line += len;
    }
}
