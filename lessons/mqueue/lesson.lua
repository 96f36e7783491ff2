-- mqueue: whole messages, the most urgent first.

param("jobs", 5, { min = 3, max = 9,
  help = "jobs that main sends" })

program("order", { title = "priorities: not in the order sent",
  expect = "ok", params = {},
  facts = { ["@sent.jobs.messages"] = 3,
            ["main.mq_receive.count"] = 3,
            ["main.prints"] =
              "9 stop\n1 wash\n1 dry" } }, function()
  local q = mq_open("jobs",
    { maxmsg = 4, msgsize = 32 })
  q:send("wash", 1)
  q:send("stop", 9)
  q:send("dry", 1)
  mark("sent")
  for i = 1, 3 do
    local text, priority = q:receive()
    print(priority .. " " .. text)
  end
  q:close()
  mq_unlink("jobs")
end)

program("boundaries", { title = "whole messages, or EMSGSIZE",
  expect = "ok", params = {},
  facts = { ["main.mq_send[3].err"] = "EMSGSIZE",
            ["main.mq_receive[1].err"] = "EMSGSIZE",
            ["main.mq_receive[2].ret"] = 3,
            ["main.mq_receive[3].ret"] = 5 } }, function()
  local q = mq_open("jobs",
    { maxmsg = 4, msgsize = 8 })
  q:send("one")
  q:send("three")
  print(q:send("much too long"))
  print(q:receive(4))
  print(q:receive())
  print(q:receive())
  mq_unlink("jobs")
end)

program("last-word", { title = "jobs, and a word that ends them",
  expect = "ok", params = { "jobs" },
  facts = { ["worker.mq_receive.count"] =
              param.jobs + 1,
            ["worker.exit.status"] = 0 } }, function()
  local q = mq_open("jobs",
    { maxmsg = 2, msgsize = 32 })
  local worker = fork("worker", function()
    repeat
      local text = q:receive()
      print(text)
    until text == "that is all"
  end)
  for i = 1, param.jobs do
    q:send("job " .. i)
  end
  q:send("that is all")
  worker:wait()
  mq_unlink("jobs")
end)

program("waits", { title = "full, and then empty",
  expect = "ok", params = {},
  facts = { ["@full.main.state"] = "blocked",
            ["@full.jobs.messages"] = 2,
            ["@empty.worker.state"] = "blocked",
            ["@empty.jobs.messages"] = 0 } }, function()
  local q = mq_open("jobs",
    { maxmsg = 2, msgsize = 32 })
  local worker = fork("worker", function()
    sleep(1)
    mark("full")
    for i = 1, 4 do
      print(q:receive())
    end
  end)
  q:send("one")
  q:send("two")
  q:send("three")
  sleep(1)
  mark("empty")
  q:send("four")
  worker:wait()
  mq_unlink("jobs")
end)

program("again", { title = "not to wait: EAGAIN",
  expect = "ok", params = {},
  facts = { ["main.mq_receive.err"] = "EAGAIN",
            ["main.mq_send[3].err"] = "EAGAIN" } }, function()
  local q = mq_open("jobs",
    { maxmsg = 2, msgsize = 32 })
  q:set_nonblocking()
  print(q:receive())
  q:send("one")
  q:send("two")
  print(q:send("three"))
  mq_unlink("jobs")
end)

program("outlives", { title = "the name outlives its processes",
  expect = "ok", params = {},
  facts = { ["sender.exit.status"] = 0,
            ["@ended.jobs.messages"] = 1,
            ["main.prints"] = "hello" } }, function()
  local sender = fork("sender", function()
    local q = mq_open("jobs",
      { maxmsg = 4, msgsize = 32 })
    q:send("hello")
  end)
  sender:wait()
  mark("ended")
  local q = mq_open("jobs")
  mq_unlink("jobs")
  local text = q:receive()
  print(text)
  q:close()
end)

program("no-end", { title = "no end-of-file",
  expect = "deadlock", params = { "jobs" },
  facts = { ["sender.exit.status"] = 0,
            ["main.mq_receive.count"] = param.jobs,
            ["deadlock.actors"] = "main" } }, function()
  local q = mq_open("jobs",
    { maxmsg = 4, msgsize = 32 })
  fork("sender", function()
    for i = 1, param.jobs do
      q:send("job " .. i)
    end
    q:close()
  end)
  repeat
    local text = q:receive()
    print(text)
  until not text
end)
