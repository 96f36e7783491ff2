/* SPDX-License-Identifier: MIT */
/* Each word of a lesson in real processes: a program, and the records that it must leave. */
#include "drive.h"
#include "mem.h"
#include "script.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int run_main(void *arg) {
    struct script *script = NULL;
    struct diag fault = {0};
    if (script_new(arg, &script, &fault) < 0) {
        _exit(100);
    }
    script_run(script);
}

/* The lines of the program whose function holds this text, which begins in line 1. */
static char *run(const char *body, const char *order, const char *answers) {
    struct buf text = {0};
    buf_putf(&text, "program('p', {}, function() %s\nend)", body);
    struct script_wish wish = {.name = "lesson.lua",
                               .source = buf_str(&text),
                               .len = text.len,
                               .memory = 16 << 20,
                               .instructions = 5000000};
    char *lines = drive(run_main, &wish, order, answers);
    buf_done(&text);
    return lines;
}

static void check(const char *body, const char *order, const char *const *expected) {
    char *lines = run(body, order, "Ada\nBob\n");
    for (; *expected; expected++) {
        const char *what = **expected == '!' ? *expected + 1 : *expected;
        bool there = strstr(lines, what) != NULL;
        if (there == (**expected == '!')) {
            print_error("%s\n  %s: %s\n%s\n", body, there ? "there is" : "there is no", what,
                        lines);
        }
        assert_int_equal(there, **expected != '!');
    }
    mem_free(lines);
}

#define CHECK(body, ...) check(body, NULL, (const char *const[]){__VA_ARGS__, NULL})

static void test_pipe(void **state) {
    (void)state;
    CHECK("local r, w = pipe('p')\n"
          "print(w:write 'one\\ntwo') w:close()\n"
          "print(r:read(2)) print(r:read_line()) print(r:read_line()) print(r:read_line())\n"
          "print('[' .. r:read() .. ']', r:close())",
          "object p pipe", "pipe([3, 4]) @1", "write(4, \"one\\ntwo\", 7) @2", "print 7\n",
          "close(4) @2", "read(3, 2) @3", "print on\n", "read(3, 4096) @3", "print e\n",
          "print two\n", "print nil\n", "print []\ttrue\n", "main: ended\n");
    CHECK("local r, w = pipe() w:write('a\\nb\\n\\nc') w:close()\n"
          "for line in r:lines() do print('<' .. line .. '>') end print(r:read_all() == '')",
          "object pipe#1", "print <a>\nmain: print <b>\nmain: print <>\n", "print <c>\n",
          "print true\n");
    CHECK("local r, w = pipe() w:write('x'):rep(1) ", "fault lesson.lua:1: ");
    CHECK("local r, w = pipe() w:write(('x'):rep(5000)) w:close() print(#r:read_all())",
          "print 5000\n", "write(4, \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"..., 5000)");
    CHECK("for i = 1, 200 do local r, err, text = pipe() if not r then print(err, text) return end "
          "end",
          "print EMFILE\tToo many open files\n", "main: ended\n", "!fault");
}

static void test_wrong_use(void **state) {
    (void)state;
    CHECK("local r, w = pipe('p')\nprint(r:write 'x') print(w:read())",
          "print nil\tEBADF\tBad file descriptor\n", "write(3, \"x\", 1) @2", "read(4, 4096) @2");
    CHECK("local r, w = pipe()\nw:close()\nw:write 'x'",
          "fault lesson.lua:3: fd 4 was closed in line 2", "_exit(1) @3", "main: ended\n");
    CHECK("local r, w = pipe()\nfor line in w:lines() do end",
          "fault lesson.lua:2: read(2) of fd 4 failed: EBADF, Bad file descriptor");
    CHECK("local r, w = pipe()\nr:read('x')", "fault lesson.lua:2: bad argument #1 to 'read'");
    CHECK("local r, w = pipe()\nr:read(-1)", "0 to 1048576 bytes");
    CHECK("local r, w = pipe()\nr.read({})", "descriptor expected, got table");
    CHECK("local r, w = pipe()\nw:write()", "fault lesson.lua:2: ", "string expected");
    CHECK("pipe('a b')", "a name is made of letters");
    CHECK("fork('x')", "function expected");
    CHECK("exit(256)", "an exit status is 0 to 255");
    CHECK("sleep(-1)", "0 to 86400 seconds");
    CHECK("signal('NONE', 'ignore')", "a signal's name");
    CHECK("signal('PIPE', 'catch')", "invalid option 'catch'");
    CHECK("print(signal('KILL', 'ignore'))", "print nil\tEINVAL\tInvalid argument\n");
    CHECK("tcp_listen(0)", "a port from 1 to 49151");
    CHECK("tcp_listen(7070)", "tcp_listen needs network = true among the options of the program");
    CHECK("local r = pipe()\nr:accept()", "only a socket that listens can accept");
    CHECK("param('x', 1)", "param belongs outside of programs");
    CHECK("program('q', {}, function() end)", "program belongs outside of programs");
    CHECK("print(getmetatable(pipe()))", "print false\n");
}

static void test_fifo(void **state) {
    (void)state;
    CHECK("print(mkfifo('f')) print(mkfifo('f')) local rw = open('f', 'rw') print(rw)\n"
          "rw:write('x\\n') print(rw:read_line()) print(unlink('f')) print(open('f', 'r'))",
          "mkfifo(\"f\", 0600) @1", "print true\n", "print nil\tEEXIST\tFile exists\n",
          "open(\"f\", O_RDWR) @1", "fd 3 rw f\n", "print x\n", "unlink(\"f\") @2",
          "print nil\tENOENT\tNo such file or directory\n", "main: ended\n", "!fault");
    CHECK("open('f', 'a')", "invalid option 'a'");
    CHECK("mkfifo('a/b')", "a name is made of letters");
    CHECK("unlink()", "string expected");
}

static void test_socketpair(void **state) {
    (void)state;
    CHECK("local a, b = socketpair('dgram', 'x', 'y')\n"
          "print(a:send('one'), a:send('two'), b:recv(2), b:recv(), b)",
          "socketpair(AF_UNIX, SOCK_DGRAM, 0) @1", "fd 3 r y\nmain: fd 3 w x\n",
          "send(3, \"one\", 3, 0) @2", "print 3\t3\ton\ttwo\tfd 4\n", "main: ended\n", "!fault");
    CHECK("local a, b = socketpair() a:send('one\\ntwo') a:close() print(b:read_line())\n"
          "print(b:recv() == '') print(b:read_line())",
          "object socketpair#1 socketpair", "print one\n", "print true\n", "print two\n");
    CHECK("socketpair('tcp')", "invalid option 'tcp'");
    CHECK("local a = socketpair() a:send()", "string expected");
    CHECK("local a = socketpair() a:recv(-1)", "0 to 1048576 bytes");
}

static void test_fork(void **state) {
    (void)state;
    CHECK("local n = 1\n"
          "local child = fork('child', function()\n"
          "  n = n + 1 print(n)\n"
          "end)\n"
          "print(child, child:wait()) print(n)",
          "fork() @2", "child: print 2\n", "child: _exit(0) @4", "waitpid(child) @5",
          "main: print child\t0\n", "main: print 1\n", "{\"child\":\"child\",\"status\":0}",
          "_exit(0) @6");
    CHECK("local a = fork(function() exit(3) end) local b = fork(function() end)\n"
          "print(a:join(), b:join(), a, b) print(a:wait())",
          "child: _exit(3) @1", "print 3\t0\tchild\tchild#2\n",
          "print nil\tECHILD\tNo child processes\n");
    CHECK("local a = fork('a', function() sleep(2) end) local b = fork('b', function() sleep(1) "
          "exit(4) end)\n"
          "local c = fork('c', function() sleep(9) end) print(wait()) print(wait()) c:kill 'TERM'\n"
          "print(wait()) print(wait()) b:kill()",
          "waitpid(-1) @2", "print b\t4\n", "print a\t0\n",
          "print c\tnil\tSIGTERM\tkilled by SIGTERM\n", "print nil\tECHILD",
          "fault lesson.lua:3: b was waited for");
    CHECK("wait(3)", "wait() is for any child");
    CHECK("local child = fork('child', function() sleep(5) end) child:kill 'KILL'\n"
          "print(child:wait()) child:kill()",
          "kill(child, SIGKILL) @1", "print nil\tSIGKILL\tkilled by SIGKILL\n",
          "fault lesson.lua:2: child was waited for");
    CHECK("local me = getpid() local r, w = pipe()\n"
          "local child = fork('child', function() local up = getppid() == me\n"
          "  fork('grandchild', function() w:close() print(up, r:read() == '', getppid() == me) "
          "end)\n"
          "end) child:wait() w:close()",
          "grandchild: print true\ttrue\tfalse\n", "grandchild: ended\n");
}

/* Whatever happens in a child ends there: the parent goes on, once. */
static void test_child_faults(void **state) {
    (void)state;
    CHECK("local child = fork('child', function()\n  local x = nil + 1\nend)\n"
          "print(child:wait())",
          "child: fault lesson.lua:2: attempt to perform arithmetic on a nil value",
          "child: _exit(1) @2", "main: print 1\n", "!main: fault", "!child: print");
    CHECK("print(pcall(fork, 'child', function() error 'mine' end)) print 'once'",
          "child: fault lesson.lua:1: mine", "main: print true\tchild\n", "!child: print once");
    CHECK("local co = coroutine.wrap(function()\n"
          "  local c = fork('child', function() coroutine.yield(1) end) print(c:wait()) end) co()",
          "child: fault lesson.lua:2: attempt to yield across a C-call boundary", "main: print 1\n",
          "main: ended");
    CHECK("fork('child', function() while true do end end):wait() print 'on'",
          "child: limit 1: 5000000 instructions", "main: print on\n");
    CHECK("fork('child', function() local s = 'x' while true do s = s .. s end end):wait() print "
          "'on'",
          "child: limit", "16 MiB of memory", "main: print on\n");
    CHECK("while true do print 'x' end", "main: limit 1: ", "main: ended\n");
    CHECK("fork('a', function() fork('b', function() error('deep') end):wait() end):wait()",
          "b: fault lesson.lua:1: deep", "b: _exit(1)", "a: _exit(0)", "main: _exit(0)");
}

static void test_signals(void **state) {
    (void)state;
    CHECK("local r, w = pipe() r:close()\n"
          "local child = fork('child', function() w:write 'x' print 'never' end)\n"
          "print(child:wait())",
          "child: killed by SIGPIPE\n", "print nil\tSIGPIPE\tkilled by SIGPIPE\n", "!never");
    CHECK("local r, w = pipe() r:close() print(signal('PIPE', 'ignore')) print(w:write 'x')\n"
          "signal('SIGPIPE', 'default') w:write 'x'",
          "print true\n", "print nil\tEPIPE\tBroken pipe\n", "main: killed by SIGPIPE\n");
}

/* A handler runs after the call that it interrupted, or at the gate where it found the process; its
 * own operations are operations of the process. */
static void test_handlers(void **state) {
    (void)state;
    CHECK("local r, w = pipe('p')\n"
          "local child = fork('child', function() signal('USR1', function(name) print(name)\n"
          "w:write 'xy' end) print(r:read(1)) print(r:read(1)) end)\n"
          "sleep(1) child:kill 'USR1' print(child:wait())",
          "sigaction(SIGUSR1, handler) @2", "child: handler(SIGUSR1)", "child: print SIGUSR1\n",
          "child: write(4, \"xy\", 2) @3", "child: print nil\tEINTR\tInterrupted system call\n",
          "child: print x\n", "main: print 0\n");
    CHECK("local r, w = pipe('p') local child = fork('child', function()\n"
          "signal('USR1', function(name) print(name) end, { restart = true }) print(r:read(1))\n"
          "end) sleep(1) child:kill 'USR1' w:write 'x' child:wait()",
          "handler, SA_RESTART) @2", "child: print SIGUSR1\nchild: print x\n");
    CHECK("local n = 0 signal('USR1', function() n = n + 1 end) kill(getpid(), 'USR1') print(n)\n"
          "signal('USR1', 'ignore') kill(getpid(), 'USR1') print(n)\n"
          "block { 'USR1', 'USR2' } signal('USR1', function() n = n + 10 end)\n"
          "for i = 1, 3 do kill(getpid(), 'USR1') end print(n) unblock 'USR1' print(n)\n"
          "kill(getpid(), 'USR2') print(sigwait { 'USR1', 'USR2' })",
          "main: handler(SIGUSR1) @1\n", "print 1\n", "print 11\n", "!print 0\n", "!print 21\n",
          "print SIGUSR2\n", "sigprocmask(SIG_BLOCK, {SIGUSR1, SIGUSR2}) @3",
          "sigwaitinfo({SIGUSR1, SIGUSR2}) @5");
    CHECK("local child signal('CHLD', function() print(child:wait()) end)\n"
          "child = fork('child', function() sleep(1) exit(3) end) print(sleep(9)) print(pause)",
          "print 3\n", "print nil\tEINTR\tInterrupted system call\n");
    CHECK("local child signal('CHLD', function() print 'gone' end)\n"
          "child = fork('child', function() pause() end) child:kill 'KILL' child:wait()",
          "kill(child, SIGKILL) @2\n", "print gone\n");
    CHECK("signal('USR1', function() error 'oh' end) kill(getpid(), 'USR1') getpid()",
          "fault lesson.lua:1: oh");
    CHECK("kill(1 << 29, 'TERM')", "the pid of a process of this program");
    CHECK("print(signal('STOP', function() end))", "print nil\tEINVAL\tInvalid argument\n");
    CHECK("sigwait {}", "1 to 8 names of signals");
}

static void test_not_waiting(void **state) {
    (void)state;
    CHECK("local r, w = pipe() print(r:set_nonblocking()) print(r:read()) w:write 'x' w:close()\n"
          "print(r:read()) print(#r:read()) r:set_nonblocking(false)",
          "fcntl(3, F_SETFL, O_NONBLOCK) @1", "print true\n",
          "print nil\tEAGAIN\tResource temporarily unavailable\n", "print x\nmain: read",
          "print 0\n", "fcntl(3, F_SETFL, 0) @2");
    CHECK("local r, w = pipe() w:set_nonblocking() print(w:write(('x'):rep(100000)))\n"
          "print(w:write 'x')",
          "print 65536\n", "print nil\tEAGAIN\tResource temporarily unavailable\n");
    CHECK("local a, b = pipe() local c, d = pipe() print(#poll({a, c}, 0)) print(#poll {b, c})\n"
          "d:write 'x' local l = poll {a, c} print(#l, l[1] == c)\n"
          "fork('child', function() d:close() b:write 'y' end) c:read() d:close()\n"
          "l = poll {a} print(#l, l[1] == a)",
          "poll([{3, POLLIN}, {5, POLLIN}], 0) @1\nmain: poll = 0\n", "print 0\n", "print 1\n",
          "poll([{4, POLLOUT}, {5, POLLIN}], -1) @1\nmain: poll = 1\n", "print 1\ttrue\n",
          "poll([{3, POLLIN}], -1) @4\n");
    CHECK("local r, w = pipe() print(#poll({r}, 1.5)) sleep(1)\n"
          "fork('child', function() sleep(2) w:write 'x' end) print(#poll({r}, 9))",
          "poll([{3, POLLIN}], 1500) @1\n", "main: poll = 0\n", "print 0\n", "main: poll = 1\n",
          "print 1\n");
    CHECK("local a, b = socketpair() print(#poll({a, b, {a, 'w'}}, 0)) local w = {b, 'w'}\n"
          "a:send 'x' local l = poll {a, w} print(#l, l[1] == w) print(#poll {b, {b, 'r'}})",
          "poll([{3, POLLIN}, {4, POLLIN}, {3, POLLOUT}], 0) @1\n", "print 1\n",
          "poll([{3, POLLIN}, {4, POLLOUT}], -1) @2\n", "print 1\ttrue\n", "print 2\n");
    CHECK("local r, w = pipe() poll({r}, -1)", "0 (only look) to 1000000 seconds");
    CHECK("local r, w = pipe() poll {{r, 'x'}}", "invalid option 'x'");
    CHECK("poll {}", "1 to 8 descriptors");
    CHECK("local r, w = pipe() r:close() poll {r}", "fd 3 was closed in line 1");
}

static void test_a_part(void **state) {
    (void)state;
    CHECK("local a, b = socketpair() print(b:recv(9, 'dontwait')) a:send('yes', 'dontwait')\n"
          "print(b:recv(9, 'dontwait'))",
          "recv(4, 9, MSG_DONTWAIT) @1\n", "print nil\tEAGAIN\tResource temporarily unavailable\n",
          "send(3, \"yes\", 3, MSG_DONTWAIT) @1\n", "main: recv = 3 [yes]\n", "print yes\n");
    CHECK("local a, b = socketpair() a:set_buffer('send', 8192) local n = a:buffer 'send'\n"
          "local count = a:send(('x'):rep(4 * n), 'dontwait')\n"
          "print(count > 0 and count < 4 * n, #b:recv(4 * n) == count)",
          "setsockopt(3, SOL_SOCKET, SO_SNDBUF, 8192) @1\nmain: setsockopt = 0\n",
          "getsockopt(3, SOL_SOCKET, SO_SNDBUF) @1\n", "print true\ttrue\n");
    CHECK("local r, w = pipe() print(r:set_buffer('receive', 1)) print(r:buffer 'receive')",
          "SO_RCVBUF, 1) @1\n", "print nil\tENOTSOCK\tSocket operation on non-socket\n");
    CHECK("local a = socketpair() a:set_buffer('send', 1 << 30)", "0 to 1048576 bytes");
}

/* Without a namespace of its own, and where /dev/mqueue is not mounted, nobody can make a queue
 * (Landlock); in a cage the lesson is checked. */
static bool has_queues(void) {
    char *lines = run("local name = 'bind-' .. getpid()\n"
                      "local q = mq_open(name, {})\n"
                      "mq_unlink(name) -- a refused one too: the kernel has made it all the same\n"
                      "if q then print 'queues' end",
                      NULL, "");
    bool there = strstr(lines, "print queues\n") != NULL;
    mem_free(lines);
    return there;
}

static void test_mqueue(void **state) {
    (void)state;
    CHECK("mq_open('x', {maxmsg = 'many'})", "maxmsg is a number from 1 to 65536");
    CHECK("mq_open('x', {msgsize = 8193})", "msgsize is a number from 1 to 8192");
    CHECK("mq_open('a/b', {})", "fault lesson.lua:1:");
    CHECK("print(mq_open('there-is-none'))", "mq_open(\"/there-is-none\", O_RDWR) @1",
          "print nil\tENOENT\tNo such file or directory\n");
    if (has_queues()) {
        CHECK(
            "local name = 'bind-' .. getpid() local q = mq_open(name, {maxmsg = 2, msgsize = 8})\n"
            "mq_unlink(name) print(q:send('low')) q:send('high', 3) print(q:receive())\n"
            "print(q:receive()) q:set_nonblocking() print(q:receive())\n"
            "print(q:send('123456789')) q:close() print(pcall(q.send, q, 'x'))",
            "print true\n", "print high\t3\n", "print low\t0\n", "print nil\tEAGAIN\t",
            "print nil\tEMSGSIZE\tMessage too long\n", "fd 3 was closed in line 4");
    }
}

static void test_talk_and_time(void **state) {
    (void)state;
    CHECK("say 'look' mark('ready') mark(1, 'all') mark(2) print(1, nil, 'x', {}, print)",
          "say look\n", "mark -1 ready\n", "mark 1 all\n", "mark 2 \n",
          "print 1\tnil\tx\ttable\tfunction\n");
    CHECK("local a, b, c = ask 'Name?', ask 'Other?', ask 'More?' print(a, b, c)",
          "print Ada\tBob\tnil\n");
    CHECK("fork('child', function() sleep(0.25) print 'b' end) sleep(0.5) print 'a'",
          "nanosleep(0.250000000) @1", "child: print b\n", "main: print a\n");
    CHECK("for i = 1, 900 do print(i) end print 'all'", "print 899\n", "print all\n");
}

static void test_shared_memory(void **state) {
    (void)state;
    CHECK("local v = Value('i', 5, 'v')\n"
          "fork('child', function() v.value = v.value + 1 end):wait()\n"
          "print(v, v:get(), v:set(-3), v.value)",
          "object v value {\"typecode\":\"i\",\"ctype\":\"int\",\"size\":4,", "\"cells\":[5]}",
          "child: *v @2\n", "child: load = 5 [5] {\"value\":5}\n", "child: *v = 6 @2\n",
          "main: load = 6", "*v = -3 @3", "print v\t6\tnil\t-3\n");
    CHECK("local a = Array('B', 3)\na[0] = 255 a:set(2, 1)\n"
          "fork('child', function() a[1] = a[0] end):wait() print(#a, a[0], a:get(1), a[2], a)",
          "object array#1 array {\"typecode\":\"B\"", "\"length\":3,\"bytes\":3}\n",
          "array#1[0] = 255 @2", "child: load = 255 [255] {\"cell\":0,\"value\":255}",
          "print 3\t255\t255\t1\tarray#1\n");
    CHECK("local d = Array('d', {1, 2.5, -0.125}, 'd') print(d[0], d[1], d[2])",
          "\"cells\":[1.0,2.5,-0.125]}", "print 1.0\t2.5\t-0.125\n");
    CHECK("local d = Value('d', 1/0) d.value = 0/0 print(d.value ~= d.value)",
          "\"cells\":[\"inf\"]}", "print true\n");
}

static void test_semaphore(void **state) {
    (void)state;
    CHECK("local s = Semaphore(1, 's')\n"
          "fork('child', function() s:acquire() print(s:try_acquire()) s:release() end):wait()\n"
          "s:release() print(s, s:value(), s:try_acquire())",
          "object s semaphore {\"initial\":1,\"bounded\":false}", "child: sem_wait(s) @2",
          "child: try_acquire = -1 EAGAIN", "child: print nil\tEAGAIN\t", "print s\t2\ttrue\n");
    CHECK("local s = BoundedSemaphore() print(s:release()) s:acquire() print(s:release())",
          "object semaphore#1 semaphore {\"initial\":1,\"bounded\":true}",
          "print nil\tEOVERFLOW\tThe maximum value of the semaphore would be exceeded\n",
          "print true\n");
    CHECK("Semaphore(-1)", "0 to 2147483647 (SEM_VALUE_MAX)");
    CHECK("Semaphore('x')", "number expected, got string");
    CHECK("Semaphore(1).acquire()", "semaphore expected, got no value");
}

static void test_event(void **state) {
    (void)state;
    CHECK("local e = Event('e')\n"
          "local c = fork('child', function() e:wait() print(e:is_set()) end)\n"
          "print(e, e:is_set()) e:set() c:wait() e:clear() print(e:is_set())",
          "object e event {\"set\":false}", "child: futex(&e, FUTEX_WAIT, 0) @2",
          "main: e = 1, futex(FUTEX_WAKE, INT_MAX) @3", "child: print true\n",
          "main: clear = 0 {\"set\":false}", "main: print false\n");
    CHECK("Event('e').wait()", "event expected, got no value");
}

static void test_condition(void **state) {
    (void)state;
    CHECK("local L = Lock('L') local C = Condition(L, 'C') local n = Value('i', 0, 'n')\n"
          "local w = fork('w', function() C:acquire()\n"
          "  C:wait_for(function() return n.value == 1 end) C:release() end)\n"
          "sleep(1) L:acquire() n.value = 1 print(C, C:notify(), C:notify_all()) L:release() "
          "w:wait()",
          "object C condition {\"lock\":\"L\"}", "w: sem_post(C.sleeping) @3",
          "w: sem_wait(C.wakeup) @3", "main: sem_trywait(C.sleeping) @4",
          "main: sem_post(C.wakeup) @4", "main: sem_wait(C.woken) @4",
          "w: acquire = 0 {\"part\":\"sleep\"}", "w: release = 0 {\"part\":\"ack\"}",
          "main: try_acquire = -1 EAGAIN {\"part\":\"notify\"}", "main: print C\t1\t0\n");
    CHECK(
        "local L = RLock('L') local C = Condition(L, 'C')\n"
        "local w = fork('w', function() L:acquire() L:acquire() C:wait() L:release() L:release()\n"
        "  print(L:release()) end)\n"
        "sleep(1) L:acquire() print(C:notify_all()) L:release() w:wait()",
        "main: print 1\n", "w: print nil\tEPERM");
    CHECK("Condition(Lock('L'), 'C'):wait()",
          "acquire L first: who waits on C or notifies it must have its lock");
    CHECK("Condition(Lock('L'), 'C'):notify()", "acquire L first");
    CHECK("local L = Lock() local C = Condition(L) L:acquire() C:notify(0)", "1 or more");
    CHECK("Condition()", "lock expected, got no value");
}

static void test_barrier(void **state) {
    (void)state;
    CHECK("local b = Barrier(2, 'b')\n"
          "local c = fork('child', function() print(b:wait(), b:wait()) end)\n"
          "sleep(1) print(b, b:wait()) sleep(1) print(b:wait()) c:wait()",
          "object b barrier {\"parties\":2}",
          "child: futex(&b.opened, FUTEX_WAIT or FUTEX_WAKE) @2", "main: print b\t1\n",
          "main: print 1\n", "child: print 0\t0\n");
    CHECK("Barrier(0)", "for 1 to 1000 processes");
    CHECK("Barrier(1):wait(2)", "ended");
}

static void test_queue(void **state) {
    (void)state;
    CHECK("local q = JoinableQueue(3, 'q')\n"
          "local c = fork('child', function()\n"
          "  for i = 1, 3 do print(q, math.type(q:get())) q:task_done() end end)\n"
          "q:put(-7) q:put('7') q:put('') q:join() c:wait()",
          "object q queue {\"maxsize\":3,\"joinable\":true}",
          "main: write(4, \"\\0\\0\\0\\003i-7\", 7) @4", "child: print q\tinteger\n",
          "child: print q\tnil\n", "child: sem_trywait(q.tasks) @3", "child: ended");
    CHECK("local q = Queue('q') q:put('a') q:put(2) print(q:get() .. '.', q:get() + 1)",
          "main: print a.\t3\n");
    CHECK("Queue('q'):task_done()", "q is a Queue: only a JoinableQueue counts what is done");
    CHECK("JoinableQueue('q'):task_done()", "task_done of q was called more often");
    CHECK("Queue():put(1.5)", "integer or string expected, got number");
    CHECK("Queue():put(('a'):rep(4000))", "at most 3999 bytes");
    CHECK("Queue(-1)", "0 to 32767");
}

static void test_channel(void **state) {
    (void)state;
    CHECK("local ch = Channel(4, 'ch')\n"
          "ch:send(-7) ch:send('7\\n') ch:send(false) ch:send('')\n"
          "print(ch, math.type(ch:recv()), #ch:recv(), ch:recv(), ch:recv() .. '.')",
          "object ch channel {\"capacity\":4,\"closed\":false}", "main: chan_send(ch, -7) @2",
          "main: chan_send(ch, \"7\\n\") @2", "main: chan_send(ch, false) @2",
          "main: print ch\tinteger\t2\tfalse\t.\n");
    CHECK(
        "local ch = Channel()\n"
        "local c = fork('child', function() for v in ch:range() do print(v) end print 'end' end)\n"
        "ch:send(1) ch:send('b') ch:close() c:wait() print(ch:recv())",
        "child: print 1\n", "child: print b\n", "child: print end\n", "main: print nil\tclosed\n");
    CHECK("local ch = Channel('ch') ch:close()\nch:send(1)",
          "fault lesson.lua:2: send on closed channel ch", "chan_send = -1 EPIPE");
    CHECK("local ch = Channel('ch') ch:close() ch:close()", "close of closed channel ch");
    CHECK("Channel('ch'):send(1) print 'never'", "deadlock: main chan_send", "!never");
    CHECK("Channel():send(1.5)", "integer, string or boolean expected, got number");
    CHECK("Channel():send(('a'):rep(1025))", "at most 1024 bytes");
    CHECK("Channel(-1)", "0 to 1024");
}

static void test_wrong_use_of_memory(void **state) {
    (void)state;
    CHECK("local v = Value('b', 0, 'v')\nv.value = 200",
          "fault lesson.lua:2: v: 200 does not fit type code 'b' (signed char): whole numbers from "
          "-128 to 127");
    CHECK("Value('H', -1)", "the initial value: -1 does not fit type code 'H' (unsigned short)");
    CHECK("local v = Value('i') v.value = 1.5", "1.5 does not fit type code 'i' (int)");
    CHECK("local v = Value('f') v.value = 1e300", "1e+300 does not fit type code 'f' (float)");
    CHECK("local v = Value('i', 0, 'v') v.value = '7'", "v: a number expected, got string");
    CHECK("local v = Value('i', 0, 'v') v.other = 7", "a Value has one field: v.value");
    CHECK("local v = Value('i') print(v.other)", "print nil\n");
    CHECK("local a = Array('i', 3, 'a') print(a[3])", "there is no cell 3: a has cells 0 to 2");
    CHECK("local a = Array('i', 3, 'a') a[-1] = 0", "there is no cell -1: a has cells 0 to 2");
    CHECK("Array('i', {1, 'x'})", "cell 1: a number expected, got string");
    CHECK("Array('i', 0)", "1 to 128 cells");
    CHECK("Array('i', 129)", "1 to 128 cells");
    CHECK("Value('x')", "a type code is one letter of bBhHiIlLqQ");
    CHECK("Value('ii')", "a type code is one letter of bBhHiIlLqQ");
    CHECK("local v = Value('i') local w = Array('i', 1) w.get(v, 0)", "array expected, got value");
}

static void test_locks(void **state) {
    (void)state;
    CHECK("local L = Lock('L') local R = RLock()\n"
          "print(L, R, L:acquire(), L:try_acquire())\n"
          "print(R:acquire(), R:try_acquire(), R:release(), R:release(), R:release())\n"
          "fork('child', function() print(L:release()) print(L:consistent()) end):wait()\n"
          "print(L:release())",
          "object L lock", "object rlock#1 rlock", "pthread_mutex_lock(L) @2\n",
          "pthread_mutex_trylock(L) @2\n", "print L\trlock#1\ttrue\tnil\tEBUSY\t",
          "\"owner\":\"main\",\"depth\":2}",
          "print true\ttrue\ttrue\ttrue\tnil\tEPERM\tOperation not permitted\n",
          "child: print nil\tEPERM\t", "child: print nil\tEINVAL\t", "print true\nmain: _exit");
    CHECK("local L = Lock('L')\n"
          "fork('a', function() L:acquire() end):wait()\n"
          "fork('b', function() print(L:acquire()) L:release() end):wait()\n"
          "print(L:acquire()) print(L:try_acquire())",
          "b: print true\tEOWNERDEAD\tOwner died\n", "\"inconsistent\":true}", "\"lost\":true}",
          "main: print nil\tENOTRECOVERABLE\tState not recoverable\n");
    CHECK("local L = Lock() L:acquire() L:acquire() print 'never'", "deadlock: main lock",
          "!never");
    CHECK("Lock('L').release(3)", "lock expected, got number");
    CHECK("Lock('a b')", "a name is made of letters");
}

/* Both read before one writes: an update is lost, by the schedule alone. */
static void test_lost_update(void **state) {
    (void)state;
    static const char body[] =
        "local n = Value('i', 0) local function count() n.value = n.value + 1 end\n"
        "local a, b = fork('a', count), fork('b', count) a:wait() b:wait() print(n.value)";
    check(body, "0001212", (const char *const[]){"main: print 1\n", NULL});
    check(body, "0001122", (const char *const[]){"main: print 2\n", NULL});
}

/* The order of two children is the schedule's alone. */
static void test_order(void **state) {
    (void)state;
    static const char body[] =
        "local r, w = pipe() local function put(text) return function() w:write(text) end end\n"
        "local a, b = fork('a', put 'A'), fork('b', put 'B') a:wait() b:wait() print(r:read())";
    check(body, "00012", (const char *const[]){"print AB\n", NULL});
    check(body, "00021", (const char *const[]){"print BA\n", NULL});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pipe),        cmocka_unit_test(test_fifo),
        cmocka_unit_test(test_socketpair),  cmocka_unit_test(test_wrong_use),
        cmocka_unit_test(test_fork),        cmocka_unit_test(test_child_faults),
        cmocka_unit_test(test_signals),     cmocka_unit_test(test_talk_and_time),
        cmocka_unit_test(test_order),       cmocka_unit_test(test_shared_memory),
        cmocka_unit_test(test_semaphore),   cmocka_unit_test(test_event),
        cmocka_unit_test(test_barrier),     cmocka_unit_test(test_condition),
        cmocka_unit_test(test_queue),       cmocka_unit_test(test_wrong_use_of_memory),
        cmocka_unit_test(test_lost_update), cmocka_unit_test(test_locks),
        cmocka_unit_test(test_not_waiting), cmocka_unit_test(test_mqueue),
        cmocka_unit_test(test_handlers),    cmocka_unit_test(test_channel),
        cmocka_unit_test(test_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
