-- One call of C: no instruction of Lua is counted while it lasts.
local text = ("a"):rep(30000)
text:find((".-"):rep(20) .. "b")
program("p", { expect = "ok" }, function() end)
