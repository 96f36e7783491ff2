-- socketpair: two sockets that are connected to each other. Both ways, in one call.

program("dgram", { title = "four instructions, four answers",
  expect = "ok",
  facts = { ["main.recv.count"] = 4,
            ["child.recv.count"] = 4,
            ["main.prints"] = "Heavy lifting accomplished!\n"
              .. "Heavy lifting accomplished!\n"
              .. "Feather lifting accomplished!\n"
              .. "Feather lifting accomplished!" } }, function()
  local parent, child =
    socketpair("dgram", "orders", "answers")
  local pid = fork("child", function()
    parent:close()
    for i = 1, 4 do
      local what = child:recv(1000)
      child:send(what .. " accomplished!")
    end
  end)
  child:close()
  for i = 1, 2 do
    parent:send("Heavy lifting")
  end
  for i = 1, 2 do
    parent:send("Feather lifting")
  end
  for i = 1, 4 do
    print(parent:recv(1000))
  end
  pid:wait()
end)

program("stream", { title = "the same over a stream: no borders",
  expect = "deadlock",
  facts = { ["child.recv.ret"] = 56,
            ["child.recv.count"] = 1,
            ["main.recv.ret"] = 70,
            ["main.recv.count"] = 1,
            ["deadlock.actors"] = "main child" } }, function()
  local parent, child =
    socketpair("stream", "orders", "answers")
  for i = 1, 2 do
    parent:send("Heavy lifting")
  end
  for i = 1, 2 do
    parent:send("Feather lifting")
  end
  local pid = fork("child", function()
    parent:close()
    for i = 1, 4 do
      local what = child:recv(1000)
      child:send(what .. " accomplished!")
    end
  end)
  child:close()
  for i = 1, 4 do
    print(parent:recv(1000))
  end
  pid:wait()
end)

program("lines", { title = "a stream with borders of its own",
  expect = "ok",
  facts = { ["main.prints"] = "Heavy lifting accomplished!\n"
              .. "Feather lifting accomplished!" } }, function()
  local parent, child =
    socketpair("stream", "orders", "answers")
  local pid = fork("child", function()
    parent:close()
    for what in child:lines() do
      child:send(what .. " accomplished!\n")
    end
  end)
  child:close()
  parent:send("Heavy lifting\nFeather ")
  parent:send("lifting\n")
  for i = 1, 2 do
    print(parent:read_line())
  end
  parent:close()
  pid:wait()
end)

program("closed", { title = "the other side of a stream is closed",
  expect = "ok",
  facts = { ["main.recv.ret"] = 0,
            ["main.send.err"] = "EPIPE" } }, function()
  local a, b = socketpair("stream", "there", "back")
  b:close()
  print("recv: " .. #a:recv() .. " bytes")
  signal("PIPE", "ignore")
  print("send:", a:send("anybody?"))
end)

program("no-eof", { title = "a datagram socket has no end-of-file",
  expect = "deadlock",
  facts = { ["child.prints"] = "one",
            ["child.op"] = "recv",
            ["orders.senders"] = 0 } }, function()
  local parent, child =
    socketpair("dgram", "orders", "answers")
  local pid = fork("child", function()
    parent:close()
    while true do
      local what = child:recv()
      if what == "" then break end
      print(what)
    end
  end)
  child:close()
  parent:send("one")
  parent:close()
  pid:wait()
end)

program("seqpacket", { title = "messages and end-of-file",
  expect = "ok",
  facts = { ["child.prints"] = "one\ntwo",
            ["child.recv.count"] = 3,
            ["child.recv.ret"] = 0 } }, function()
  local parent, child =
    socketpair("seqpacket", "orders", "answers")
  local pid = fork("child", function()
    parent:close()
    while true do
      local what = child:recv()
      if what == "" then break end
      print(what)
    end
  end)
  child:close()
  parent:send("one")
  parent:send("two")
  parent:close()
  pid:wait()
end)

program("cut", { title = "what does not fit is lost",
  expect = "ok",
  facts = { ["main.recv[1].ret"] = 5,
            ["main.recv[2].ret"] = 3,
            ["main.prints"] = "Heavy\nend" } }, function()
  local a, b = socketpair("dgram", "there", "back")
  a:send("Heavy lifting")
  a:send("end")
  print(b:recv(5))
  print(b:recv(5))
end)
