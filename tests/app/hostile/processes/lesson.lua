program("many", { expect = "ok" }, function()
  while true do
    fork(function() pause() end)
  end
end)

program("chain", { expect = "ok" }, function()
  local function again()
    while true do fork(again) end
  end
  again()
end)

program("zombies", { expect = "ok" }, function()
  while true do fork(function() end) end
end)

program("stopped", { expect = "ok" }, function()
  kill(getpid(), "STOP")
end)
