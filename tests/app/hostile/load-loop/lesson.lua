-- Behind pcall, inside of pcall.
while true do pcall(function() while true do end end) end
program("p", { expect = "ok" }, function() end)
