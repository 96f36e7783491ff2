/* The twin of right, with a word too much. */
#include <unistd.h>

int main(void) {
    int p[2];
    char bytes[16];
    if (pipe(p) < 0 ||                                 // lua: 4
        write(p[1], "ab", 2) < 0                       // lua: 5
        || twice(p[0]) || read(p[0], bytes, 16) < 0) { // lua: 6
        return 1;
    }
    return 0; // lua: 7
}
