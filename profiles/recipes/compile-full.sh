#!/bin/sh
# Compiles a whole real program: Lua 5.4.4, library, interpreter and compiler, by its own makefile. fetch-sources.sh
# fetches the sources. It works on a copy in a temporary folder, which is removed.
#
# usage: sh compile-full.sh [folder with Lua's sources]
set -eu
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

sources=${1:-.cache/sources/lua-5.4.4}
folder=${TMPDIR:-/tmp}/compile-full.$$
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT
cp "$sources"/src/* "$folder"
make -s -C "$folder" linux AR='ar rcs'
