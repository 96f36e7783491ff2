/* SPDX-License-Identifier: MIT */
/*
 * test_mem.c: memory is there, zeroed, and grows; dying goes through the hook.
 */
#include "mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_new_is_zeroed(void **state) {
    (void)state;
    unsigned char *block = mem_new(1000);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(block[i], 0);
    }
    mem_free(block);
    mem_free(mem_new(0));
    mem_free(NULL);
}

static void test_grow_keeps_and_zeroes(void **state) {
    (void)state;
    size_t cap = 0;
    int *numbers = NULL;
    for (size_t n = 0; n < 1000; n++) {
        numbers = mem_grow(numbers, &cap, n + 1, sizeof *numbers);
        assert_true(cap > n);
        for (size_t i = n; i < cap; i++) {
            assert_int_equal(numbers[i], 0);
        }
        numbers[n] = (int)n;
        assert_ptr_equal(mem_grow(numbers, &cap, n, sizeof *numbers), numbers);
    }
    for (size_t n = 0; n < 1000; n++) {
        assert_int_equal(numbers[n], n);
    }
    mem_free(numbers);
}

static void test_strndup_cuts(void **state) {
    (void)state;
    char *cut = mem_strndup("descriptor", 4);
    char *whole = mem_strndup("fd", 100);
    char *copy = mem_strdup("");
    assert_string_equal(cut, "desc");
    assert_string_equal(whole, "fd");
    assert_string_equal(copy, "");
    mem_free(cut);
    mem_free(whole);
    mem_free(copy);
}

static char died_with[64];
static jmp_buf died;

static void remember_death(const char *sentence) {
    strncpy(died_with, sentence, sizeof died_with - 1);
    longjmp(died, 1);
}

static void test_die_calls_the_hook(void **state) {
    (void)state;
    die_set_hook(remember_death);
    if (setjmp(died) == 0) {
        die("no room for %d", 7);
    }
    die_set_hook(NULL);
    assert_string_equal(died_with, "no room for 7");
}

static void test_die_without_a_hook_exits_with_70(void **state) {
    (void)state;
    int out[2];
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDERR_FILENO);
        die("out of %s", "memory");
    }
    close(out[1]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 70);
    char text[64] = "";
    assert_int_equal(read(out[0], text, sizeof text - 1), strlen("out of memory\n"));
    assert_string_equal(text, "out of memory\n");
    close(out[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_is_zeroed),
        cmocka_unit_test(test_grow_keeps_and_zeroes),
        cmocka_unit_test(test_strndup_cuts),
        cmocka_unit_test(test_die_calls_the_hook),
        cmocka_unit_test(test_die_without_a_hook_exits_with_70),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
