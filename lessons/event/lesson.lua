-- event: a flag for which any number of processes can wait.

param("workers", 3, { min = 1, max = 20,
  help = "processes that wait" })

local function start(n, fn)
  local workers = {}
  for i = 1, n do
    workers[i] = fork("worker" .. i, fn)
  end
  return workers
end

local function wait_all(workers)
  for _, worker in ipairs(workers) do
    worker:wait()
  end
end

program("right", { title = "all wait, and one set lets all go",
  expect = "ok", params = { "workers" },
  facts = { ["@waiting.go.waiters"] = param.workers,
            ["main.set.ret"] = param.workers,
            ["go.waiters"] = 0 } }, function()
  local go = Event("go")
  local workers = start(param.workers, function()
    go:wait()
    print "I go"
  end)
  sleep(1)
  mark("waiting")
  go:set()
  say "One set, and all of them can go."
  wait_all(workers)
end)

program("early", { title = "set before anybody waits",
  expect = "ok", params = { "workers" },
  facts = { ["main.set.ret"] = 0,
            ["@late.go.set"] = "true",
            ["@late.go.waiters"] = 0 } }, function()
  local go = Event("go")
  go:set()
  local workers = start(param.workers, function()
    go:wait()
    print "I need not wait"
  end)
  sleep(1)
  mark("late")
  wait_all(workers)
end)

program("cleared", { title = "who comes after the clear waits for the next set",
  expect = "ok", params = {},
  facts = { ["main.set[1].ret"] = 1,
            ["main.set[2].ret"] = 1,
            ["@second.go.waiting"] = "late" } }, function()
  local go = Event("go")
  local early = fork("early", function()
    go:wait()
  end)
  sleep(1)
  go:set()
  go:clear()
  early:wait()
  local late = fork("late", function()
    go:wait()
  end)
  sleep(1)
  mark("second")
  go:set()
  late:wait()
end)

program("pulse", { title = "set and cleared before the other waits",
  expect = "deadlock", params = {},
  facts = { ["main.set.ret"] = 0,
            ["deadlock.actors"] = "main late",
            ["go.set"] = "false" } }, function()
  local go = Event("go")
  go:set()
  go:clear()
  local late = fork("late", function()
    go:wait()
  end)
  late:wait()
end)

program("nobody", { title = "nobody sets it",
  expect = "deadlock", params = { "workers" },
  facts = { ["go.waiters"] = param.workers,
            ["deadlock.circle.main.waits_for"] = "worker1" } }, function()
  local go = Event("go")
  local workers = start(param.workers, function()
    go:wait()
  end)
  -- go:set() is missing
  wait_all(workers)
end)
