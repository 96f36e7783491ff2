/* SPDX-License-Identifier: MIT */
/*
 * Lessons that mean harm (hostile/): each ends inside its limits, what is said names the limit or
 * the fault with its line, the exit status is right, and nothing is left: no process, no name.
 *
 * What is of ours is found by a word that nobody else has: the path under which the runner was
 * started, in command lines; "hostile-", in names that the lessons make. (What message queues are
 * left tests/layers/left-behind looks at, after all tests.)
 */
#include "cli.h"
#include "clock.h"
#include "fdio.h"
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIVE_SECONDS = 30 };

static char tutor[512], work[] = "/tmp/ipc-tutor-hostile-XXXXXX", runner[128];

/* A command line of the tutor, with a runner under our name. */
static void run(struct cli *ret_cli, const char *words) {
    char line[2048];
    snprintf(line, sizeof line, "TUTOR=%s IPC_TUTOR_RUNNER=%s %s", tutor, runner, words);
    cli_run(ret_cli, line, NULL);
}

/* One that has ended has no command line. */
static bool is_ours(const char *pid) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    fd_close(&fd);
    return n > 0 && (memmem(text, (size_t)n, runner, strlen(runner)) ||
                     memmem(text, (size_t)n, "hostile-escaped", 15));
}

/* How many there are that want to be counted in a folder. */
static int count_in(const char *folder, bool (*counts)(const char *name)) {
    int count = 0;
    DIR *dir = opendir(folder);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        count += counts(entry->d_name);
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

static bool is_our_process(const char *name) {
    int pid = atoi(name);
    return pid > 0 && pid != getpid() && is_ours(name);
}

static bool is_hostile_name(const char *name) {
    return strstr(name, "hostile-") != NULL && strncmp(name, "ipc-tutor-", 10) != 0;
}

/* The folder of a run whose runner has ended. */
static bool is_dead_run(const char *name) {
    int pid = atoi(name);
    return pid > 0 && kill(pid, 0) < 0;
}

static int names_left(void) {
    static const char *const places[] = {"/tmp", "/dev/shm", "/var/tmp", "/etc"};
    char runs[64];
    int count = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        count += count_in(places[i], is_hostile_name);
    }
    snprintf(runs, sizeof runs, "/tmp/ipc-tutor-%u", (unsigned)geteuid());
    return count + count_in(runs, is_dead_run);
}

/* The kernel may still be at ending them. */
static bool nothing_is_left(const char *words) {
    const struct timespec pause = {.tv_nsec = NS_PER_MS};
    int64_t deadline = clock_ns() + LIVE_SECONDS * NS_PER_S;
    int processes = 0, names = 0;
    do {
        nanosleep(&pause, NULL);
        processes = count_in("/proc", is_our_process);
        names = names_left();
    } while ((processes || names) && clock_ns() < deadline);
    if (processes || names) {
        print_error("%s: %d processes are left, %d names\n", words, processes, names);
    }
    return !processes && !names;
}

/* One command: its exit status, and what it says somewhere, on either way out. */
struct attack {
    const char *words;
    int code;
    const char *said[3];
};

static bool is_said(const struct cli *cli, const char *text) {
    return !text || strstr(buf_str(&cli->err), text) || strstr(buf_str(&cli->out), text);
}

static bool withstands(const struct attack *attack) {
    struct cli cli;
    run(&cli, attack->words);
    bool well = cli.code == attack->code;
    for (size_t i = 0; i < sizeof attack->said / sizeof *attack->said; i++) {
        well = well && is_said(&cli, attack->said[i]);
    }
    if (!well) {
        print_error("ipc-tutor %s\nexit code %d, expected %d; to be said: %s | %s\n--- output, its "
                    "end\n%s\n--- errors\n%s\n",
                    attack->words, cli.code, attack->code, attack->said[0],
                    attack->said[1] ? attack->said[1] : "",
                    buf_str(&cli.out) + (cli.out.len > 1000 ? cli.out.len - 1000 : 0),
                    buf_str(&cli.err));
    }
    cli_done(&cli);
    return nothing_is_left(attack->words) && well;
}

static void all_withstood(const struct attack *attacks, size_t count) {
    int lost = 0;
    for (size_t i = 0; i < count; i++) {
        lost += !withstands(&attacks[i]);
    }
    assert_int_equal(lost, 0);
}

#define ALL(attacks) all_withstood(attacks, sizeof(attacks) / sizeof *(attacks))

#define ENDLESS "instructions without a single operation: is this loop endless?"
#define LOADING "loading is limited to 3 s of CPU time"
#define TIME    "ended after 1 s: the limit of a run's time"
#define MEMORY  "a process of this program needs more than 64 MiB of memory"

static void where_they_load(void **state) {
    (void)state;
    static const struct attack attacks[] = {
        {"run ./hostile/load-loop --limit 60", 2, {"lesson.lua:2: 50000000 " ENDLESS}},
        {"check ./hostile/load-loop", 1, {"load-loop/lesson.lua:2: "}},
        {"run ./hostile/load-search --limit 1", 2, {"lesson.lua:3: ", LOADING, "text:find"}},
        {"check ./hostile/load-search", 1, {"load-search/lesson.lua:3: ", LOADING}},
        {"run ./hostile/load-close --limit 1", 2, {"lesson.lua:3: ", LOADING}},
        {"run ./hostile/load-coroutines --limit 60", 2, {"lesson.lua:2: 50000000 " ENDLESS}},
        {"run ./hostile/load-memory --limit 60", 2, {"lesson.lua:3: " MEMORY}},
        {"check ./hostile/load-memory", 1, {"load-memory/lesson.lua:3: "}},
        {"run ./hostile/load-programs", 2, {"lesson.lua:2: a lesson has at most 256 programs"}},
        {"run ./hostile/load-bytecode", 2, {"attempt to load a binary chunk"}},
        {"check ./hostile/load-bytecode", 1, {"attempt to load a binary chunk"}},
        {"list --json", 0, {"\"relay\""}},
    };
    ALL(attacks);
}

static void endless(void **state) {
    (void)state;
    static const struct attack attacks[] = {
        {"run ./hostile/endless:loop --limit 60", 1, {"lesson.lua:3: 50000000 " ENDLESS}},
        {"run ./hostile/endless:behind --limit 60", 1, {"lesson.lua:7: 50000000 " ENDLESS}},
        {"run ./hostile/endless:search --limit 1",
         1,
         {"lesson.lua:12: " TIME, "main was computing here"}},
        {"run ./hostile/endless:empty --limit 1", 1, {"lesson.lua:16: " TIME}},
        {"run ./hostile/endless:handler --limit 60", 1, {ENDLESS}},
        {"run ./hostile/endless:deaf --limit 1",
         1,
         {"lesson.lua:29: " TIME, "child was computing here"}},
        {"run ./hostile/endless:steps --limit 1", 1, {"limit, not as expected"}},
        {"run ./hostile/endless:search --limit 1 --wild 2", 1, {"limit"}},
    };
    ALL(attacks);
}

static void memory_and_processes(void **state) {
    (void)state;
    static const struct attack attacks[] = {
        {"run ./hostile/memory:table --limit 60", 1, {"lesson.lua:4: " MEMORY}},
        {"run ./hostile/memory:double --limit 60", 1, {"lesson.lua:11: " MEMORY}},
        {"run ./hostile/memory:crowd --limit 60", 1, {"lesson.lua:20: " MEMORY}},
        {"run ./hostile/memory:shared --limit 1", 1, {"limit, not as expected"}},
        {"run ./hostile/processes:many --limit 1", 1, {TIME}},
        {"run ./hostile/processes:chain --limit 60", 1, {"C stack overflow"}},
        {"run ./hostile/processes:zombies --limit 1", 1, {"limit, not as expected"}},
        {"run ./hostile/processes:stopped", 1, {"deadlock, not as expected"}},
        {"run ./hostile/processes:many --limit 1 --wild 2", 1, {"limit"}},
    };
    ALL(attacks);
}

static void names_and_output(void **state) {
    (void)state;
    static const struct attack attacks[] = {
        {"run ./hostile/names:descriptors", 0, {"main prints: EMFILE"}},
        {"run ./hostile/names:left", 0, {"main is killed by SIGKILL"}},
        {"run ./hostile/names:fifos --limit 1", 1, {"limit, not as expected"}},
        {"run ./hostile/names:queues", 0, {"main prints: E"}},
        {"run ./hostile/names:up", 1, {"lesson.lua:34: ", "a name is made of letters"}},
        {"run ./hostile/names:absolute", 1, {"lesson.lua:38: ", "a name is made of letters"}},
        {"run ./hostile/output:say --limit 60", 1, {"lesson.lua:2: 50000000 " ENDLESS}},
        {"run ./hostile/output:long --limit 1", 1, {"lesson.lua:7: " TIME}},
        {"run ./hostile/output:steps --limit 1", 1, {"limit, not as expected"}},
        {"run ./hostile/output:commands", 0, {"main prints: \\x1b]0;mine\\x07\\x1b[2J"}},
    };
    ALL(attacks);
}

static void kills(void **state) {
    (void)state;
    static const struct attack attacks[] = {
        {"run ./hostile/kills:all", 1, {"lesson.lua:2: ", "the pid of a process of this program"}},
        {"run ./hostile/kills:one", 1, {"lesson.lua:6: ", "the pid of a process of this program"}},
        {"run ./hostile/kills:group", 1, {"lesson.lua:10: "}},
        {"run ./hostile/kills:parent", 1, {"lesson.lua:14: "}},
        {"run ./hostile/kills:guess --limit 60", 0, {"main prints: hits 0"}},
        {"check ./hostile/kills", 1, {"kills/lesson.lua:2: ", "kills/lesson.lua:14: "}},
    };
    ALL(attacks);
}

/* Another program is bound by what the kernel refuses, and by the clock. */
static void programs(void **state) {
    (void)state;
    static const struct attack attacks[] = {
        {"run ./hostile/programs:loop --limit 1", 1, {TIME}},
        {"run ./hostile/programs:yes --limit 1", 1, {TIME}},
        {"run ./hostile/programs:line --limit 1", 1, {TIME}},
        {"run ./hostile/programs:bomb", 0, {"Cannot fork"}},
        {"run ./hostile/programs:kills", 0, {"main prints: alive"}},
        {"run ./hostile/programs:writes", 0, {"main prints: done"}},
        {"run ./hostile/programs:deaf --limit 1", 1, {TIME}},
    };
    ALL(attacks);
}

/* The address sanitizer wants addresses without a bound, and then a program has none for its memory
 * (core/proc/confine.c). */
#if defined(__SANITIZE_ADDRESS__)
#define NO_BOUND 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NO_BOUND 1
#endif
#endif

static void memory_of_programs(void **state) {
    (void)state;
#ifdef NO_BOUND
    skip();
#else
    static const struct attack attacks[] = {
        {"run ./hostile/programs:memory --limit 1", 1, {"not as expected"}},
    };
    ALL(attacks);
#endif
}

static char *path_of(const char *name, char out[256]) {
    snprintf(out, 256, "%s/paths/%s", work, name);
    return out;
}

static void put(const char *name, const char *text) {
    char path[256];
    unlink(path_of(name, path));
    assert_int_equal(file_write(path, text, strlen(text), NULL), 0);
}

static const char front[] =
    "---\nformat: 1\nid: paths\ntitle: \"Paths\"\ntopic: pipes\n---\n\nX.\n";
static const char fine[] = "program(\"p\", { expect = \"ok\" }, function() getpid() end)\n";

/* Files that are none: what stands at a name of the lesson, and what is said of it. */
static const struct odd_file {
    const char *name, *leads_to; /* NULL: a FIFO; "": a folder */
    const char *said;
} odd_files[] = {
    {"lesson.lua", "/etc/passwd", "paths/lesson.lua: is a symbolic link"},
    {"lesson.lua", "/dev/zero", "paths/lesson.lua: is a symbolic link"},
    {"lesson.lua", "../../../etc/passwd", "paths/lesson.lua: is a symbolic link"},
    {"lesson.lua", NULL, "paths/lesson.lua: is not a file with text in it"},
    {"lesson.lua", "", "paths/lesson.lua: is not a file with text in it"},
    {"lesson.md", "/etc/passwd", "paths/lesson.md: is a symbolic link"},
    {"lesson.md", NULL, "paths/lesson.md: is not a file with text in it"},
    {"p.c", "/etc/passwd", "paths/p.c: is a symbolic link"},
    {"p.c", NULL, "paths/p.c: is not a file with text in it"},
};

static void put_odd(const struct odd_file *odd) {
    char path[256];
    unlink(path_of(odd->name, path));
    int r = !odd->leads_to      ? mkfifo(path, 0600)
            : !odd->leads_to[0] ? mkdir(path, 0700)
                                : symlink(odd->leads_to, path);
    assert_int_equal(r, 0);
}

static void odd_paths(void **state) {
    (void)state;
    char words[256], path[256];
    int lost = 0;
    assert_int_equal(mkdir(path_of("", path), 0700), 0);
    for (size_t i = 0; i < sizeof odd_files / sizeof *odd_files; i++) {
        put("lesson.md", front);
        put("lesson.lua", fine);
        put("p.c", "int main(void) { return 0; }\n");
        put_odd(&odd_files[i]);
        snprintf(words, sizeof words, "check %s/paths --times 1", work);
        lost += !withstands(&(struct attack){words, 1, {odd_files[i].said}});
        assert_int_equal(remove(path_of(odd_files[i].name, path)), 0);
    }
    assert_int_equal(lost, 0);
}

/* Names of programs become names of files: of twins. And a file that has no end. */
static void odd_names(void **state) {
    (void)state;
    char words[256], path[256];
    snprintf(words, sizeof words, "check %s/paths --times 1", work);
    put("lesson.md", front);
    put("lesson.lua", "program(\"../../etc/passwd\", { expect = \"ok\" }, function() end)\n");
    assert_true(withstands(&(struct attack){words, 1, {"lesson.lua:1: ", "a name is made of"}}));
    put("lesson.lua", "program(\"p\", { expect = \"ok\", needs = { \"../../bin/sh\" } },\n"
                      "  function() exec(\"../../bin/sh\") end)\n");
    assert_true(
        withstands(&(struct attack){words, 1, {"../../bin/sh is not the name of a program"}}));
    int fd = open(path_of("lesson.lua", path), O_WRONLY | O_CLOEXEC);
    assert_int_equal(ftruncate(fd, (off_t)1 << 40), 0);
    fd_close(&fd);
    assert_true(
        withstands(&(struct attack){words, 1, {"is larger than 1024 KiB: that is the limit"}}));
    static const char *const files[] = {"lesson.md", "lesson.lua", "p.c", ""};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        remove(path_of(files[i], path));
    }
}

/* After all of it: a lesson as any other. */
static void unharmed(void **state) {
    (void)state;
    struct attack relay = {"run relay", 0, {"as expected"}};
    assert_true(withstands(&relay));
}

static int set_up(void **state) {
    (void)state;
    char built[600];
    snprintf(built, sizeof built, "%s-runner", tutor);
    if (!mkdtemp(work)) {
        return -1;
    }
    snprintf(runner, sizeof runner, "%s/runner", work);
    return symlink(built, runner);
}

static int tear_down(void **state) {
    (void)state;
    unlink(runner);
    return rmdir(work);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_they_load),
        cmocka_unit_test(endless),
        cmocka_unit_test(memory_and_processes),
        cmocka_unit_test(names_and_output),
        cmocka_unit_test(kills),
        cmocka_unit_test(programs),
        cmocka_unit_test(odd_paths),
        cmocka_unit_test(odd_names),
        cmocka_unit_test(memory_of_programs),
        cmocka_unit_test(unharmed),
    };
    if (argc < 2 || !realpath(argv[1], tutor)) {
        return 2;
    }
    cli_program(argc > 2 ? argv[2] : argv[1]); /* no_cage.sh */
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
