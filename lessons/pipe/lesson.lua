-- pipe: two ends, one direction, bytes. Most of it in one process.

program("right", { title = "write, close, read",
  expect = "ok",
  facts = { ["main.prints"] = "hello",
            ["main.read.ret"] = 0 } }, function()
  local r, w = pipe("p")
  w:write("hello\n")
  w:close()
  say "Nobody can write any more."
  for line in r:lines() do
    print(line)
  end
  r:close()
end)

program("open", { title = "the write end left open",
  expect = "deadlock",
  facts = { ["main.prints"] = "hello",
            ["deadlock.circle.main.waits_for"] = "main" } }, function()
  local r, w = pipe("p")
  w:write("hello\n")
  for line in r:lines() do
    print(line)
  end
  w:close()
  r:close()
end)

program("wrong-end", { title = "writing to the read end",
  expect = "ok",
  facts = { ["main.write.err"] = "EBADF",
            ["main.read.err"] = "EBADF" } }, function()
  local r, w = pipe("p")
  local n, err = r:write("hello\n")
  print("write:", n, err)
  n, err = w:read()
  print("read:", n, err)
end)

program("sigpipe", { title = "nobody left to read: SIGPIPE",
  expect = "ok",
  facts = { ["child.exit.signal"] = "SIGPIPE",
            ["child.prints"] = "",
            ["main.prints"] = "child: SIGPIPE" } }, function()
  local r, w = pipe("p")
  r:close()
  local child = fork("child", function()
    w:write("anybody there?\n")
    print "never reached"
  end)
  local status, signal = child:wait()
  if not status then
    print("child: " .. signal)
  end
end)

program("epipe", { title = "nobody left to read: EPIPE",
  expect = "ok",
  facts = { ["main.write.err"] = "EPIPE" } }, function()
  local r, w = pipe("p")
  r:close()
  signal("PIPE", "ignore")
  local n, err, text =
    w:write("anybody there?\n")
  print(n, err, text)
end)

program("bytes", { title = "bytes, not messages",
  expect = "ok",
  facts = { ["main.write.count"] = 3,
            ["main.read.count"] = 1,
            ["main.read.ret"] = 14 } }, function()
  local r, w = pipe("p")
  w:write("one\n")
  w:write("two\n")
  w:write("three\n")
  local bytes = r:read(4096)
  print(#bytes .. " bytes")
end)
