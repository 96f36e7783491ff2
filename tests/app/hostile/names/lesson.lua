program("descriptors", { expect = "ok" }, function()
  local r, err = pipe()
  while r do r, err = pipe() end
  print(err)
end)

program("left", { expect = "ok" }, function()
  for i = 1, 40 do
    mkfifo("hostile-fifo" .. i)
    unix_listen("hostile-door" .. i)
  end
  mq_open("hostile-queue", { maxmsg = 1, msgsize = 8 })
  kill(getpid(), "KILL")
end)

program("fifos", { expect = "ok" }, function()
  local i = 0
  while true do
    i = i + 1
    mkfifo("hostile-fifo" .. i)
  end
end)

program("queues", { expect = "ok" }, function()
  local i, q, err = 0, nil, nil
  repeat
    i = i + 1
    q, err = mq_open("hostile-queue" .. i, { maxmsg = 1, msgsize = 8 })
  until not q
  print(err)
end)

program("up", { expect = "ok" }, function()
  mkfifo("../hostile-escaped")
end)

program("absolute", { expect = "ok" }, function()
  unix_listen("/tmp/hostile-escaped")
end)
