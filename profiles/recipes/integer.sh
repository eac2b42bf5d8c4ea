#!/bin/sh
# Computes with integers, as programs of SPEC CPU2000 do, in today's versions of six of these very programs: gzip and bzip2
# compress a tar archive of Lua's and zlib's sources and test what was compressed before, gcc compiles all of Lua's library
# as one preprocessed file, perl counts the words of the sources and sorts them, gap reckons with a permutation group and
# factors numbers, the link grammar parser parses the text of a manual. `prepare` makes what they read; fetch-sources.sh
# fetches the sources. Debian has the programs in gzip, bzip2, gcc, perl, gap-core and link-grammar.
#
# usage: sh integer.sh prepare|gzip|bzip2|gcc|perl|gap|parser [folder with the sources]
set -eu
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

sources=${2:-.cache/sources}
archive=$sources/integer.tar
unit=$sources/integer.i

case $1 in
  prepare)
    tar -cf "$archive" -C "$sources" --sort=name lua-5.4.4 zlib-1.2.13.dfsg
    gzip -c "$archive" > "$archive.gz"
    bzip2 -c "$archive" > "$archive.bz2"
    cat "$sources"/zlib-1.2.13.dfsg/doc/*.txt | grep -E "^[A-Za-z][A-Za-z ,.']{30,80}[a-z.]$" | head -n 60 > "$sources/sentences"
    lua=$sources/lua-5.4.4/src
    for file in lapi lcode lctype ldebug ldo ldump lfunc lgc llex lmem lobject lopcodes lparser lstate lstring ltable ltm \
      lundump lvm lzio lauxlib lbaselib lcorolib ldblib liolib lmathlib loadlib loslib lstrlib ltablib lutf8lib linit; do
      echo "#include \"$file.c\""
    done | gcc -E -P -O2 -I"$lua" -x c - -o "$unit"
    ;;
  gzip)
    for level in 1 6 9; do gzip -$level -c "$archive" > /dev/null; done
    gzip -t "$archive.gz"
    ;;
  bzip2)
    for level in 7 9; do bzip2 -$level -c "$archive" > /dev/null; done
    bzip2 -t "$archive.bz2"
    ;;
  gcc) gcc -O2 -S -o /dev/null "$unit" ;;
  perl)
    perl -e '
      local $/;
      for my $file (@ARGV) {
        open my $in, "<", $file or die "$file: $!";
        my %count;
        my $text = <$in>;
        $count{lc $1}++ while $text =~ /([A-Za-z_]\w*)/g;
        $total += $count{$_} for sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count;
      }
      print "$total\n"' "$archive" "$unit"
    ;;
  gap)
    gap -q << 'GAP'
g := SymmetricGroup(8);;
Print(Size(g), " ", Length(ConjugacyClasses(g)), "\n");
sum := 0;; for i in [1..20000] do sum := sum + Length(FactorsInt(i * 1009 + 7)); od; Print(sum, "\n");
GAP
    ;;
  parser) link-parser en -batch -timeout=60 < "$sources/sentences" > /dev/null 2>&1 || test $? -lt 128 ;;
esac
