/* SPDX-License-Identifier: MIT */
/*
 * replay.c: stands in for libFuzzer in ordinary builds: feeds each seed file to the target as it
 * is, torn at each byte, and bent in a few thousand ways that are the same each time.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifndef REPLAY_TIMES
#define REPLAY_TIMES 3000
#endif

enum { SIZE_MAX_OF_SEED = 1 << 16, BENT = REPLAY_TIMES, TORN_MAX = REPLAY_TIMES };

static uint64_t random_state = 1;

/* xorshift64 (Marsaglia 2003): the same numbers on every machine. */
static uint64_t next_random(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

/* In a block of its own size, so that a sanitizer sees a read beyond the end. */
static void feed(const uint8_t *bytes, size_t size) {
    uint8_t *exact = malloc(size > 0 ? size : 1);
    if (!exact) {
        exit(1);
    }
    memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

/* Changes one place: a byte, a bit, a stretch taken out or doubled. Returns the new size. */
static size_t bend(uint8_t *bytes, size_t size) {
    static const char favourites[] = "\"\\{}[],:0-9.eu\n \x80\xFF";
    size_t at = next_random() % size;
    size_t len = next_random() % (size - at) % 16;
    switch (next_random() % 4) {
    case 0:
        bytes[at] = (uint8_t)favourites[next_random() % (sizeof favourites)];
        return size;
    case 1:
        bytes[at] ^= (uint8_t)(1U << next_random() % 8);
        return size;
    case 2:
        memmove(bytes + at, bytes + at + len, size - at - len);
        return size - len;
    default:
        memmove(bytes + at + len, bytes + at, size - at);
        return size + len;
    }
}

static void feed_bent(const uint8_t *seed, size_t size) {
    static uint8_t bytes[SIZE_MAX_OF_SEED + 16 * 8];
    for (int i = 0; i < BENT && size > 0; i++) {
        size_t now = size;
        memcpy(bytes, seed, size);
        for (uint64_t times = 1 + next_random() % 8; times > 0 && now > 0; times--) {
            now = bend(bytes, now);
        }
        feed(bytes, now);
    }
}

static int replay(const char *path) {
    static uint8_t seed[SIZE_MAX_OF_SEED];
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s: cannot be opened\n", path);
        return 1;
    }
    size_t size = fread(seed, 1, sizeof seed, file);
    fclose(file);
    size_t step = size / TORN_MAX + 1;
    for (size_t len = 0; len < size; len += step) {
        feed(seed, len);
    }
    feed(seed, size);
    feed_bent(seed, size);
    return 0;
}

int main(int argc, char **argv) {
    int count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        for (struct dirent *entry; folder && (entry = readdir(folder));) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            if (entry->d_name[0] != '.') {
                count++;
                random_state = 1; /* whatever the order of the files */
                if (replay(path) != 0) {
                    return 1;
                }
            }
        }
        if (folder) {
            closedir(folder);
        }
    }
    printf("%d seeds\n", count);
    return count > 0 ? 0 : 1;
}
