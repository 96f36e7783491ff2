-- turns: programs in which the order of two processes is a matter of who comes first.

local function trip(tickets)
  return function()
    tickets:acquire()
    tickets:release()
  end
end

program("one", { title = "one ticket", expect = "ok" }, function()
  local tickets = Semaphore(1, "tickets")
  local a = fork("a", trip(tickets))
  local b = fork("b", trip(tickets))
  a:wait() b:wait()
end)

program("two", { title = "two tickets", expect = "ok" }, function()
  local tickets = Semaphore(2, "tickets")
  local a = fork("a", trip(tickets))
  local b = fork("b", trip(tickets))
  a:wait() b:wait()
end)

program("queue", { title = "who puts first", expect = "ok" }, function()
  local q = Queue(5, "q")
  local a = fork("a", function() q:put("x") end)
  local b = fork("b", function() q:put("y") end)
  q:get()
  q:get()
  a:wait() b:wait()
end)

program("lines", { title = "line 1 and line 10", expect = "ok" }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    w:write("line 1\n")
    w:write("line 10\n")
  end)
  w:close()
  for _ in r:lines() do end
  child:wait()
end)

program("lost", { title = "an update is lost", expect = "ok", schedule = "main*3 a b a b" },
        function()
  local counter = Value("i", 0, "counter")
  local function count() counter.value = counter.value + 1 end
  local a = fork("a", count)
  local b = fork("b", count)
  a:wait() b:wait()
end)

program("locks", { title = "a circle", expect = "deadlock", schedule = "main*4 a b a b" },
        function()
  local x, y = Lock("x"), Lock("y")
  local a = fork("a", function() x:acquire() y:acquire() end)
  local b = fork("b", function() y:acquire() x:acquire() end)
  a:wait() b:wait()
end)

program("gate", { title = "all come, then all go", expect = "ok" }, function()
  local gate = Barrier(3, "gate")
  local function come() gate:wait() end
  local a, b = fork("a", come), fork("b", come)
  gate:wait()
  a:wait() b:wait()
end)

program("event", { title = "two wait for one", expect = "ok" }, function()
  local e = Event("e")
  local function come() e:wait() end
  local a, b = fork("a", come), fork("b", come)
  e:set()
  a:wait() b:wait()
end)
