#!/bin/sh
# Works with a real database, SQLite: makes two tables in a file and fills them in transactions, indexes them, then looks
# rows up by key, joins, aggregates, updates and deletes. One process, one file; what it makes is removed. SQLite is told
# not to wait for the disk (no disk is recorded), and to keep 2 MB of the file in its own cache, so that it reads and writes
# the file through system calls as databases of the time did.
#
# `prepare` writes the statements, which one process then reads from a file.
#
# usage: sh database.sh prepare|run [folder for the statements]
set -eu
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL

statements=${2:-.cache/sources}/database.sql

if [ "$1" = run ]; then
  file=${TMPDIR:-/tmp}/database.$$.db
  trap 'rm -f "$file" "$file-journal"' EXIT
  sqlite3 "$file" < "$statements"
  exit
fi

{
  cat << 'SQL'
pragma synchronous = off;
pragma cache_size = -2000;
pragma mmap_size = 0;
pragma temp_store = memory;
create table person (id integer primary key, name text, city integer, balance integer);
create table payment (id integer primary key, person integer, amount integer, note text);
with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
insert into person select i, 'person ' || (i * 7919 % 20011), i * 31 % 100, i % 1000 from n;
create index person_name on person (name);
create index person_city on person (city);
SQL
  # Payments come in transactions of a hundred.
  batch=0
  while [ $batch -lt 200 ]; do
    echo "begin;"
    echo "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100)"
    echo "insert into payment select $batch * 100 + i, ($batch * 100 + i) * 104729 % 20000 + 1, i * 17 % 500,"
    echo "  'note of payment ' || i from n;"
    echo "update person set balance = balance + 1 where city = $((batch % 100));"
    echo "commit;"
    batch=$((batch + 1))
  done
  echo "create index payment_person on payment (person);"
  # Queries: one row by key, a few by an index, a join, and now and then an update by itself.
  query=0
  while [ $query -lt 2000 ]; do
    echo "select name, balance from person where id = $((query * 7919 % 20000 + 1));"
    echo "select count(*) from person where name = 'person $((query * 613 % 20011))';"
    echo "select sum(amount) from person join payment on payment.person = person.id where person.id = $((query * 31 % 20000 + 1));"
    if [ $((query % 5)) -eq 0 ]; then
      echo "update payment set amount = amount + 1 where id = $((query * 13 % 20000 + 1));"
    fi
    query=$((query + 1))
  done
  echo "select city, count(*), sum(balance) from person group by city order by 3 desc;"
  echo "delete from payment where amount > 450;"
} > "$statements"
