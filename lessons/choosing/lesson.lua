-- choosing: which way, when: one program for each thing that one has to ask first.

program("inherited", { title = "relatives: a pipe is inherited",
  expect = "ok",
  facts = { ["@forked.early.holders"] = "main child",
            ["@both.late.holders"] = "main",
            ["child.prints"] = "early: 6 bytes\nlate: unknown",
            ["main.prints"] = "late: 0 bytes" } }, function()
  local er, ew = pipe("early")
  local lr, lw
  local child = fork("child", function()
    ew:close()
    print("early: " .. #er:read() .. " bytes")
    print("late: " .. (lw and "known" or "unknown"))
  end)
  mark("forked")
  er:close()
  lr, lw = pipe("late")
  mark("both")
  ew:write("hello\n")
  child:wait()
  lw:close()
  print("late: " .. #lr:read() .. " bytes")
end)

program("by-name", { title = "strangers: a name is enough",
  expect = "ok",
  facts = { ["@apart.ann.fds"] = 0, ["@apart.bob.fds"] = 0,
            ["bob.prints"] = "hello, whoever you are" } }, function()
  local ann = fork("ann", function()
    sleep(1)
    mkfifo("box")
    local w = open("box", "w")
    w:write("hello, whoever you are\n")
  end)
  local bob = fork("bob", function()
    local r = open("box", "r")
    while not r do
      sleep(1)
      r = open("box", "r")
    end
    print(r:read_line())
  end)
  mark("apart")
  ann:wait()
  bob:wait()
  unlink("box")
end)

program("boundaries", { title = "three messages, one read",
  expect = "ok",
  facts = { ["main.read[1].ret"] = 11,
            ["main.recv[1].ret"] = 11,
            ["main.recv[2].ret"] = 3,
            ["main.mq_receive[1].ret"] = 3 } }, function()
  local words = { "one", "two", "three" }
  local r, w = pipe("p")
  local a, b = socketpair("stream", "a", "b")
  local c, d = socketpair("dgram", "c", "d")
  local q = mq_open("jobs",
    { maxmsg = 4, msgsize = 32 })
  local child = fork("child", function()
    for _, word in ipairs(words) do
      w:write(word)
      b:send(word)
      d:send(word)
      q:send(word)
    end
  end)
  child:wait()
  print("pipe:          " .. r:read(100))
  print("stream:        " .. a:recv(100))
  print("datagrams:     " .. c:recv(100))
  print("message queue: " .. q:receive())
  mq_unlink("jobs")
end)

program("one-pipe", { title = "both ways over one pipe",
  expect = "deadlock", schedule = "main*5",
  facts = { ["main.read.data"] = "3 + 4\n",
            ["main.prints"] = "the answer is 3 + 4",
            ["deadlock.actors"] = "main server" } }, function()
  local r, w = pipe("p")
  local server = fork("server", function()
    r:read()
    w:write("7\n")
  end)
  w:write("3 + 4\n")
  print("the answer is " .. r:read_line())
  server:wait()
end)

program("both-ways", { title = "both ways over a socket pair",
  expect = "ok",
  facts = { ["server.recv.data"] = "3 + 4",
            ["main.prints"] = "the answer is 7" } }, function()
  local mine, its = socketpair("stream", "mine", "its")
  local server = fork("server", function()
    mine:close()
    its:recv(100)
    its:send("7")
  end)
  its:close()
  mine:send("3 + 4")
  print("the answer is " .. mine:recv(100))
  server:wait()
end)

program("survives", { title = "the sender has ended: what is left?",
  expect = "ok",
  facts = { ["@ended.jobs.messages"] = 1,
            ["@ended.box.bytes"] = 0,
            ["@ended.box.named"] = "true",
            ["main.mq_receive.data"] = "to whom it may concern",
            ["main.read.err"] = "EAGAIN" } }, function()
  local sender = fork("sender", function()
    local q = mq_open("jobs",
      { maxmsg = 4, msgsize = 32 })
    q:send("to whom it may concern")
    mkfifo("box")
    local rw = open("box", "rw")
    rw:write("to whom it may concern\n")
  end)
  sender:wait()
  mark("ended")
  local q = mq_open("jobs")
  print("message queue: " .. q:receive())
  local rw = open("box", "rw")
  rw:set_nonblocking()
  print("named pipe:", rw:read())
  mq_unlink("jobs")
  unlink("box")
end)

program("too-soon", { title = "shared memory, read too soon",
  expect = "ok", schedule = "main*3 writer*2",
  facts = { ["main.prints"] = "v is 0",
            ["v.value"] = 42 } }, function()
  local v = Value("i", 0, "v")
  local writer = fork("writer", function()
    v.value = 42
  end)
  print("v is " .. v.value)
  writer:wait()
end)

program("told", { title = "shared memory, and something that tells",
  expect = "ok",
  facts = { ["main.prints"] = "v is 42" } }, function()
  local v = Value("i", 0, "v")
  local r, w = pipe("stored")
  local writer = fork("writer", function()
    r:close()
    v.value = 42
    w:write("!")
  end)
  w:close()
  r:read(1)
  print("v is " .. v.value)
  writer:wait()
end)
