-- domains: three families of addresses and three types of sockets: what each of the nine gives.

-- Two sends, before anybody receives: "ab", then "cd".
local function sends(s)
  s:send("ab")
  s:send("cd")
  s:close()
end

-- Everything that comes over a connection, a recv(2) a line.
local function receives(s)
  local bytes, err = s:recv(100)
  while bytes and bytes ~= "" do
    print(bytes)
    bytes, err = s:recv(100)
  end
  print(err or "end-of-file")
end

-- A cell with a connection: the client sends all before main accepts.
local function connection(family, type, address)
  local s = socket(family, type)
  s:bind(address)
  s:listen(1)
  local client = fork("client", function()
    s:close()
    local c = socket(family, type)
    c:connect(address)
    sends(c)
  end)
  client:wait()
  local c = s:accept()
  receives(c)
  c:close()
end

-- A cell without one: the client sends all before main receives.
local function datagrams(family, address)
  local u = socket(family, "dgram")
  u:bind(address)
  local client = fork("client", function()
    u:close()
    local c = socket(family, "dgram")
    c:sendto(address, "ab")
    c:sendto(address, "cd")
    c:close()
  end)
  client:wait()
  local bytes, err = u:recvfrom(100, "dontwait")
  while bytes do
    print(bytes)
    bytes, err = u:recvfrom(100, "dontwait")
  end
  print(err)
end

-- A cell that there is not.
local function refused(family, type)
  local s, err, text = socket(family, type)
  print(s and "SCTP gives one" or err)
  if not s then
    say(text .. ".")
  end
end

-- What is true of IPv6 on this machine.
local function with_ipv6(facts)
  return has("ipv6") and facts or { ["main.prints"] = "no IPv6 here" }
end

local function if_ipv6(cell, ...)
  if has("ipv6") then
    cell(...)
  else
    print "no IPv6 here"
  end
end

local stream = { ["main.prints"] = "abcd\nend-of-file",
                 ["main.recv.count"] = 2, ["main.recv[1].ret"] = 4 }
local dgram = { ["main.prints"] = "ab\ncd\nEAGAIN",
                ["main.recvfrom.count"] = 3, ["main.recvfrom.err"] = "EAGAIN" }
local seqpacket = { ["main.prints"] = "ab\ncd\nend-of-file",
                    ["main.recv.count"] = 3, ["main.recv[1].ret"] = 2 }
local none = has("sctp") and { ["main.prints"] = "SCTP gives one" }
             or { ["main.prints"] = "ESOCKTNOSUPPORT",
                  ["main.socket.err"] = "ESOCKTNOSUPPORT" }

program("unix-stream", { title = "AF_UNIX, SOCK_STREAM",
  expect = "ok", facts = stream }, function()
  connection("unix", "stream", "door")
end)

program("unix-dgram", { title = "AF_UNIX, SOCK_DGRAM",
  expect = "ok", facts = dgram }, function()
  datagrams("unix", "box")
end)

program("unix-seqpacket", { title = "AF_UNIX, SOCK_SEQPACKET",
  expect = "ok", facts = seqpacket }, function()
  connection("unix", "seqpacket", "door")
end)

program("inet-stream", { title = "AF_INET, SOCK_STREAM: TCP",
  expect = "ok", network = true, facts = stream }, function()
  connection("inet", "stream", 7070)
end)

program("inet-dgram", { title = "AF_INET, SOCK_DGRAM: UDP",
  expect = "ok", network = true, facts = dgram }, function()
  datagrams("inet", 7070)
end)

program("inet-seqpacket", { title = "AF_INET, SOCK_SEQPACKET: there is none",
  expect = "ok", network = true, facts = none }, function()
  refused("inet", "seqpacket")
end)

program("inet6-stream", { title = "AF_INET6, SOCK_STREAM: TCP over IPv6",
  expect = "ok", network = true, facts = with_ipv6(stream) }, function()
  if_ipv6(connection, "inet6", "stream", 7070)
end)

program("inet6-dgram", { title = "AF_INET6, SOCK_DGRAM: UDP over IPv6",
  expect = "ok", network = true, facts = with_ipv6(dgram) }, function()
  if_ipv6(datagrams, "inet6", 7070)
end)

program("inet6-seqpacket", { title = "AF_INET6, SOCK_SEQPACKET: there is none",
  expect = "ok", network = true,
  facts = with_ipv6(none) }, function()
  if_ipv6(refused, "inet6", "seqpacket")
end)

program("waits", { title = "AF_UNIX: a full receiver makes the sender wait",
  expect = "deadlock",
  facts = { ["client.sendto.err"] = "",
            ["deadlock.circle.main.op"] = "wait",
            ["deadlock.circle.client.op"] = "sendto" } }, function()
  local u = unix_socket("box")
  local client = fork("client", function()
    u:close()
    local c = unix_socket()
    for i = 1, 600 do
      c:sendto("box", "hello")
    end
    c:close()
  end)
  client:wait()
  print(u:recvfrom())
end)

program("drops", { title = "AF_INET: a full receiver loses datagrams",
  expect = "ok", network = true,
  facts = { ["client.sendto.count"] = 20,
            ["client.sendto.err"] = "",
            ["main.prints"] = "some are lost" } }, function()
  local u = udp_socket(7070, 1)
  local client = fork("client", function()
    u:close()
    local c = udp_socket()
    for i = 1, 20 do
      c:sendto(7070, "hello")
    end
    c:close()
  end)
  client:wait()
  local count = 0
  while u:recvfrom(100, "dontwait") do
    count = count + 1
  end
  say(count .. " of 20 have arrived.")
  if count < 20 then
    print "some are lost"
  end
end)

program("backlog", { title = "AF_UNIX: a full backlog makes connect wait",
  expect = "deadlock",
  facts = { ["main.connect.count"] = 1 } }, function()
  local s = unix_listen("door", 0)
  local first = unix_connect("door")
  local second = unix_connect("door")
  local a = s:accept()
  local b = s:accept()
  print "both accepted"
end)

program("name", { title = "the name stays, and has room for 107 bytes",
  expect = "ok",
  facts = { ["main.bind[1].err"] = "EINVAL",
            ["main.bind[3].err"] = "EADDRINUSE",
            ["main.connect[1].err"] = "ECONNREFUSED",
            ["main.connect[2].err"] = "ENOENT",
            ["main.prints"] = "EINVAL\nECONNREFUSED\nEADDRINUSE\nENOENT" } }, function()
  local s, err = unix_listen(string.rep("d", 108))
  print(err)
  s = unix_listen("door")
  s:close()
  s, err = unix_connect("door")
  print(err)
  s, err = unix_listen("door")
  print(err)
  unlink("door")
  s, err = unix_connect("door")
  print(err)
end)

program("abstract", { title = "a name without a file",
  expect = "ok", network = true,
  facts = { ["main.prints"] = "hello\nECONNREFUSED" } }, function()
  local s = unix_listen("@door")
  local client = fork("client", function()
    s:close()
    local c = unix_connect("@door")
    c:send("hello")
    c:close()
  end)
  local c = s:accept()
  print(c:recv())
  c:close()
  s:close()
  client:wait()
  local none, err = unix_connect("@door")
  print(err)
end)
