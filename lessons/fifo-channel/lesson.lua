-- fifo-channel: Go's channels over a named pipe, between processes that share no memory.

-- What is sent into the first channel is written to the FIFO, by a process of its own (in Go: a
-- goroutine). The second channel says when all is written.
local function WriteChan(name, deferred)
  local f = open(name, "w")
  local c, done = Channel("out"), Channel("done")
  local writer = fork("writer", function()
    for bytes in c:range() do
      f:write(bytes)
    end
    if deferred then done:send(0) end
    f:close()
    if not deferred then done:send(0) end
  end)
  f:close()
  return c, done, writer
end

-- What is read from the FIFO, at most so many bytes at a time, comes out of the channel.
local function ReadChan(name, most)
  local f = open(name, "r")
  local c = Channel("in")
  fork("reader", function()
    local bytes = f:read(most)
    while #bytes > 0 do
      c:send(bytes)
      bytes = f:read(most)
    end
    c:close()
  end)
  f:close()
  return c
end

program("bytes", { title = "a channel of bytes",
  expect = "ok",
  facts = { ["receiver.prints"] = "h\ni",
            ["writer.write.count"] = 2,
            ["reader.read.ret"] = 0,
            ["in.closed"] = "true" } }, function()
  mkfifo("box")
  local receiver = fork("receiver", function()
    local c = ReadChan("box", 1)
    for byte in c:range() do
      print(byte)
    end
    wait()
  end)
  local c, done = WriteChan("box")
  c:send("h")
  c:send("i")
  c:close()
  done:recv()
  wait()
  wait()
  unlink("box")
end)

program("slices", { title = "a channel of slices: two go in, one comes out",
  expect = "ok",
  schedule = "main*3 receiver main*3 receiver main*2 writer*3 main*2 writer*3",
  facts = { ["receiver.prints"] = "good morning",
            ["writer.write.count"] = 2 } }, function()
  mkfifo("box")
  local receiver = fork("receiver", function()
    local c = ReadChan("box", 1024)
    for bytes in c:range() do
      print(bytes)
    end
    wait()
  end)
  local c, done = WriteChan("box")
  c:send("good ")
  c:send("morning")
  c:close()
  done:recv()
  wait()
  wait()
  unlink("box")
end)

program("leave", { title = "to leave without waiting for done",
  expect = "ok",
  schedule = "main*3 receiver*2 main*3 writer main*2 writer*2 main*4",
  facts = { ["receiver.prints"] = "left ",
            ["out.sent"] = 2,
            ["writer.exit.signal"] = "SIGKILL" } }, function()
  mkfifo("box")
  local receiver = fork("receiver", function()
    local r = open("box", "r")
    print(r:read_all())
  end)
  local c, done, writer = WriteChan("box")
  c:send("left ")
  c:send("behind")
  c:close()
  say "main leaves. In Go that ends its goroutines; here main ends its writer."
  writer:kill("KILL")
  receiver:wait()
  writer:wait()
  unlink("box")
end)

program("wait-for-done", { title = "to wait for done, and then leave",
  expect = "ok",
  facts = { ["receiver.prints"] = "left behind",
            ["done.received"] = 1 } }, function()
  mkfifo("box")
  local receiver = fork("receiver", function()
    local r = open("box", "r")
    print(r:read_all())
  end)
  local c, done, writer = WriteChan("box")
  c:send("left ")
  c:send("behind")
  c:close()
  done:recv()
  say "main leaves: whatever becomes of the writer now, all is written."
  writer:kill("KILL")
  receiver:wait()
  writer:wait()
  unlink("box")
end)

program("deferred", { title = "done before close, and nobody takes it",
  expect = "deadlock",
  facts = { ["deadlock.actors"] = "main receiver writer",
            ["done.senders"] = "writer",
            ["box.writers"] = 1,
            ["box.written"] = 3 } }, function()
  mkfifo("box")
  local receiver = fork("receiver", function()
    local r = open("box", "r")
    print(r:read_all())
  end)
  local c, done, writer = WriteChan("box", true)
  c:send("all")
  c:close()
  receiver:wait()
  writer:wait()
  unlink("box")
end)

program("mixed", { title = "two senders, a byte at a time",
  expect = "ok", schedule = "main*4",
  facts = { ["box.written"] = 6,
            ["box.read"] = 6 } }, function()
  mkfifo("box")
  for _, name in ipairs { "ann", "bob" } do
    fork(name, function()
      local c, done = WriteChan("box")
      for byte in name:gmatch(".") do
        c:send(byte)
      end
      c:close()
      done:recv()
      wait()
    end)
  end
  local r = open("box", "r")
  print(r:read_all())
  wait()
  wait()
  unlink("box")
end)
