/* SPDX-License-Identifier: MIT */
/*
 * saved.h: reading a saved run (JSON Lines, ipc-tutor-run(5)) from a file or standard input.
 */
#ifndef SAVED_H
#define SAVED_H

#include "diag.h"
#include "log.h"

/* Appends its records to log (an empty one). 0, or an exit code after saying why. A run whose end
 * is torn off gives its records all the same, with *ret_torn filled in and EXIT_IO; so does one
 * that the user stopped with a key (loading.h), with SAVED_STOPPED. "-" is standard input. */
#define SAVED_STOPPED 130

int saved_read(const char *file, struct log *log, struct diag *ret_torn);

#endif
