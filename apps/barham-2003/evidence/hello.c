/* The program that the processes of exec proc and sh proc end as. */
#include <stdio.h>

int main(void) {
  printf("Hello world\n");
  return 0;
}
