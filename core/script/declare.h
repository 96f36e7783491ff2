/* SPDX-License-Identifier: MIT */
/*
 * declare.h: what lesson.lua declares: parameters with their limits, programs with their claims.
 * Room-internal. The words param and program themselves are in bind_declare.c.
 */
#ifndef DECLARE_H
#define DECLARE_H

#include "sandbox.h"
#include "script.h"
#include <stdbool.h>
#include <stdint.h>

/* A number (whole or not) or a text, as a parameter holds it. */
struct declared_value {
    bool is_number, is_whole;
    int64_t whole;
    double number;
    char *text;
};

struct declared_param {
    char *name, *help;
    struct declared_value value, fallback;
    double min, max; /* of a number; of a text's length in characters */
    bool has_min, has_max;
};

struct declared_fact {
    char *path, *value;
};

enum {
    DECLARED_NEEDS = 8,
    DECLARED_MAX = 256 /* programs of a lesson, and parameters of it */
};

struct declared_program {
    char *id, *title, *expect, *schedule;
    char *params; /* names of those that it reads, one a line; NULL: it does not say */
    char *input;  /* answers to its asks, one a line, where nobody is there to ask; or NULL */
    char *rows;   /* pairs that the stage draws: "from\tchannel\tto\twhat\n" each; or NULL */
    bool network; /* it wants a network of its own: core/run/network.h */
    char *needs[DECLARED_NEEDS]; /* programs of this machine that it executes */
    size_t need_count;
    int line;
    int first, last; /* lines of its function */
    int function;    /* luaL_ref */
    struct declared_fact *facts;
    size_t fact_count, fact_cap;
};

struct script {
    struct sandbox sandbox; /* first: sandbox_of gives the script too */
    const struct script_wish *wish;
    bool running;            /* a program runs: operations are allowed */
    lua_State *current;      /* the thread that is in an operation, for a signal's handler */
    struct diag given_fault; /* of a --set; the load goes on, to find out all that is declared */
    struct declared_param *params;
    size_t param_count, param_cap;
    struct declared_program *programs;
    size_t program_count, program_cap;
    const struct declared_program *chosen;
};

struct script *script_of(lua_State *lua);

/* A new one, owned by the script and filled in by the caller: an error half-way loses nothing. */
struct declared_param *declare_param(struct script *script, const char *name);
struct declared_program *declare_program(struct script *script, const char *id);
/* The parameter of that name, or NULL; and the name of one that it is like, or NULL. */
const struct declared_param *declare_find_param(const struct script *script, const char *name);
const char *declare_guess_param(const struct script *script, const char *name);
void declare_fact(struct declared_program *program, const char *path, const char *value);
/* Looks for a --set of this parameter, checks it against type and limits and takes it as the value.
 * A wrong one is kept in script->given_fault. */
void declare_given(struct script *script, struct declared_param *param);
/* What is wrong with a value: appended to out; false if nothing is. */
bool declare_out_of_limits(const struct declared_param *param, const struct declared_value *value,
                           struct buf *out);
/* After the load: every --set must have met its parameter and the program must be there, as
 * script->chosen. 0, -EDOM or -EINVAL with *diag. */
int declare_settle(struct script *script, struct diag *diag);
void declare_done(struct script *script);

#endif
