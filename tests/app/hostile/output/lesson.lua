program("say", { expect = "ok" }, function()
  while true do say("x") end
end)

program("long", { expect = "ok" }, function()
  local line = ("x"):rep(16e6)
  while true do print(line) end
end)

program("steps", { expect = "ok" }, function()
  local i = 0
  while true do
    i = i + getpid()
    mark(tostring(i):rep(20))
  end
end)

program("commands", { expect = "ok" }, function()
  print("\27]0;mine\7\27[2J\155")
end)
