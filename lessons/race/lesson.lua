-- race: two processes count up one number. Each counts as often as `rounds` says.

param("rounds", 1, { min = 1, max = 5,
  help = "how often each of the two counts up" })

local function count(counter)
  for i = 1, param.rounds do
    counter.value = counter.value + 1
  end
end

program("lost", { title = "both read before one writes",
  expect = "ok", params = { "rounds" },
  schedule = "main*3 a b a b",
  facts = { ["b.load[1].ret"] = 0,
            ["b.store[1].ret"] = 1,
            ["counter.value"] = param.rounds } }, function()
  local counter = Value("i", 0, "counter")
  local a = fork("a", function() count(counter) end)
  local b = fork("b", function() count(counter) end)
  a:wait() b:wait()
  print("counter is " .. counter.value)
end)

program("lucky", { title = "the same program, another order",
  expect = "ok", params = { "rounds" },
  schedule = "main*3 " .. ("a a "):rep(param.rounds) .. ("b b "):rep(param.rounds),
  facts = { ["b.load[1].ret"] = param.rounds,
            ["counter.value"] = 2 * param.rounds } }, function()
  local counter = Value("i", 0, "counter")
  local a = fork("a", function() count(counter) end)
  local b = fork("b", function() count(counter) end)
  a:wait() b:wait()
  print("counter is " .. counter.value)
end)

program("locked", { title = "with a lock: right in every order",
  expect = "ok", params = { "rounds" },
  facts = { ["counter.value"] = 2 * param.rounds } }, function()
  local counter = Value("i", 0, "counter")
  local L = Lock("L")
  local function count_locked()
    for i = 1, param.rounds do
      L:acquire()
      counter.value = counter.value + 1
      L:release()
    end
  end
  local a = fork("a", count_locked)
  local b = fork("b", count_locked)
  a:wait() b:wait()
  print("counter is " .. counter.value)
end)

program("half", { title = "a lock that only one of them takes",
  expect = "ok", params = {},
  schedule = "main*4 a a b a b a",
  facts = { ["counter.value"] = 1 } }, function()
  local counter = Value("i", 0, "counter")
  local L = Lock("L")
  local a = fork("a", function()
    L:acquire()
    counter.value = counter.value + 1
    L:release()
  end)
  local b = fork("b", function()
    counter.value = counter.value + 1
  end)
  a:wait() b:wait()
  print("counter is " .. counter.value)
end)
