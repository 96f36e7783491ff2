-- partial: a stream socket takes what fits and gives what is
-- there. Who wants all of it goes on until it is all.

param("buffer", 8192, { min = 4096, max = 65536,
  help = "bytes asked for as the send buffer" })

-- Two sockets, of which the first can hold little; and a
-- number of bytes that does not fit, whatever the kernel made
-- of it.
local function small_pair()
  local a, b = socketpair("stream", "there", "back")
  a:set_buffer("send", param.buffer)
  return a, b, 4 * a:buffer("send")
end

-- n bytes, by as many recv(2) as it takes. Fewer only if
-- end-of-file comes before.
local function recv_exactly(s, n)
  local all = ""
  while #all < n do
    local bytes = s:recv(n - #all)
    if bytes == "" then break end
    all = all .. bytes
  end
  return all
end

-- All of the bytes, through a socket that does not wait.
local function send_all(s, bytes)
  while #bytes > 0 do
    local count, err = s:send(bytes)
    if count then
      bytes = bytes:sub(count + 1)
    elseif err == "EAGAIN" then
      poll { { s, "w" } }
    else
      return nil, err
    end
  end
  return true
end

program("short", { title = "wrong: one recv for 16 bytes",
  expect = "ok", params = {},
  schedule = "main*3 child*2 main",
  facts = { ["main.recv.ret"] = 8,
            ["child.send.count"] = 2,
            ["main.prints"] = "order: Feather " } }, function()
  local a, b = socketpair("stream", "there", "back")
  local child = fork("child", function()
    b:close()
    a:send("Feather ")
    a:send("lifting\n")
  end)
  a:close()
  print("order: " .. b:recv(16))
  child:wait()
end)

program("exactly", { title = "recv until all 16 are there",
  expect = "ok", params = {},
  facts = { ["main.prints"] = "1: Feather lifting.\n"
              .. "2: Heavy lifting..." } }, function()
  local a, b = socketpair("stream", "there", "back")
  local child = fork("child", function()
    b:close()
    a:send("Feather ")
    a:send("lifting.Heavy li")
    a:send("fting...")
  end)
  a:close()
  print("1: " .. recv_exactly(b, 16))
  print("2: " .. recv_exactly(b, 16))
  child:wait()
end)

program("fill", { title = "what fits goes in, no more",
  expect = "ok", params = { "buffer" },
  facts = { ["main.send[2].err"] = "EAGAIN",
            ["main.send[3].ret"] = 4,
            ["main.prints"] = "a part of it\nEAGAIN\n"
              .. "just that part" } }, function()
  local a, b, many = small_pair()
  a:set_nonblocking()
  local count = a:send(("x"):rep(many))
  print(count < many and "a part of it" or "all of it")
  local _, err = a:send("more")
  print(err)
  local part = b:recv(many)
  print(#part == count and "just that part" or "not that")
  a:send("more")
end)

program("lost", { title = "wrong: the count is not looked at",
  expect = "ok", params = { "buffer" },
  facts = { ["child.send.count"] = 1, ["there.waiting"] = 0,
            ["main.prints"] = "bytes are missing" } }, function()
  local a, b, many = small_pair()
  local child = fork("child", function()
    b:close()
    a:set_nonblocking()
    a:send(("x"):rep(many))
  end)
  a:close()
  local all = b:read_all()
  print(#all == many and "all there" or "bytes are missing")
  child:wait()
end)

program("waits", { title = "a send that may wait: all of it",
  expect = "ok", params = { "buffer" },
  schedule = "main*4 child*2 main",
  facts = { ["@full.child.state"] = "blocked",
            ["child.prints"] = "sent: all of it",
            ["main.prints"] = "all there" } }, function()
  local a, b, many = small_pair()
  local child = fork("child", function()
    b:close()
    local count = a:send(("x"):rep(many))
    print(count == many and "sent: all of it" or "a part")
  end)
  a:close()
  mark("full")
  say "child sleeps in the middle of its send(2)."
  local all = b:read_all()
  print(#all == many and "all there" or "bytes are missing")
  child:wait()
end)

program("loop", { title = "send what is left, wait with poll",
  expect = "ok", params = { "buffer" },
  facts = { ["main.prints"] = "all there" } }, function()
  local a, b, many = small_pair()
  local child = fork("child", function()
    b:close()
    a:set_nonblocking()
    send_all(a, ("x"):rep(many))
  end)
  a:close()
  local all = b:read_all()
  print(#all == many and "all there" or "bytes are missing")
  child:wait()
end)

program("nothing-yet", { title = "EAGAIN, bytes, end-of-file",
  expect = "ok", params = {},
  facts = { ["main.recv[1].err"] = "EAGAIN",
            ["main.recv[2].ret"] = 3,
            ["main.recv[3].ret"] = 0,
            ["main.recv[4].ret"] = 0,
            ["main.poll.ret"] = 1,
            ["main.prints"] =
              "EAGAIN\nyes\n0 bytes\n0 bytes\nready: 1" } }, function()
  local a, b = socketpair("stream", "there", "back")
  b:set_nonblocking()
  local _, err = b:recv()
  print(err)
  a:send("yes")
  print(b:recv())
  a:close()
  print(#b:recv() .. " bytes")
  print(#b:recv() .. " bytes")
  print("ready: " .. #poll({ b }, 0))
end)

program("mistaken", { title = "wrong: nothing yet taken for the end",
  expect = "ok", params = {},
  schedule = "main*3 main*4 child",
  facts = { ["main.recv.err"] = "EAGAIN",
            ["child.exit.signal"] = "SIGPIPE",
            ["main.prints"] = "that was all\nchild: SIGPIPE" } }, function()
  local a, b = socketpair("stream", "there", "back")
  local child = fork("child", function()
    b:close()
    a:send("hello")
  end)
  a:close()
  b:set_nonblocking()
  while true do
    local bytes = b:recv()
    if not bytes or bytes == "" then break end
    print(bytes)
  end
  print "that was all"
  b:close()
  local status, signal = child:wait()
  if not status then
    print("child: " .. signal)
  end
end)

program("spin", { title = "wrong: again and again at once",
  expect = "ok", params = {},
  schedule = "main*9 child*2 main",
  facts = { ["main.recv[5].err"] = "EAGAIN",
            ["main.recv[6].ret"] = 9,
            ["main.prints"] = "here I am\n6 calls" } }, function()
  local a, b = socketpair("stream", "there", "back")
  local child = fork("child", function()
    b:close()
    a:send("here I am")
  end)
  a:close()
  b:set_nonblocking()
  local calls, bytes = 0, nil
  repeat
    bytes = b:recv()
    calls = calls + 1
  until bytes
  print(bytes)
  print(calls .. " calls")
  child:wait()
end)

program("in-time", { title = "poll with a time-out",
  expect = "ok", params = {},
  facts = { ["main.poll[1].ret"] = 0,
            ["main.poll.count"] = 3,
            ["main.recv.count"] = 1,
            ["main.prints"] =
              "nothing yet\nnothing yet\nhere I am" } }, function()
  local a, b = socketpair("stream", "there", "back")
  local child = fork("child", function()
    b:close()
    sleep(0.5)
    a:send("here I am")
  end)
  a:close()
  while #poll({ b }, 0.2) == 0 do
    print "nothing yet"
  end
  print(b:recv())
  child:wait()
end)

program("both-full", { title = "wrong: both send before they read",
  expect = "deadlock", params = { "buffer" },
  facts = { ["deadlock.actors"] = "main child",
            ["main.op"] = "send", ["child.op"] = "send",
            ["deadlock.circle.child.waits_for"]
              = "main" } }, function()
  local a, b, many = small_pair()
  b:set_buffer("send", param.buffer)
  local child = fork("child", function()
    a:close()
    b:send(("y"):rep(many))
    recv_exactly(b, many)
  end)
  b:close()
  a:send(("x"):rep(many))
  recv_exactly(a, many)
  child:wait()
end)

-- Sends and receives, whatever is possible just now, until
-- both are at their end. How many bytes came.
local function talk(s, bytes)
  local got, ended = 0, false
  s:set_nonblocking()
  while #bytes > 0 or not ended do
    local wish = { not ended and s or nil }
    if #bytes > 0 then wish[#wish + 1] = { s, "w" } end
    for _, what in ipairs(poll(wish)) do
      if what == s then
        local more = s:recv()
        ended, got = more == "", got + #more
      else
        bytes = bytes:sub((s:send(bytes) or 0) + 1)
        if #bytes == 0 then s:shutdown("w") end
      end
    end
  end
  return got
end

program("both", { title = "send and receive as it comes",
  expect = "ok", params = { "buffer" },
  facts = { ["main.prints"] = "main has all",
            ["child.prints"] = "child has all" } }, function()
  local a, b, many = small_pair()
  b:set_buffer("send", param.buffer)
  local child = fork("child", function()
    a:close()
    local got = talk(b, ("y"):rep(many))
    print(got == many and "child has all" or "missing")
  end)
  b:close()
  local got = talk(a, ("x"):rep(many))
  print(got == many and "main has all" or "missing")
  child:wait()
end)

program("shared", { title = "whose flag is O_NONBLOCK?",
  expect = "ok", params = {},
  facts = { ["main.recv[1].err"] = "EAGAIN",
            ["main.recv[2].err"] = "EAGAIN",
            ["main.prints"] = "EAGAIN\nEAGAIN" } }, function()
  local a, b = socketpair("stream", "there", "back")
  local child = fork("child", function()
    b:set_nonblocking()
  end)
  child:wait()
  local _, err = b:recv()
  print(err)
  b:set_nonblocking(false)
  _, err = b:recv(100, "dontwait")
  print(err)
end)
