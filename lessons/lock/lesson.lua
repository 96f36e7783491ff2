-- lock: one at a time.

program("section", { title = "a critical section, taken by turns",
  expect = "ok",
  facts = { ["left.value"] = 7, ["L.owner"] = "",
            ["a.unlock.err"] = "", ["b.unlock.err"] = "" } }, function()
  local left = Value("i", 10, "left")
  local L = Lock("L")
  local function sell(seats)
    return function()
      L:acquire()
      local free = left.value
      left.value = free - seats
      L:release()
    end
  end
  local a = fork("a", sell(1))
  local b = fork("b", sell(2))
  a:wait() b:wait()
  print(left.value .. " seats left")
end)

program("dies", { title = "who has it dies inside",
  expect = "ok", schedule = "main*4 a b a*2",
  facts = { ["a.exit.status"] = 1,
            ["b.lock.err"] = "EOWNERDEAD",
            ["b.prints"] = "b: EOWNERDEAD, 9 left",
            ["left.value"] = 10, ["L.owner"] = "" } }, function()
  local left = Value("i", 10, "left")
  local L = Lock("L")
  local a = fork("a", function()
    L:acquire()
    left.value = left.value - 1
    exit(1)
  end)
  local b = fork("b", function()
    local ok, err = L:acquire()
    if err == "EOWNERDEAD" then
      print("b: EOWNERDEAD, " .. left.value .. " left")
      left.value = 10
      L:consistent()
    end
    L:release()
  end)
  a:wait() b:wait()
end)

program("ignored", { title = "nobody puts it right",
  expect = "ok", schedule = "main*2 a*2",
  facts = { ["b.lock.err"] = "EOWNERDEAD",
            ["main.lock.err"] = "ENOTRECOVERABLE",
            ["main.prints"] = "main: ENOTRECOVERABLE" } }, function()
  local L = Lock("L")
  local a = fork("a", function()
    L:acquire()
    exit(1)
  end)
  a:wait()
  local b = fork("b", function()
    L:acquire()
    L:release()
  end)
  b:wait()
  local ok, err = L:acquire()
  print("main: " .. err)
end)

program("not-mine", { title = "releasing what another has",
  expect = "ok",
  facts = { ["child.unlock.err"] = "EPERM",
            ["@back.L.owner"] = "main",
            ["child.prints"] = "child: EPERM",
            ["main.unlock.err"] = "" } }, function()
  local L = Lock("L")
  L:acquire()
  local child = fork("child", function()
    local ok, err = L:release()
    print("child: " .. err)
  end)
  child:wait()
  mark("back")
  L:release()
end)

program("twice", { title = "taken twice: it waits for itself",
  expect = "deadlock",
  facts = { ["deadlock.circle.main.waits_for"] = "main",
            ["L.owner"] = "main" } }, function()
  local L = Lock("L")
  L:acquire()
  L:acquire()
  L:release()
end)
