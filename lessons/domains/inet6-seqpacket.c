/* SPDX-License-Identifier: MIT */
/* inet6-seqpacket: a socket that there is not. */
#define _GNU_SOURCE /* strerrorname_np */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void) {
    if (socket(AF_INET6, SOCK_STREAM, 0) < 0) {
        puts("no IPv6 here"); // lua: 75
        return 0;             // lua: 133
    }
    int s = socket(AF_INET6, SOCK_SEQPACKET, 0);              // lua: 59
    puts(s >= 0 ? "SCTP gives one" : strerrorname_np(errno)); // lua: 60
    return 0;                                                 // lua: 133
}
