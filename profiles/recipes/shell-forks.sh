#!/bin/sh
# A shell script that forks a lot, in the manner of a configure script: for each of many made-up features it writes a
# small header, looks at it with grep, sed, tr, cut and expr, and adds its finding to a report. It needs a POSIX shell
# and the usual small programs, and leaves nothing behind.
#
# usage: sh shell-forks.sh [number of features, 80 if not given]
set -eu
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

features=${1:-80}
folder=${TMPDIR:-/tmp}/shell-forks.$$
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

number=1
found=0
while [ "$number" -le "$features" ]; do
  name=$(echo "feature-$number" | tr 'a-z-' 'A-Z_')
  cat > feature.h <<END
/* $name: made for checking */
#ifndef HAVE_$name
#define HAVE_$name $(expr "$number" % 3)
#endif
END
  value=$(sed -n "s/^#define HAVE_$name //p" feature.h)
  if grep -q "HAVE_$name [12]" feature.h; then
    found=$(expr "$found" + 1)
    echo "checking for $name... yes" >> report
  else
    echo "checking for $name... no" >> report
  fi
  (
    case $(grep -c define feature.h) in
      1) echo "#define HAVE_$name $value" | sed 's/ 0$/ 0 \/\* none \*\//' >> config.h ;;
      *) exit 1 ;;
    esac
  )
  rm -f feature.h
  number=$(expr "$number" + 1)
done

sort report | uniq -c | sort -rn | head -n 3
echo "$found of $features found, $(wc -l < config.h | tr -d ' ') lines of config.h"
