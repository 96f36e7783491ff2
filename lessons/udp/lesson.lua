-- udp: datagrams without a connection: each comes whole, cut, or not at all.

program("whole", { title = "each datagram whole",
  expect = "ok", network = true,
  facts = { ["main.prints"] = "one\ntwo\nthree",
            ["main.recvfrom.count"] = 3,
            ["client.prints"] = "3 arrived" } }, function()
  local u = udp_socket(7070)
  local client = fork("client", function()
    u:close()
    local c = udp_socket()
    c:sendto(7070, "one")
    c:sendto(7070, "two")
    c:sendto(7070, "three")
    local answer = c:recvfrom()
    print(answer)
    c:close()
  end)
  local from
  for i = 1, 3 do
    local bytes, port = u:recvfrom()
    print(bytes)
    from = port
  end
  u:sendto(from, "3 arrived")
  client:wait()
end)

program("cut", { title = "the reader's buffer is too small",
  expect = "ok", network = true,
  facts = { ["main.recvfrom[1].ret"] = 4,
            ["main.prints"] = "hell\nworld" } }, function()
  local u = udp_socket(7070)
  local client = fork("client", function()
    u:close()
    local c = udp_socket()
    c:sendto(7070, "hello")
    c:sendto(7070, "world")
    c:close()
  end)
  local bytes = u:recvfrom(4)
  print(bytes)
  bytes = u:recvfrom(100)
  print(bytes)
  client:wait()
end)

program("full", { title = "too many: the kernel drops them",
  expect = "ok", network = true,
  facts = { ["client.sendto.count"] = 12,
            ["client.sendto.ret"] = 5,
            ["client.sendto.err"] = "",
            ["main.prints"] = "some are lost" } }, function()
  local u = udp_socket(7070, 1)
  local client = fork("client", function()
    u:close()
    local c = udp_socket()
    for i = 1, 12 do
      c:sendto(7070, "hello")
    end
    c:close()
  end)
  client:wait()
  local count = 0
  while u:recvfrom(100, "dontwait") do
    count = count + 1
  end
  say(count .. " of 12 have arrived.")
  if count < 12 then
    print "some are lost"
  end
end)

program("nobody", { title = "sent before anybody is there",
  expect = "deadlock", network = true,
  facts = { ["main.sendto.ret"] = 5,
            ["main.sendto.err"] = "" } }, function()
  local c = udp_socket()
  c:sendto(7070, "hello")
  local u = udp_socket(7070)
  print(u:recvfrom())
end)
