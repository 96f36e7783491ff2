-- Each computes and computes; what ends it is the count of instructions, or the clock.
program("loop", { expect = "ok" }, function()
  while true do end
end)

program("behind", { expect = "ok" }, function()
  while true do pcall(function() while true do end end) end
end)

program("search", { expect = "ok" }, function()
  local text = ("a"):rep(30000)
  text:gsub((".-"):rep(20) .. "b", "")
end)

program("empty", { expect = "ok" }, function()
  local nothing = (""):rep(1 << 60)
end)

program("handler", { expect = "ok" }, function()
  signal("USR1", function() while true do end end)
  kill(getpid(), "USR1")
end)

program("deaf", { expect = "ok" }, function()
  for _, name in ipairs { "TERM", "INT", "HUP", "QUIT", "ALRM" } do
    signal(name, "ignore")
    block(name)
  end
  fork("child", function() (("a"):rep(30000)):find((".-"):rep(20) .. "b") end)
  pause()
end)

program("steps", { expect = "ok" }, function()
  while true do getpid() end
end)
