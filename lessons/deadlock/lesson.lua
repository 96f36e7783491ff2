-- deadlock: two locks, two processes.

program("opposite", { title = "in opposite order",
  expect = "deadlock", schedule = "main*4 a b",
  facts = { ["deadlock.circle.a.waits_for"] = "b",
            ["deadlock.circle.b.waits_for"] = "a",
            ["deadlock.circle.a.obj"] = "right",
            ["deadlock.circle.b.obj"] = "left" } }, function()
  local left, right = Lock("left"), Lock("right")
  local a = fork("a", function()
    left:acquire()
    right:acquire()
    print "a eats"
    right:release() left:release()
  end)
  local b = fork("b", function()
    right:acquire()
    left:acquire()
    print "b eats"
    left:release() right:release()
  end)
  a:wait() b:wait()
end)

program("ordered", { title = "in the same order",
  expect = "ok",
  facts = { ["a.prints"] = "a eats",
            ["b.prints"] = "b eats" } }, function()
  local left, right = Lock("left"), Lock("right")
  local function eat(name)
    return function()
      left:acquire()
      right:acquire()
      print(name .. " eats")
      right:release() left:release()
    end
  end
  local a = fork("a", eat("a"))
  local b = fork("b", eat("b"))
  a:wait() b:wait()
end)

program("back-off", { title = "try, give back, pause, again",
  expect = "ok",
  facts = { ["a.prints"] = "a eats",
            ["b.prints"] = "b eats" } }, function()
  local left, right = Lock("left"), Lock("right")
  local function eat(name, first, second, pause)
    return function()
      first:acquire()
      while not second:try_acquire() do
        first:release()
        sleep(pause)
        first:acquire()
      end
      print(name .. " eats")
      second:release() first:release()
    end
  end
  local a = fork("a", eat("a", left, right, 1))
  local b = fork("b", eat("b", right, left, 2))
  a:wait() b:wait()
end)

program("livelock", { title = "both always give back at once",
  expect = "ok",
  schedule = "main*4 " .. ("a b "):rep(15),
  facts = { ["a.trylock.err"] = "EBUSY",
            ["b.trylock.err"] = "EBUSY",
            ["a.trylock.count"] = 5,
            ["b.trylock.count"] = 5 } }, function()
  local left, right = Lock("left"), Lock("right")
  local function eat(name, first, second)
    return function()
      for try = 1, 5 do
        first:acquire()
        if second:try_acquire() then
          print(name .. " eats")
          second:release() first:release()
          return
        end
        first:release()
      end
      print(name .. " gave up")
    end
  end
  local a = fork("a", eat("a", left, right))
  local b = fork("b", eat("b", right, left))
  a:wait() b:wait()
end)
