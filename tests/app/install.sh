#!/bin/sh
# SPDX-License-Identifier: MIT
# install.sh SOURCE BUILD: an installed tree is whole, and runs from anywhere. 77: nothing can be
# installed, as the build folder is somebody else's.
source=$1
build=$2
[ -w "$build" ] || exit 77
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"
DESTDIR=$tree cmake --install "$build" --prefix /usr >"$tree/log" 2>&1 || { cat "$tree/log"; exit 1; }
share=$tree/usr/share
cd /

code=0
fault() {
    echo "$1"
    code=1
}
tutor() { env -i PATH=/usr/bin:/bin HOME="$tree/home" LC_ALL=C.UTF-8 "$tree/usr/bin/ipc-tutor" "$@"; }
# says WORDS COMMAND...: its output has these words.
says() {
    words=$1
    shift
    out=$(tutor "$@" 2>&1)
    case $out in
    *"$words"*) ;;
    *) fault "ipc-tutor $*: not said: $words
$out" ;;
    esac
}

says 'all of it holds' check pipe -n 1
says "lessons                $share/ipc-tutor/lessons" doctor
says 'a lesson that holds' new mine
says 'mine: 2 programs' check mine -n 1
says 'mine:wrong' completion words mine:

for pair in lessons:lessons assets/new:new assets/themes:themes; do
    diff -r "$source/${pair%:*}" "$share/ipc-tutor/${pair#*:}" || fault "not all of ${pair%:*} is there"
done
for page in "$source"/assets/man/*; do
    cmp "$page" "$share/man/man${page##*.}/${page##*/}" || code=1
done
for pair in bash:bash-completion/completions/ipc-tutor zsh:zsh/site-functions/_ipc-tutor \
    fish:fish/vendor_completions.d/ipc-tutor.fish; do
    tutor completion "${pair%%:*}" | cmp - "$share/${pair#*:}" || code=1
done
cmp "$source/LICENSE" "$share/doc/ipc-tutor/copyright" || code=1
# What is there to look at the two forms; a machine without these programs believes them.
if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate "$share"/applications/*.desktop || code=1
fi
if command -v appstreamcli >/dev/null; then
    out=$(appstreamcli validate --no-net "$share"/metainfo/*.xml 2>&1) || fault "$out"
fi
[ -z "$(find "$tree/usr" -perm /022 ! -type l)" ] || fault 'others may write to what is installed'
exit $code
