-- unbuffered: channels as Go has them, from hand to hand or through a buffer.

program("early", { title = "send before anybody receives",
  expect = "deadlock",
  facts = { ["deadlock.actors"] = "main",
            ["main.op"] = "chan_send",
            ["ch.sent"] = 0,
            ["ch.senders"] = "main" } }, function()
  local ch = Channel("ch")
  ch:send(true)
  local receiver = fork("receiver", function()
    print(ch:recv())
  end)
  receiver:wait()
end)

program("buffered", { title = "a buffer of one",
  expect = "ok",
  facts = { ["receiver.prints"] = "true",
            ["@sent.ch.values"] = 1 } }, function()
  local ch = Channel(1, "ch")
  ch:send(true)
  mark("sent")
  local receiver = fork("receiver", function()
    print(ch:recv())
  end)
  receiver:wait()
end)

program("receiver-first", { title = "the receiver first",
  expect = "ok",
  facts = { ["receiver.prints"] = "true",
            ["ch.values"] = 0 } }, function()
  local ch = Channel("ch")
  local receiver = fork("receiver", function()
    print(ch:recv())
  end)
  ch:send(true)
  receiver:wait()
end)

program("meeting", { title = "send is over when somebody has the value",
  expect = "ok",
  facts = { ["@asleep.sender.state"] = "blocked",
            ["@asleep.ch.senders"] = "sender",
            ["@asleep.ch.sent"] = 0,
            ["sender.prints"] = "somebody has it" } }, function()
  local ch = Channel("ch")
  local sender = fork("sender", function()
    ch:send("hello")
    print("somebody has it")
  end)
  sleep(1)
  mark("asleep")
  print(ch:recv())
  sender:wait()
end)

program("full", { title = "a full buffer: send waits",
  expect = "ok",
  facts = { ["@full.ch.contents"] = "1, 2",
            ["@full.sender.state"] = "blocked",
            ["ch.received"] = 3 } }, function()
  local ch = Channel(2, "ch")
  local sender = fork("sender", function()
    for i = 1, 3 do ch:send(i) end
  end)
  sleep(1)
  mark("full")
  for i = 1, 3 do print(ch:recv()) end
  sender:wait()
end)

program("close", { title = "close: what is in it, then the end",
  expect = "ok",
  facts = { ["receiver.chan_recv.ret"] = 0,
            ["@closed.ch.values"] = 2,
            ["receiver.prints"] = "1\n2\nthe end" } }, function()
  local ch = Channel(2, "ch")
  ch:send(1)
  ch:send(2)
  ch:close()
  mark("closed")
  local receiver = fork("receiver", function()
    for value in ch:range() do
      print(value)
    end
    print("the end")
  end)
  receiver:wait()
end)

program("after-close", { title = "send after close",
  expect = "error",
  facts = { ["main.chan_send.err"] = "EPIPE" } }, function()
  local ch = Channel(1, "ch")
  ch:close()
  ch:send(1)
end)

program("never-closed", { title = "nobody closes: range waits for ever",
  expect = "deadlock",
  facts = { ["deadlock.actors"] = "main receiver",
            ["ch.receivers"] = "receiver",
            ["ch.closed"] = "false" } }, function()
  local ch = Channel("ch")
  local receiver = fork("receiver", function()
    for value in ch:range() do
      print(value)
    end
  end)
  ch:send(1)
  ch:send(2)
  receiver:wait()
end)
