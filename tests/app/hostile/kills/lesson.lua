program("all", { expect = "ok" }, function()
  kill(-1, "KILL")
end)

program("one", { expect = "ok" }, function()
  kill(1, "KILL")
end)

program("group", { expect = "ok" }, function()
  kill(0, "KILL")
end)

program("parent", { expect = "ok" }, function()
  kill(getppid(), "KILL")
end)

program("guess", { expect = "ok" }, function()
  local own, hits = getpid(), 0
  for pid = 2, 40000 do
    if pid ~= own and pcall(kill, pid, "KILL") then hits = hits + 1 end
  end
  print("hits", hits)
end)
