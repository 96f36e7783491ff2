-- For the tests of `ipc-tutor check`: all of it holds, but the twin is no C.

program("right", { title = "a pipe", expect = "ok" }, function()
  local r, w = pipe("p")
  w:write("ab")
  r:read(16)
end)
