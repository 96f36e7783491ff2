-- @ID@: what is run. Each program() is one thing that the student can step through.
-- Every word that is known here: man ipc-tutor-lesson. Try it: ipc-tutor run @ID@

-- A parameter is what the student may change; param.text is its value.
param("text", "ping", {min = 1, max = 20, help = "what main sends"})

-- expect: how it ends. facts: what must be true of its run; check looks, again and again.
-- A program that claims "ok" has to hold in every order of its processes.
program("right", { title = "one writes, the other reads",
  expect = "ok",
  facts = { ["main.prints"] = "pong",
            ["child.read.ret"] = 4 } }, function()
  local from_main, to_child = pipe("there")
  local from_child, to_main = pipe("back")
  local child = fork("child", function()
    to_child:close()
    from_child:close()
    from_main:read(100)
    to_main:write("pong")
  end)
  from_main:close()
  to_main:close()
  to_child:write(param.text)
  print(from_child:read(100))
  child:wait()
end)

-- A wrong program must go wrong every time: because no order is right, or by its
-- schedule = "main*3 child", which says who goes when.
program("wrong", { title = "each reads first",
  expect = "deadlock",
  facts = { ["deadlock.circle.main.waits_for"] = "child" } }, function()
  local from_main, to_child = pipe("there")
  local from_child, to_main = pipe("back")
  local child = fork("child", function()
    to_child:close()
    from_child:close()
    from_main:read(100)
    to_main:write("pong")
  end)
  from_main:close()
  to_main:close()
  print(from_child:read(100))
  to_child:write(param.text)
  child:wait()
end)
