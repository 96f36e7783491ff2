-- reentrancy: one function, called by two at once.

program("shared-scratch", { title = "its scratch space is shared",
  expect = "ok", schedule = "main*3 a b a*4 b*4",
  facts = { ["a.prints"] = "a: 2 * 3 = 15",
            ["b.prints"] = "b: 5 * 7 = 105" } }, function()
  local scratch = Value("i", 0, "scratch")
  local function area(width, height)
    scratch.value = width
    scratch.value = scratch.value * height
    return scratch.value
  end
  local a = fork("a", function()
    print("a: 2 * 3 = " .. area(2, 3))
  end)
  local b = fork("b", function()
    print("b: 5 * 7 = " .. area(5, 7))
  end)
  a:wait() b:wait()
end)

program("own-scratch", { title = "made reentrant: each call has its own",
  expect = "ok",
  facts = { ["a.prints"] = "a: 2 * 3 = 6",
            ["b.prints"] = "b: 5 * 7 = 35" } }, function()
  local function area(width, height)
    local scratch = width
    scratch = scratch * height
    return scratch
  end
  local a = fork("a", function()
    print("a: 2 * 3 = " .. area(2, 3))
  end)
  local b = fork("b", function()
    print("b: 5 * 7 = " .. area(5, 7))
  end)
  a:wait() b:wait()
end)

program("guarded", { title = "shared, but guarded by a lock",
  expect = "ok",
  facts = { ["a.prints"] = "a: 2 * 3 = 6",
            ["b.prints"] = "b: 5 * 7 = 35" } }, function()
  local scratch = Value("i", 0, "scratch")
  local L = Lock("L")
  local function area(width, height)
    L:acquire()
    scratch.value = width
    scratch.value = scratch.value * height
    local result = scratch.value
    L:release()
    return result
  end
  local a = fork("a", function()
    print("a: 2 * 3 = " .. area(2, 3))
  end)
  local b = fork("b", function()
    print("b: 5 * 7 = " .. area(5, 7))
  end)
  a:wait() b:wait()
end)

program("nested", { title = "a guarded function that calls itself",
  expect = "deadlock",
  facts = { ["deadlock.circle.main.waits_for"] = "main",
            ["main.lock.count"] = 1 } }, function()
  local sum = Value("i", 0, "sum")
  local L = Lock("L")
  local function add_up(n)
    L:acquire()
    sum.value = sum.value + n
    if n > 1 then
      add_up(n - 1)
    end
    L:release()
  end
  add_up(3)
  print("sum is " .. sum.value)
end)

program("rlock", { title = "the same with an RLock",
  expect = "ok",
  facts = { ["main.lock.state.depth"] = 3,
            ["main.prints"] = "sum is 6",
            ["L.depth"] = 0 } }, function()
  local sum = Value("i", 0, "sum")
  local L = RLock("L")
  local function add_up(n)
    L:acquire()
    sum.value = sum.value + n
    if n > 1 then
      add_up(n - 1)
    end
    L:release()
  end
  add_up(3)
  print("sum is " .. sum.value)
end)
