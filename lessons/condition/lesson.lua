-- condition: waiting, with a lock, until something is so.

param("items", 2, { min = 1, max = 5,
  help = "items that the producer makes" })

program("buffer", { title = "producer and consumer over a buffer of one",
  expect = "ok", params = { "items" },
  facts = { ["count.value"] = 0, ["L.owner"] = "" } }, function()
  local count = Value("i", 0, "count")
  local L = Lock("L")
  local C = Condition(L, "C")
  local consumer = fork("consumer", function()
    for i = 1, param.items do
      L:acquire()
      while count.value == 0 do C:wait() end
      count.value = 0
      C:notify()
      L:release()
    end
  end)
  for i = 1, param.items do
    L:acquire()
    while count.value == 1 do C:wait() end
    count.value = 1
    C:notify()
    L:release()
  end
  consumer:wait()
end)

program("gives", { title = "who waits gives the lock back",
  expect = "ok", params = {},
  facts = { ["@asleep.L.owner"] = "",
            ["@asleep.C.waiting"] = "waiter",
            ["@told.L.owner"] = "main" } }, function()
  local L = Lock("L")
  local C = Condition(L, "C")
  local waiter = fork("waiter", function()
    L:acquire()
    C:wait()
    L:release()
  end)
  sleep(1)
  mark("asleep")
  L:acquire()
  C:notify()
  mark("told")
  L:release()
  waiter:wait()
end)

local function take(count, L, C, again)
  L:acquire()
  if again then
    while count.value == 0 do C:wait() end
  else
    if count.value == 0 then C:wait() end
  end
  count.value = count.value - 1
  L:release()
end

local function put(count, L, C)
  L:acquire()
  count.value = count.value + 1
  C:notify()
  L:release()
end

program("stolen", { title = "if instead of while: a stolen wake-up",
  expect = "ok", params = {},
  schedule = "main*4 first*5 main*7 first second main second*4 first*4",
  facts = { ["count.value"] = -1 } }, function()
  local count = Value("i", 0, "count")
  local L = Lock("L")
  local C = Condition(L, "C")
  local first = fork("first", function() take(count, L, C, false) end)
  local second = fork("second", function() take(count, L, C, false) end)
  put(count, L, C)
  first:wait()
  second:wait()
end)

program("again", { title = "while: the one who was robbed waits again",
  expect = "ok", params = {},
  facts = { ["count.value"] = 0 } }, function()
  local count = Value("i", 0, "count")
  local L = Lock("L")
  local C = Condition(L, "C")
  local first = fork("first", function() take(count, L, C, true) end)
  local second = fork("second", function() take(count, L, C, true) end)
  put(count, L, C)
  put(count, L, C)
  first:wait()
  second:wait()
end)

program("lost", { title = "notify before wait",
  expect = "deadlock", params = {},
  facts = { ["C.lost"] = 1,
            ["deadlock.actors"] = "main waiter" } }, function()
  local L = Lock("L")
  local C = Condition(L, "C")
  L:acquire()
  C:notify()
  L:release()
  local waiter = fork("waiter", function()
    L:acquire()
    C:wait()
    L:release()
  end)
  waiter:wait()
end)

local function crowd(L, C)
  local waiters = {}
  for i = 1, 3 do
    waiters[i] = fork("waiter" .. i, function()
      L:acquire()
      C:wait()
      L:release()
    end)
  end
  sleep(1)
  return waiters
end

program("one", { title = "three wait, notify wakes one",
  expect = "deadlock", params = {},
  facts = { ["C.notified"] = 1, ["C.waiters"] = 2 } }, function()
  local L = Lock("L")
  local C = Condition(L, "C")
  local waiters = crowd(L, C)
  L:acquire()
  C:notify()
  L:release()
  for _, waiter in ipairs(waiters) do waiter:wait() end
end)

program("all", { title = "three wait, notify_all wakes all",
  expect = "ok", params = {},
  facts = { ["@crowd.C.waiters"] = 3, ["C.notified"] = 3, ["C.waiters"] = 0 } }, function()
  local L = Lock("L")
  local C = Condition(L, "C")
  local waiters = crowd(L, C)
  mark("crowd")
  L:acquire()
  C:notify_all()
  L:release()
  for _, waiter in ipairs(waiters) do waiter:wait() end
end)
