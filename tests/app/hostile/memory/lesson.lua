program("table", { expect = "ok" }, function()
  local all = {}
  for i = 1, 1e9 do
    all[i] = {}
  end
end)

program("double", { expect = "ok" }, function()
  local text = "x"
  while true do
    text = text .. text
  end
end)

-- Each child has its own bound; what all of them have together is bounded by the clock.
program("crowd", { expect = "ok" }, function()
  while true do
    fork(function()
      local all = {}
      while true do all[#all + 1] = ("x"):rep(1e6) end
    end)
  end
end)

program("shared", { expect = "ok" }, function()
  while true do Array("q", 128) end
end)
