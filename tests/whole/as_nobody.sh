#!/bin/sh
# as_nobody.sh PROGRAM: the same test as an ordinary user. 77: not possible here (we are one already,
# or the program can't be reached by one).
[ "$(id -u)" = 0 ] || exit 77
command -v setpriv >/dev/null || exit 77
drop="setpriv --reuid=65534 --regid=65534 --clear-groups"
cd / && $drop test -x "$1" && $drop test -x "${IPC_TUTOR_RUNNER:?}" || exit 77
exec $drop env HOME=/proc/nobody "$@"
