-- fork: what a child gets, how it ends, and who is told.

param("status", 3, { min = 0, max = 255,
  help = "exit status of the child" })

program("memory", { title = "memory is copied",
  expect = "ok", params = {},
  facts = { ["child.prints"] = "child: 2",
            ["main.prints"] = "main: 1" } }, function()
  local counter = 1
  local child = fork("child", function()
    counter = counter + 1
    print("child: " .. counter)
  end)
  child:wait()
  print("main: " .. counter)
end)

program("descriptors", { title = "descriptors are shared",
  expect = "ok", params = {},
  facts = { ["@forked.p.writers"] = 2,
            ["@gone.p.writers"] = 1,
            ["main.prints"] = "hello from child\nhello from main" } }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    w:write("hello from child\n")
    w:close()
  end)
  mark("forked")
  child:wait()
  mark("gone")
  say "child closed its w; main's is open."
  w:write("hello from main\n")
  w:close()
  for line in r:lines() do
    print(line)
  end
end)

program("status", { title = "the exit status",
  expect = "ok", params = { "status" },
  facts = { ["child.exit.status"] = param.status,
            ["main.wait.state.status"] = param.status } }, function()
  local child = fork("child", function()
    exit(param.status)
  end)
  local status = child:wait()
  print("status " .. status)
end)

program("killed", { title = "ended by a signal",
  expect = "ok", params = {},
  facts = { ["child.exit.signal"] = "SIGKILL",
            ["main.prints"] = "child: SIGKILL" } }, function()
  local child = fork("child", function()
    sleep(3600)
    print "never reached"
  end)
  child:kill("KILL")
  local status, signal = child:wait()
  if not status then
    print("child: " .. signal)
  end
end)

program("zombie", { title = "a zombie, until it is waited for",
  expect = "ok", params = {},
  facts = { ["@ended.child.state"] = "zombie",
            ["@reaped.child.state"] = "gone" } }, function()
  local child = fork("child", function()
    exit(0)
  end)
  sleep(1)
  mark("ended")
  say "A status waits to be taken."
  child:wait()
  mark("reaped")
end)

program("orphan", { title = "an orphan gets a new parent",
  expect = "ok", params = {},
  facts = { ["grandchild.prints"] = "another parent" } }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    local me = getpid()
    fork("grandchild", function()
      w:close()
      r:read()
      local same = getppid() == me
      print(same and "the same parent"
            or "another parent")
    end)
  end)
  child:wait()
  say "child is gone; now look."
  w:close()
end)
