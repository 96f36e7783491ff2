-- fifo: a pipe with a name. Who knows the name can open it, related or not.

program("both-ends", { title = "open waits for the other end",
  expect = "ok",
  facts = { ["reader.open.call"] = 'open("box", O_RDONLY)',
            ["reader.prints"] = "hello",
            ["reader.read.ret"] = 0 } }, function()
  mkfifo("box")
  local reader = fork("reader", function()
    local r = open("box", "r")
    for line in r:lines() do
      print(line)
    end
  end)
  local w = open("box", "w")
  say "Now both ends are open."
  w:write("hello\n")
  w:close()
  reader:wait()
  unlink("box")
end)

program("alone", { title = "one process opens one end",
  expect = "deadlock",
  facts = { ["deadlock.actors"] = "main",
            ["main.op"] = "open" } }, function()
  mkfifo("box")
  local r = open("box", "r")
  local w = open("box", "w")
  w:write("hello\n")
  print(r:read())
end)

program("rdwr", { title = "O_RDWR does not wait",
  expect = "ok",
  facts = { ["main.open.call"] = 'open("box", O_RDWR)',
            ["main.prints"] = "hello" } }, function()
  mkfifo("box")
  local rw = open("box", "rw")
  rw:write("hello\n")
  print(rw:read_line())
  rw:close()
  unlink("box")
end)

program("no-eof", { title = "what O_RDWR costs: no end-of-file",
  expect = "deadlock",
  facts = { ["reader.prints"] = "hello",
            ["deadlock.circle.reader.waits_for"] = "reader",
            ["box.writers"] = 1 } }, function()
  mkfifo("box")
  local reader = fork("reader", function()
    local rw = open("box", "rw")
    for line in rw:lines() do
      print(line)
    end
  end)
  local w = open("box", "w")
  w:write("hello\n")
  w:close()
  unlink("box")
  reader:wait()
end)

program("writers", { title = "two writers: each line whole, no order",
  expect = "ok",
  facts = { ["box.written"] = 24,
            ["box.read"] = 24 } }, function()
  mkfifo("box")
  for _, name in ipairs { "ann", "bob" } do
    fork(name, function()
      local w = open("box", "w")
      w:write(name .. " 1\n")
      w:write(name .. " 2\n")
    end)
  end
  local rw = open("box", "rw")
  say "No end-of-file between two writers."
  for i = 1, 4 do
    print(rw:read_line())
  end
  wait()
  wait()
  unlink("box")
end)

program("outlives", { title = "the name stays until unlink",
  expect = "ok",
  facts = { ["main.open.err"] = "ENOENT",
            ["reader.prints"] = "from writer",
            ["box.named"] = "false" } }, function()
  local maker = fork("maker", function()
    mkfifo("box")
  end)
  maker:wait()
  say "Its maker has ended. The name is still there."
  local writer = fork("writer", function()
    local w = open("box", "w")
    w:write("from writer\n")
  end)
  local reader = fork("reader", function()
    local r = open("box", "r")
    print(r:read_line())
  end)
  writer:wait()
  reader:wait()
  unlink("box")
  local r, err = open("box", "r")
  print("open:", r, err)
end)

program("bytes-lost", { title = "the name stays, the bytes do not",
  expect = "ok",
  facts = { ["main.write.ret"] = 8,
            ["main.read.ret"] = 0 } }, function()
  mkfifo("box")
  local rw = open("box", "rw")
  rw:write("keep me\n")
  rw:close()
  say "Nobody has it open now: what was in it is gone."
  local child = fork("child", function()
    local w = open("box", "w")
    w:close()
  end)
  local r = open("box", "r")
  print("bytes: " .. #r:read())
  child:wait()
  unlink("box")
end)
