/* SPDX-License-Identifier: MIT */
/*
 * op_named.c: see op_named.h.
 */
#include "op_named.h"
#include "gate.h"
#include <stdio.h>
#include <sys/stat.h>

uint64_t op_inode_key(const struct stat *st) {
    char inode[48];
    snprintf(inode, sizeof inode, "%llx:%llx", (unsigned long long)st->st_dev,
             (unsigned long long)st->st_ino);
    return gate_key('i', inode);
}

uint32_t op_door(char kind, const char *name) {
    return 0x80000000U | (uint32_t)gate_key(kind, name);
}
