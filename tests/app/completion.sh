#!/bin/sh
# SPDX-License-Identifier: MIT
# completion.sh SHELL PROGRAM: the script that PROGRAM prints for a shell, tried in that shell: what it
# offers behind some beginnings of a command line. 77: there is no such shell.
shell=$1
program=$2
command -v "$shell" >/dev/null || exit 77
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export HOME="$folder" XDG_CONFIG_HOME="$folder" XDG_DATA_HOME="$folder" XDG_CACHE_HOME="$folder"
export IPC_TUTOR_LESSONS="$(dirname "$0")/lessons" LC_ALL=C.UTF-8
ln -s "$program" "$folder/ipc-tutor"
PATH="$folder:$PATH"
ipc-tutor completion "$shell" >"$folder/script" && "$shell" -n "$folder/script" || exit 1

# What is offered behind this line, a word a line.
in_bash() {
    bash --norc -c 'source "$1"
        COMP_LINE=$2 COMP_POINT=${#2}
        _ipc_tutor ipc-tutor 2>"$3"
        [[ ${COMPREPLY+x} ]] && printf "%s\n" "${COMPREPLY[@]}"' - "$folder/script" "$1" "$folder/errors"
}
in_fish() {
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$folder/script" "$1" | cut -f1
}
faults=0
# offers LINE WORD...: each of these words is offered; "!WORD": it is not.
offers() {
    line=$1
    shift
    got=$("in_$shell" "$line")
    for word; do
        case $word in
        !*) echo "$got" | grep -qxe "${word#!}" && faults=1 && echo "$shell: '$line' offers ${word#!}" ;;
        *) echo "$got" | grep -qxe "$word" || { faults=1 && echo "$shell: '$line' does not offer $word: $got"; } ;;
        esac
    done
}

[ "$shell" != zsh ] || exit 0 # it completes in a terminal only; its function is well formed
offers 'ipc-tutor ' run check new '!relay'
offers 'ipc-tutor ru' run '!check'
offers 'ipc-tutor run --se' --set --seed '!--schedule'
offers 'ipc-tutor --pl' --plain
offers 'ipc-tutor run ' relay asks
offers 'ipc-tutor run --seed 3 rel' relay '!asks'
offers 'ipc-tutor run relay --format ' text json '!relay'
offers 'ipc-tutor help me' measure '!relay'
offers 'ipc-tutor completion ' bash zsh fish
case $shell in
bash) offers 'ipc-tutor run relay:' right careless ;; # readline has the part before the colon
fish) offers 'ipc-tutor run relay:' relay:right relay:careless ;;
esac
exit $faults
