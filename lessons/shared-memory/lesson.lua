-- shared-memory: a number and ten numbers that two processes have at once.

program("seen", { title = "child writes, main reads",
  expect = "ok",
  facts = { ["@made.v.mapped"] = "main",
            ["@forked.v.mapped"] = "main child",
            ["v.value"] = "1234.0",
            ["a.cells"] = "0 -1 -2 -3 -4 -5 -6 -7 -8 -9",
            ["main.prints"] = "1234.0\n0 -1 -2 -3 -4 -5 -6 -7 -8 -9" } }, function()
  local v = Value("d", 0.0, "v")
  local a = Array("i", { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, "a")
  mark("made")
  local child = fork("child", function()
    v.value = 1234
    for i = 0, #a - 1 do
      a[i] = -a[i]
    end
  end)
  mark("forked")
  child:wait()
  print(v.value)
  local cells = {}
  for i = 0, #a - 1 do
    cells[#cells + 1] = a[i]
  end
  print(table.concat(cells, " "))
end)

program("apart", { title = "the same with variables of the program",
  expect = "ok",
  facts = { ["child.prints"] = "child: 1234.0 -9",
            ["main.prints"] = "main: 0.0 9" } }, function()
  local v = 0.0
  local a = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }
  local child = fork("child", function()
    v = 1234.0
    for i = 1, 10 do
      a[i] = -a[i]
    end
    print("child: " .. v .. " " .. a[10])
  end)
  child:wait()
  print("main: " .. v .. " " .. a[10])
end)

program("too-late", { title = "made after the fork",
  expect = "ok",
  facts = { ["v.mapped"] = "",
            ["@both.v.mapped"] = "main",
            ["@both.v#2.mapped"] = "child",
            ["main.prints"] = "main: 0" } }, function()
  local r, w = pipe("done")
  local child = fork("child", function()
    r:read()
    local v = Value("i", 0, "v")
    v.value = 1234
    mark("both")
  end)
  r:close()
  local v = Value("i", 0, "v")
  w:write("go\n")
  child:wait()
  print("main: " .. v.value)
end)

program("sizes", { title = "type codes, sizes, offsets",
  expect = "ok",
  facts = { ["b.bytes"] = 4, ["h.bytes"] = 8,
            ["i.bytes"] = 16, ["d.bytes"] = 32,
            ["b.3"] = -128, ["h.3"] = 32767,
            ["i.3"] = 7, ["d.3"] = 0.1 } }, function()
  local b = Array("b", 4, "b")
  local h = Array("h", 4, "h")
  local i = Array("i", 4, "i")
  local d = Array("d", 4, "d")
  local child = fork("child", function()
    b[3] = -128
    h[3] = 32767
    i[3] = 7
    d[3] = 0.1
  end)
  child:wait()
  print(b[3], h[3], i[3], d[3])
end)
