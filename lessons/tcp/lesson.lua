-- tcp: a server listens, a client connects. All on the loopback of the run's own network.

program("echo", { title = "an echo server",
  expect = "ok", network = true,
  facts = { ["client.prints"] = "hello",
            ["main.read.ret"] = 0 } }, function()
  local s = tcp_listen(7070)
  local client = fork("client", function()
    s:close()
    local c = tcp_connect(7070)
    c:write("hello\n")
    print(c:read_line())
    c:close()
  end)
  local c = s:accept()
  for line in c:lines() do
    c:write(line .. "\n")
  end
  c:close()
  s:close()
  client:wait()
end)

program("slash-n", { title = "/n instead of \\n",
  expect = "deadlock", network = true,
  facts = { ["to-client.read"] = 7,
            ["client.prints"] = "",
            ["deadlock.circle.client.waits_for"] = "main" } }, function()
  local s = tcp_listen(7070)
  local client = fork("client", function()
    s:close()
    local c = tcp_connect(7070)
    c:write("hello\n")
    print(c:read_line())
    c:close()
  end)
  local c = s:accept()
  for line in c:lines() do
    c:write(line .. "/n")
  end
  c:close()
  s:close()
  client:wait()
end)

program("retry", { title = "the client comes too early",
  expect = "ok", network = true,
  schedule = "main*2 client*3",
  facts = { ["client.connect[1].err"] = "ECONNREFUSED" } }, function()
  local client = fork("client", function()
    local c, err
    repeat
      c, err = tcp_connect(7070)
      if not c then
        print(err)
        sleep(0.1)
      end
    until c
    print(c:read_line())
    c:close()
  end)
  local server = fork("server", function()
    local s = tcp_listen(7070)
    local c = s:accept()
    c:write("ready\n")
    c:close()
    s:close()
  end)
  client:wait()
  server:wait()
end)

program("early", { title = "connected, but not accepted",
  expect = "ok", network = true,
  facts = { ["client.connect.ret"] = 0,
            ["client.write.ret"] = 6,
            ["main.prints"] = "hello" } }, function()
  local s = tcp_listen(7070)
  local client = fork("client", function()
    local c = tcp_connect(7070)
    c:write("hello\n")
    c:close()
  end)
  client:wait()
  say "The client has ended. Nobody has accepted yet."
  local c = s:accept()
  print(c:read_line())
  c:close()
  s:close()
end)

program("half", { title = "end-of-file one way",
  expect = "ok", network = true,
  facts = { ["client.prints"] = "3 lines",
            ["main.read.ret"] = 0,
            ["to-server.shut"] = "true" } }, function()
  local s = tcp_listen(7070)
  local client = fork("client", function()
    s:close()
    local c = tcp_connect(7070)
    c:write("one\ntwo\nthree\n")
    c:shutdown("w")
    print(c:read_line())
    c:close()
  end)
  local c = s:accept()
  local count = 0
  for line in c:lines() do
    count = count + 1
  end
  c:write(count .. " lines\n")
  c:close()
  s:close()
  client:wait()
end)

program("reset", { title = "closed with bytes unread",
  expect = "ok", network = true,
  facts = { ["client.read.err"] = "ECONNRESET",
            ["main.read.ret"] = 1 } }, function()
  local s = tcp_listen(7070)
  local client = fork("client", function()
    s:close()
    local c = tcp_connect(7070)
    c:write("hello\n")
    local bytes, err, text = c:read()
    print(err, text)
    c:close()
  end)
  local c = s:accept()
  c:read(1)
  c:close()
  s:close()
  client:wait()
end)
