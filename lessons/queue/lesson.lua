-- queue: items between processes, made of a pipe, locks and a semaphore.

param("items", 3, { min = 1, max = 5,
  help = 'items that main puts in "items"' })

program("items", { title = "put and get",
  expect = "ok", params = { "items" },
  facts = { ["q.put"] = 3, ["q.items"] = 0 } }, function()
  local q = Queue(5, "q")
  local consumer = fork("consumer", function()
    for i = 1, param.items do
      print(q:get())
    end
  end)
  for i = 1, param.items do
    q:put(i * i)
  end
  consumer:wait()
end)

program("crowd", { title = "two put, two get, none lost, none twice",
  expect = "ok", params = {},
  facts = { ["sum.value"] = 6, ["q.items"] = 0, ["q.got"] = 6 } }, function()
  local q = Queue("q")
  local sum = Value("i", 0, "sum")
  local L = Lock("L")
  local producers, consumers = {}, {}
  for i = 1, 2 do
    producers[i] = fork("producer" .. i, function()
      q:put(1)
      q:put(2)
    end)
    consumers[i] = fork("consumer" .. i, function()
      local item = q:get()
      while item ~= "stop" do
        L:acquire()
        sum.value = sum.value + item
        L:release()
        item = q:get()
      end
    end)
  end
  for i = 1, 2 do producers[i]:wait() end
  for i = 1, 2 do q:put("stop") end
  for i = 1, 2 do consumers[i]:wait() end
end)

program("full", { title = "a full queue: put waits",
  expect = "ok", params = {},
  facts = { ["@full.q.items"] = 2, ["@full.q.contents"] = "1, 2",
            ["@full.producer.state"] = "blocked",
            ["q.items"] = 0 } }, function()
  local q = Queue(2, "q")
  local producer = fork("producer", function()
    for i = 1, 3 do q:put(i) end
  end)
  sleep(1)
  mark("full")
  for i = 1, 3 do q:get() end
  producer:wait()
end)

program("inside", { title = "what is inside: who waits in read(2), and who for the lock",
  expect = "ok", params = {},
  facts = { ["@asleep.q-rlock.owner"] = "first",
            ["@asleep.q-rlock.waiting"] = "second",
            ["@asleep.q-wlock.owner"] = "" } }, function()
  local q = Queue("q")
  local first = fork("first", function() print(q:get()) end)
  sleep(1)
  local second = fork("second", function() print(q:get()) end)
  sleep(1)
  mark("asleep")
  q:put("a")
  q:put("b")
  first:wait()
  second:wait()
end)

program("tasks", { title = "JoinableQueue: wait until all is done",
  expect = "ok", params = {},
  facts = { ["@done.q.tasks"] = 0, ["@put.q.put"] = 2 } }, function()
  local q = JoinableQueue("q")
  local worker = fork("worker", function()
    for i = 1, 2 do
      q:get()
      q:task_done()
    end
  end)
  q:put("wash")
  q:put("dry")
  mark("put")
  q:join()
  mark("done")
  worker:wait()
end)

program("forgot", { title = "one task_done too few: join waits for ever",
  expect = "deadlock", params = {},
  facts = { ["q.tasks"] = 1, ["q.items"] = 0 } }, function()
  local q = JoinableQueue("q")
  local worker = fork("worker", function()
    q:get()
    q:get()
    q:task_done()
  end)
  q:put("wash")
  q:put("dry")
  q:join()
  worker:wait()
end)

program("empty", { title = "get from an empty queue, for ever",
  expect = "deadlock", params = {},
  facts = { ["deadlock.actors"] = "main consumer",
            ["q.writers"] = 2,
            ["q.items"] = 0 } }, function()
  local q = Queue("q")
  local consumer = fork("consumer", function()
    while true do
      print(q:get())
    end
  end)
  q:put("one")
  q:put("two")
  consumer:wait()
end)
