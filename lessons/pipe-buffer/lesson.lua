-- pipe-buffer: a pipe holds so much and no more.

local PAGE = 4096 -- and PIPE_BUF

-- "2 a, 1 b" for "aab", counted in pages
local function runs(bytes)
  local text, at = {}, 1
  while at <= #bytes do
    local letter = bytes:sub(at, at)
    local stop = bytes:find("[^" .. letter .. "]", at)
      or #bytes + 1
    text[#text + 1] =
      (stop - at) // PAGE .. " " .. letter
    at = stop
  end
  return table.concat(text, ", ")
end

program("full", { title = "full: the writer waits",
  expect = "ok",
  schedule = "main*2 child*18 main",
  facts = { ["@full.child.state"] = "blocked",
            ["@full.p.bytes"] = 65536,
            ["child.write.count"] = 17,
            ["main.read.ret"] = 0 } }, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    r:close()
    for i = 1, 17 do
      w:write(("x"):rep(PAGE))
    end
    w:close()
  end)
  w:close()
  mark("full")
  r:read(PAGE)
  say "There is room for one more write."
  r:read_all()
  child:wait()
end)

program("alone", { title = "too much for one process",
  expect = "deadlock",
  facts = { ["deadlock.circle.main.waits_for"]
              = "main",
            ["main.prints"] = "before" } }, function()
  local r, w = pipe("p")
  print "before"
  w:write(("x"):rep(100000))
  print "never reached"
  r:read(100000)
end)

program("small", { title = "two writers, PIPE_BUF or less",
  expect = "ok",
  facts = { ["main.prints"] = "mixed: 0" } }, function()
  local r, w = pipe("p")
  for _, letter in ipairs { "a", "b" } do
    fork(letter, function()
      r:close()
      for i = 1, 9 do
        w:write(letter:rep(PAGE))
      end
    end)
  end
  w:close()
  local mixed = 0
  local all = r:read_all()
  for at = 1, #all, PAGE do
    local message = all:sub(at, at + PAGE - 1)
    if message:find("a") and message:find("b") then
      mixed = mixed + 1
    end
  end
  print("mixed: " .. mixed)
  wait() wait()
end)

program("large", { title = "two writers, more than PIPE_BUF",
  expect = "ok",
  schedule = "main*3 a*2 b*2 main*4",
  facts = { ["a.write.ret"] = 18 * PAGE,
            ["b.write.ret"] = 18 * PAGE, ["p.bytes"] = 0,
            ["main.prints"]
              = "17 a, 1 b, 1 a, 17 b" } }, function()
  local r, w = pipe("p")
  for _, letter in ipairs { "a", "b" } do
    fork(letter, function()
      r:close()
      w:write(letter:rep(18 * PAGE))
    end)
  end
  w:close()
  local all = r:read(PAGE)
  all = all .. r:read(PAGE)
  all = all .. r:read(PAGE)
  repeat
    local more = r:read(16 * PAGE)
    all = all .. more
  until more == ""
  print(runs(all))
  wait() wait()
end)

program("partial", { title = "what there is, however little",
  expect = "ok",
  facts = { ["main.read[1].ret"] = 4,
            ["main.read[2].ret"] = 6,
            ["main.prints"] = "0123\n456789" } }, function()
  local r, w = pipe("p")
  w:write("0123456789")
  print(r:read(4))
  print(r:read(100))
end)

program("again", { title = "O_NONBLOCK: EAGAIN or end-of-file",
  expect = "ok",
  facts = { ["main.read[1].err"] = "EAGAIN",
            ["main.read[2].ret"] = 3,
            ["main.read[3].ret"] = 0,
            ["main.prints"] =
              "EAGAIN\nyes\nend-of-file" } }, function()
  local r, w = pipe("p")
  r:set_nonblocking()
  local bytes, err = r:read()
  print(err)
  w:write("yes")
  print(r:read())
  w:close()
  if r:read() == "" then
    print "end-of-file"
  end
end)

program("rest", { title = "EAGAIN, and what to do with it",
  expect = "ok",
  facts = { ["child.write[1].ret"] = 65536,
            ["child.write[2].err"] = "EAGAIN",
            ["main.prints"] = "100000 bytes" } }, function()
  local r, w = pipe("p")
  local go_r, go_w = pipe("go")
  local child = fork("child", function()
    r:close()
    w:set_nonblocking()
    local rest = ("x"):rep(100000)
    while #rest > 0 do
      local count, err = w:write(rest)
      if count then
        rest = rest:sub(count + 1)
      elseif err == "EAGAIN" then
        if go_w then
          go_w:close()
          go_w = nil
        end
        poll { w }
      end
    end
  end)
  w:close() go_w:close()
  go_r:read(1)
  local all = r:read_all()
  print(#all .. " bytes")
  child:wait()
end)

program("two", { title = "poll: whoever writes first",
  expect = "ok",
  schedule = "main*7 right*2 main*2",
  facts = { ["main.prints"] = "right\nleft",
            ["main.poll.count"] = 2 } }, function()
  local ends = {}
  for _, name in ipairs { "left", "right" } do
    local r, w = pipe(name .. "-pipe")
    fork(name, function()
      r:close()
      w:write(name)
    end)
    w:close()
    ends[#ends + 1] = r
  end
  while #ends > 0 do
    local ready = poll(ends)[1]
    print(ready:read())
    for i, r in ipairs(ends) do
      if r == ready then
        table.remove(ends, i)
      end
    end
  end
  wait() wait()
end)
