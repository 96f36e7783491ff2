-- redirect: what one program writes becomes what the next one reads.
-- sort, uniq, seq and head are the real ones of this machine.

local fruit = { "pear", "apple", "pear", "fig", "apple", "pear" }

program("right", { title = "sort | uniq -c, as a shell does it",
  expect = "ok", needs = { "sort", "uniq" },
  facts = { ["@ours.p.writers"] = 1,
            ["main.write.count"] = 6,
            ["sort.exit.status"] = 0,
            ["uniq.prints"] = "      2 apple\n      1 fig\n      3 pear",
            ["uniq.exit.status"] = 0 } }, function()
  local list_r, list_w = pipe("list")
  local r, w = pipe("p")
  local sort = fork("sort", function()
    list_w:close() r:close()
    list_r:dup2(0) list_r:close()
    w:dup2(1) w:close()
    exec("sort")
  end)
  local uniq = fork("uniq", function()
    list_r:close() list_w:close() w:close()
    r:dup2(0) r:close()
    exec("uniq", "-c")
  end)
  mark("forked")
  list_r:close() r:close() w:close()
  sleep(1) -- until both wait for what comes
  mark("ours")
  for i = 1, #fruit do
    list_w:write(fruit[i] .. "\n")
  end
  list_w:close()
  sort:wait()
  uniq:wait()
end)

program("forgotten", { title = "the parent forgets to close",
  expect = "deadlock", needs = { "sort", "uniq" },
  facts = { ["sort.exit.status"] = 0,
            ["deadlock.circle.main.waits_for"] = "uniq",
            ["deadlock.circle.uniq.waits_for"] = "main" } }, function()
  local list_r, list_w = pipe("list")
  local r, w = pipe("p")
  local sort = fork("sort", function()
    list_w:close() r:close()
    list_r:dup2(0) list_r:close()
    w:dup2(1) w:close()
    exec("sort")
  end)
  local uniq = fork("uniq", function()
    list_r:close() list_w:close() w:close()
    r:dup2(0) r:close()
    exec("uniq", "-c")
  end)
  list_r:close() r:close()
  for i = 1, #fruit do
    list_w:write(fruit[i] .. "\n")
  end
  list_w:close()
  sort:wait()
  uniq:wait()
end)

program("unseen", { title = "uniq keeps an end that it does not know of",
  expect = "deadlock", needs = { "sort", "uniq" },
  facts = { ["sort.exit.status"] = 0,
            ["deadlock.circle.uniq.waits_for"] = "uniq" } }, function()
  local list_r, list_w = pipe("list")
  local r, w = pipe("p")
  local sort = fork("sort", function()
    list_w:close() r:close()
    list_r:dup2(0) list_r:close()
    w:dup2(1) w:close()
    exec("sort")
  end)
  local uniq = fork("uniq", function()
    list_r:close() list_w:close()
    r:dup2(0) r:close()
    exec("uniq", "-c")
  end)
  list_r:close() r:close() w:close()
  for i = 1, #fruit do
    list_w:write(fruit[i] .. "\n")
  end
  list_w:close()
  sort:wait()
  uniq:wait()
end)

program("astray", { title = "without dup2: the pipe is there, nobody uses it",
  expect = "ok", needs = { "sort", "uniq" },
  facts = { ["sort.prints"] = "apple\napple\nfig\npear\npear\npear",
            ["uniq.prints"] = "",
            ["uniq.exit.status"] = 0 } }, function()
  local list_r, list_w = pipe("list")
  local r, w = pipe("p")
  local sort = fork("sort", function()
    list_w:close() r:close()
    list_r:dup2(0) list_r:close()
    exec("sort")
  end)
  local uniq = fork("uniq", function()
    list_r:close() list_w:close() w:close()
    r:dup2(0) r:close()
    exec("uniq", "-c")
  end)
  list_r:close() r:close() w:close()
  for i = 1, #fruit do
    list_w:write(fruit[i] .. "\n")
  end
  list_w:close()
  sort:wait()
  uniq:wait()
end)

program("early", { title = "seq | head -n 1: the reader leaves first",
  expect = "ok", needs = { "seq", "head" },
  facts = { ["head.prints"] = "1",
            ["head.exit.status"] = 0,
            ["seq.exit.signal"] = "SIGPIPE" } }, function()
  local r, w = pipe("p")
  local seq = fork("seq", function()
    r:close()
    w:dup2(1) w:close()
    exec("seq", "100000")
  end)
  local head = fork("head", function()
    w:close()
    r:dup2(0) r:close()
    exec("head", "-n", "1")
  end)
  r:close() w:close()
  head:wait()
  seq:wait()
end)
