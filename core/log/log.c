/* SPDX-License-Identifier: MIT */
/*
 * log.c: the log in memory. Records, strings and data lie in chunks that are never moved nor given
 * back before the log is, so a pointer into the log stays good while the log lives. Strings are
 * kept once: a table of numbers, open addressing, finds the number of a string by its hash.
 */
#include "log.h"
#include "mem.h"
#include "text.h"
#include <assert.h>
#include <string.h>

enum {
    RECORDS_A_CHUNK = 4096,
    STRINGS_A_CHUNK = 1024,
    BYTES_A_CHUNK = 64 * 1024,
    DATA_CHUNKS_MAX = 65535, /* event.data has 32 bits: 4 GB, then records go without data */
};

/* A row of chunks of bytes; what is put lies whole inside one of them. */
struct store {
    char **chunks;
    size_t count, cap;
    size_t used; /* bytes of the last chunk */
    size_t size; /* of the last chunk: BYTES_A_CHUNK, or more for a string that is longer */
    size_t total;
};

struct string {
    const char *text;
    uint32_t len;
    uint32_t hash;
};

struct log {
    struct event **chunks;
    size_t chunk_count, chunk_cap;
    uint64_t count;

    struct string **strings; /* chunks of them; number 0 is "" */
    size_t string_chunk_count, string_chunk_cap;
    uint32_t string_count;
    uint32_t *table; /* numbers, 0: free; table_size is a power of two */
    uint32_t table_size;
    struct store texts;

    unsigned char **data; /* chunks of BYTES_A_CHUNK; event.data is chunk * BYTES_A_CHUNK + place */
    size_t data_count, data_cap;
    uint32_t data_used; /* place of the next byte */
};

/* What is read of a chunk was written before, so it is not zeroed: most runs are short, and every
 * page that is touched costs. */
static void *chunk_new(size_t size) {
    return mem_resize(NULL, size);
}

static char *store_put(struct store *store, const char *text, size_t len) {
    if (store->count == 0 || store->size - store->used <= len) {
        store->chunks =
            mem_grow(store->chunks, &store->cap, store->count + 1, sizeof *store->chunks);
        store->size = len < BYTES_A_CHUNK ? BYTES_A_CHUNK : len + 1;
        store->chunks[store->count++] = chunk_new(store->size);
        store->used = 0;
        store->total += store->size;
    }
    char *at = store->chunks[store->count - 1] + store->used;
    memcpy(at, text, len);
    at[len] = '\0';
    store->used += len + 1;
    return at;
}

static struct string *string_at(const struct log *log, strid id) {
    return &log->strings[id / STRINGS_A_CHUNK][id % STRINGS_A_CHUNK];
}

static strid string_add(struct log *log, const char *text, size_t len, uint32_t hash) {
    strid id = log->string_count++;
    if (id / STRINGS_A_CHUNK == log->string_chunk_count) {
        log->strings = mem_grow(log->strings, &log->string_chunk_cap, log->string_chunk_count + 1,
                                sizeof(struct string *));
        log->strings[log->string_chunk_count++] =
            chunk_new(STRINGS_A_CHUNK * sizeof(struct string));
    }
    *string_at(log, id) = (struct string){
        .text = store_put(&log->texts, text, len), .len = (uint32_t)len, .hash = hash};
    return id;
}

/* Where a string is in the table, or the free place where it would go. */
static uint32_t place_of(const struct log *log, const char *text, size_t len, uint32_t hash) {
    uint32_t mask = log->table_size - 1;
    uint32_t place = hash & mask;
    while (log->table[place] != 0) {
        const struct string *string = string_at(log, log->table[place]);
        if (string->hash == hash && string->len == len && memcmp(string->text, text, len) == 0) {
            break;
        }
        place = (place + 1) & mask;
    }
    return place;
}

/* Kept at most half full, so that a search ends soon. */
static void table_grow(struct log *log, uint32_t size) {
    mem_free(log->table);
    log->table = mem_new(size * sizeof *log->table);
    log->table_size = size;
    for (strid id = 1; id < log->string_count; id++) {
        uint32_t place = string_at(log, id)->hash & (size - 1);
        while (log->table[place] != 0) {
            place = (place + 1) & (size - 1);
        }
        log->table[place] = id;
    }
}

static uint32_t hash_of(const char *text, size_t len) {
    uint64_t hash = text_hash(text, len);
    return (uint32_t)(hash ^ hash >> 32);
}

struct log *log_new(void) {
    struct log *log = mem_new(sizeof *log);
    string_add(log, "", 0, 0);
    table_grow(log, 64);
    return log;
}

void log_free(struct log *log) {
    if (!log) {
        return;
    }
    for (size_t i = 0; i < log->chunk_count; i++) {
        mem_free(log->chunks[i]);
    }
    for (size_t i = 0; i < log->string_chunk_count; i++) {
        mem_free(log->strings[i]);
    }
    for (size_t i = 0; i < log->texts.count; i++) {
        mem_free(log->texts.chunks[i]);
    }
    for (size_t i = 0; i < log->data_count; i++) {
        mem_free(log->data[i]);
    }
    mem_free(log->chunks);
    mem_free(log->strings);
    mem_free(log->texts.chunks);
    mem_free(log->data);
    mem_free(log->table);
    mem_free(log);
}

strid log_intern(struct log *log, const char *text) {
    return text ? log_intern_len(log, text, strlen(text)) : 0;
}

strid log_intern_len(struct log *log, const char *text, size_t len) {
    if (len == 0) {
        return 0;
    }
    uint32_t hash = hash_of(text, len);
    uint32_t place = place_of(log, text, len, hash);
    if (log->table[place] != 0) {
        return log->table[place];
    }
    strid id = string_add(log, text, len, hash);
    log->table[place] = id;
    if (log->string_count > log->table_size / 2) {
        table_grow(log, log->table_size * 2);
    }
    return id;
}

strid log_find(const struct log *log, const char *text) {
    size_t len = text ? strlen(text) : 0;
    return len > 0 ? log->table[place_of(log, text, len, hash_of(text, len))] : 0;
}

const char *log_str(const struct log *log, strid id) {
    return id < log->string_count ? string_at(log, id)->text : "";
}

static uint32_t data_put(struct log *log, const void *data, size_t len) {
    uint32_t room = (uint32_t)log->data_count * BYTES_A_CHUNK - log->data_used;
    if (room < len) {
        log->data = mem_grow(log->data, &log->data_cap, log->data_count + 1, sizeof *log->data);
        log->data_used = (uint32_t)log->data_count * BYTES_A_CHUNK;
        log->data[log->data_count++] = chunk_new(BYTES_A_CHUNK);
    }
    uint32_t place = log->data_used;
    memcpy(log->data[place / BYTES_A_CHUNK] + place % BYTES_A_CHUNK, data, len);
    log->data_used += (uint32_t)len;
    return place;
}

uint64_t log_append(struct log *log, const struct event *event, const void *data, size_t len) {
    assert(len <= EVENT_DATA_MAX);
    if (log->count == log->chunk_count * (uint64_t)RECORDS_A_CHUNK) {
        log->chunks =
            mem_grow(log->chunks, &log->chunk_cap, log->chunk_count + 1, sizeof(struct event *));
        log->chunks[log->chunk_count++] = chunk_new(RECORDS_A_CHUNK * sizeof(struct event));
    }
    struct event *record = &log->chunks[log->count / RECORDS_A_CHUNK][log->count % RECORDS_A_CHUNK];
    *record = *event;
    record->data_len = data && log->data_count < DATA_CHUNKS_MAX ? (uint8_t)len : 0;
    record->data = record->data_len > 0 ? data_put(log, data, len) : 0;
    return ++log->count;
}

uint64_t log_count(const struct log *log) {
    return log->count;
}

const struct event *log_at(const struct log *log, uint64_t n) {
    if (n == 0 || n > log->count) {
        return NULL;
    }
    return &log->chunks[(n - 1) / RECORDS_A_CHUNK][(n - 1) % RECORDS_A_CHUNK];
}

const unsigned char *log_data(const struct log *log, const struct event *event) {
    size_t chunk = event->data / BYTES_A_CHUNK;
    if (event->data_len == 0 || chunk >= log->data_count) {
        return (const unsigned char *)"";
    }
    return log->data[chunk] + event->data % BYTES_A_CHUNK;
}

size_t log_memory(const struct log *log) {
    size_t tables = log->chunk_cap * sizeof(struct event *) +
                    log->string_chunk_cap * sizeof(struct string *) +
                    log->texts.cap * sizeof(char *) + log->data_cap * sizeof *log->data +
                    log->table_size * sizeof *log->table;
    return sizeof *log + tables + log->chunk_count * RECORDS_A_CHUNK * sizeof(struct event) +
           log->string_chunk_count * STRINGS_A_CHUNK * sizeof(struct string) + log->texts.total +
           log->data_count * BYTES_A_CHUNK;
}
