-- For the tests of `ipc-tutor check`: claims that a run does not keep.

local function through(stuck)
  return function()
    local r, w = pipe("p")
    w:write("ab")
    r:read(16)
    if stuck then r:read(16) end
  end
end

program("right", { title = "a fact that is none", expect = "ok",
  facts = { ["main.read.ret"] = 3 } }, through(false))

program("stuck", { title = "says ok, but hangs", expect = "ok" }, through(true))
