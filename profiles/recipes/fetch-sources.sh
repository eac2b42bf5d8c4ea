#!/bin/sh
# Fetches the C sources that the compile recipes compile, as Debian 12 ships them, into .cache/sources (or the folder
# given): zlib 1.2.13 and Lua 5.4.4. It needs curl or wget, tar, bzip2 and sha256sum.
#
# usage: sh fetch-sources.sh [folder]
set -eu
folder=${1:-.cache/sources}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
mkdir -p "$folder"
cd "$folder"

fetch() { # path on the mirror, SHA-256 of the file
  file=${1##*/}
  if command -v curl > /dev/null; then curl -fsSL -o "$file" "$mirror/$1"; else wget -qO "$file" "$mirror/$1"; fi
  echo "$2  $file" | sha256sum -c --quiet
  tar -xf "$file"
  rm "$file"
}

fetch pool/main/z/zlib/zlib_1.2.13.dfsg.orig.tar.bz2 71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1
fetch pool/main/l/lua5.4/lua5.4_5.4.4.orig.tar.gz 164c7849653b80ae67bec4b7473b884bf5cc8d2dca05653475ec2ed27b9ebf61
