-- pipe-fork: a pipe between two processes, and the ends that are in the way.

param("lines", 10, { min = 1, max = 50,
  help = "lines that the child writes" })

program("right", { title = "child writes, main reads to the end",
  expect = "ok", params = { "lines" },
  facts = { ["@piped.p.writers"] = 1,
            ["@forked.p.writers"] = 2,
            ["child.write.count"] = param.lines,
            ["main.read.ret"] = 0 } }, function()
  local r, w = pipe("p")
  mark("piped")
  local child = fork("child", function()
    r:close()
    for i = 1, param.lines do
      w:write("line " .. i .. "\n")
    end
    w:close()
  end)
  mark("forked")
  w:close()
  say "Now only child can write."
  for line in r:lines() do
    print(line)
  end
  r:close()
  child:wait()
end)

program("forgotten", { title = "main keeps its write end",
  expect = "deadlock", params = { "lines" },
  facts = { ["child.exit.status"] = 0,
            ["deadlock.circle.main.waits_for"] = "main" } }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    r:close()
    for i = 1, param.lines do
      w:write("line " .. i .. "\n")
    end
    w:close()
  end)
  for line in r:lines() do
    print(line)
  end
  child:wait()
end)

program("second", { title = "a second child keeps a write end",
  expect = "deadlock", params = { "lines" },
  facts = { ["writer.exit.status"] = 0,
            ["deadlock.circle.main.waits_for"] = "helper",
            ["deadlock.circle.helper.waits_for"] = "main" } }, function()
  local r, w = pipe("p")
  local go_r, go_w = pipe("go")
  local writer = fork("writer", function()
    r:close()
    go_r:close() go_w:close()
    for i = 1, param.lines do
      w:write("line " .. i .. "\n")
    end
    w:close()
  end)
  local helper = fork("helper", function()
    r:close() go_w:close()
    go_r:read_line()
    print "helper: my turn"
  end)
  w:close() go_r:close()
  for line in r:lines() do
    print(line)
  end
  go_w:write("go\n")
  go_w:close()
  writer:wait() helper:wait()
end)
