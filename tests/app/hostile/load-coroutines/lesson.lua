local function short() for i = 1, 500 do end end
while true do coroutine.wrap(short)() end
program("p", { expect = "ok" }, function() end)
