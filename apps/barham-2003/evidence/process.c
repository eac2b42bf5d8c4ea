/*
 * process fork|exec|shell ROUNDS DIRECTORY: makes a child in each round and waits for it, as lmbench's process rows do.
 * The child ends at once, or becomes DIRECTORY/hello, or becomes DIRECTORY/sh, which is to run DIRECTORY/hello.
 * Writes to `mark`, which lies on a page of its own, say in a trace of memory accesses where a round begins and where
 * a child is about to end or to become another program.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

volatile struct {
  char before[8192];
  int value;
  char after[8192];
} mark;

int main(int count, char **words) {
  char hello[PATH_MAX], shell[PATH_MAX];
  int rounds, child;

  if (count != 4) return 2;
  rounds = atoi(words[2]);
  snprintf(hello, sizeof hello, "%s/hello", words[3]);
  snprintf(shell, sizeof shell, "%s/sh", words[3]);
  while (rounds-- > 0) {
    mark.value = 1;
    child = fork();
    if (child == 0) {
      mark.value = 2;
      if (words[1][0] == 'e') {
        close(1);
        execve(hello, (char *[]){hello, NULL}, NULL);
      }
      if (words[1][0] == 's') {
        close(1);
        execlp(shell, "sh", "-c", hello, (char *)NULL);
      }
      exit(1);
    }
    while (wait(NULL) != child)
      ;
  }
  return 0;
}
