int main(void) {
    pipe(p); // lua: 4
    close(p[0]); // x // lua: 6, 7
} // lua: 0
