#!/bin/sh
# Compresses real files: a tar archive of Lua's and zlib's sources goes through a pipe into xz -6, and the result is
# tested. One process computes, another one reads files and feeds it. fetch-sources.sh fetches the sources.
#
# usage: sh compress.sh [folder with the sources]
set -eu
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

sources=${1:-.cache/sources}
file=${TMPDIR:-/tmp}/compress.$$.xz
trap 'rm -f "$file"' EXIT
tar -cf - -C "$sources" --sort=name lua-5.4.4 zlib-1.2.13.dfsg | xz -6 -T1 > "$file"
xz -t "$file"
