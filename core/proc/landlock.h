/* SPDX-License-Identifier: MIT */
/*
 * landlock.h: a lesson process changes no files but those of its run. Private to core/proc.
 */
#ifndef LANDLOCK_H
#define LANDLOCK_H

#include <stddef.h>

/* The kernel's Landlock version; 0: it has none. */
int landlock_version(void);
/* From now on: files can be changed and made below run_dir and queues_dir alone ("": nowhere);
 * signals and abstract sockets reach the run alone, where the version knows them. Needs
 * no_new_privs. 0, or -errno. */
int landlock_begin(const char *run_dir, const char *queues_dir);
/* From now on no file is executed but these. Needs no_new_privs. 0, or -errno. */
int landlock_execute(const char *const *paths, size_t count);

#endif
