#!/bin/sh
# Compiles real C sources: five short files of zlib 1.2.13 (checksums, inflation tables and its inner loop) into a static
# library, by gcc -O2, one file after the other. fetch-sources.sh fetches the sources. What it makes goes to a temporary
# folder and is removed.
#
# usage: sh compile.sh [folder with zlib's sources]
set -eu
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

sources=${1:-.cache/sources/zlib-1.2.13.dfsg}
folder=${TMPDIR:-/tmp}/compile.$$
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT

objects=
for name in adler32 crc32 inffast inftrees zutil; do
  gcc -O2 -DHAVE_UNISTD_H -c "$sources/$name.c" -o "$folder/$name.o"
  objects="$objects $folder/$name.o"
done
ar rcs "$folder/libz.a" $objects
