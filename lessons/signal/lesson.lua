-- signal: the one asynchronous way: a handler interrupts whatever runs.

param("times", 3, { min = 2, max = 9,
  help = "how often main sends SIGUSR1 in \"once\"" })

program("interrupt", { title = "a handler interrupts read",
  expect = "ok", params = {},
  facts = { ["child.read.err"] = "EINTR",
            ["child.handler.count"] = 1,
            ["child.prints"] = "SIGUSR1\nEINTR" } }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    signal("USR1", function(name)
      print(name)
    end)
    local bytes, err = r:read()
    print(err)
  end)
  sleep(1)
  child:kill("USR1")
  child:wait()
end)

program("restart", { title = "with SA_RESTART, read goes on",
  expect = "ok", params = {},
  facts = { ["child.read.data"] = "hello",
            ["child.read.count"] = 1,
            ["child.handler.count"] = 1 } }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    signal("USR1", function(name)
      print(name)
    end, { restart = true })
    print(r:read())
  end)
  sleep(1)
  child:kill("USR1")
  w:write("hello")
  child:wait()
end)

program("registry", { title = "register, replace, stop",
  expect = "ok", params = {},
  facts = { ["child.handler.count"] = 2,
            ["child.prints"] = "first\nsecond",
            ["main.kill.count"] = 3,
            ["child.exit.status"] = 0 } }, function()
  local child = fork("child", function()
    signal("USR1", function() print "first" end)
    pause()
    signal("USR1", function() print "second" end)
    pause()
    signal("USR1", "ignore")
    sleep(2)
  end)
  for i = 1, 3 do
    sleep(1)
    child:kill("USR1")
  end
  child:wait()
end)

program("once", { title = "sent many times, arrived once",
  expect = "ok", params = { "times" },
  facts = { ["main.kill.count"] = param.times,
            ["child.handler.count"] = 1,
            ["@sent.sig-child.pending"] = "SIGUSR1" } }, function()
  local child = fork("child", function()
    signal("USR1", function(name) print(name) end)
    block("USR1")
    sleep(2)
    unblock("USR1")
  end)
  sleep(1)
  for i = 1, param.times do
    child:kill("USR1")
  end
  mark("sent")
  child:wait()
end)

program("late", { title = "the signal comes before pause",
  expect = "deadlock", params = {},
  facts = { ["child.handler.count"] = 1,
            ["child.sleep.err"] = "EINTR",
            ["deadlock.actors"] = "main child" } }, function()
  local child = fork("child", function()
    signal("USR1", function(name) print(name) end)
    sleep(2)
    pause()
  end)
  sleep(1)
  child:kill("USR1")
  child:wait()
end)

program("taken", { title = "blocked, and taken by sigwait",
  expect = "ok", params = {},
  facts = { ["child.handler.count"] = 0,
            ["child.prints"] = "SIGUSR1" } }, function()
  local child = fork("child", function()
    block("USR1")
    sleep(2)
    print(sigwait { "USR1" })
  end)
  sleep(1)
  child:kill("USR1")
  child:wait()
end)

program("chld", { title = "SIGCHLD: a child has ended",
  expect = "ok", params = {},
  facts = { ["main.pause.err"] = "EINTR",
            ["main.handler.count"] = 1,
            ["main.wait.state.status"] = 3 } }, function()
  local child
  signal("CHLD", function()
    print(child:wait())
  end)
  child = fork("child", function()
    sleep(1)
    exit(3)
  end)
  pause()
end)

program("broken-pipe", { title = "SIGPIPE, caught",
  expect = "ok", params = {},
  facts = { ["main.write.err"] = "EPIPE",
            ["main.handler.count"] = 1,
            ["main.exit.status"] = 0 } }, function()
  local r, w = pipe("p")
  signal("PIPE", function(name) print(name) end)
  r:close()
  w:write("hello")
end)

program("uncaught", { title = "SIGKILL can't be caught",
  expect = "ok", params = {},
  facts = { ["child.signal.err"] = "EINVAL",
            ["child.handler.count"] = 0,
            ["child.exit.signal"] = "SIGKILL" } }, function()
  local child = fork("child", function()
    print(signal("KILL", print))
    pause()
  end)
  sleep(1)
  child:kill("KILL")
  child:wait()
end)

program("too-much", { title = "a handler that does too much",
  expect = "deadlock", params = {},
  facts = { ["child.handler.count"] = 1,
            ["child.state"] = "blocked",
            ["child.op"] = "lock" } }, function()
  local lock = Lock("lock")
  local child = fork("child", function()
    signal("USR1", function()
      lock:acquire()
      lock:release()
    end)
    lock:acquire()
    sleep(2)
    lock:release()
  end)
  sleep(1)
  child:kill("USR1")
  child:wait()
end)

program("hurry", { title = "nobody sleeps: who is first?",
  expect = "deadlock", params = {},
  schedule = "main child main",
  facts = { ["child.handler.count"] = 1,
            ["child.prints"] = "SIGUSR1",
            ["deadlock.actors"] = "main child" } }, function()
  local child = fork("child", function()
    signal("USR1", function(name) print(name) end)
    pause()
  end)
  child:kill("USR1")
  child:wait()
end)
