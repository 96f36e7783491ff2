/* The twin of right, with lines left out. */
#include <unistd.h>

int main(void) {
    int p[2];
    if (pipe(p) < 0) { // lua: 5
        return 1;
    }
    return 0; // lua: 99
}
