/* SPDX-License-Identifier: MIT */
/* inet-seqpacket: a socket that there is not. */
#define _GNU_SOURCE /* strerrorname_np */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void) {
    int s = socket(AF_INET, SOCK_SEQPACKET, 0);               // lua: 59
    puts(s >= 0 ? "SCTP gives one" : strerrorname_np(errno)); // lua: 60
    return 0;                                                 // lua: 117
}
