-- What holds in one order and with one parameter only.
param("size", 3, { min = 1, max = 9 })
param("note", "hello", { max = 60 })

program("first", { expect = "ok", params = {},
  facts = { ["main.prints"] = "a" } }, function()
  local r, w = pipe("p")
  fork("a", function() w:write("a") end)
  fork("b", function() w:write("b") end)
  print(r:read(1))
  wait()
  wait()
end)

program("big", { expect = "ok", params = { "size" } }, function()
  if param.size > 8 then
    error("too big")
  end
end)

program("long", { expect = "ok", params = { "note" } }, function()
  local r = pipe("p")
  if #param.note > 50 then
    r:read(1)
  end
end)

-- Its schedule was written for size = 3: with others it need not deadlock.
program("ordered", { expect = "deadlock", params = { "size" }, schedule = "main*2" }, function()
  local r, w = pipe("p")
  if param.size == 3 then
    r:read(1)
  end
end)
