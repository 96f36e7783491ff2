-- Lua closes the variables of a coroutine that failed inside of a hook with its hooks off.
local forever = setmetatable({}, { __close = function() while true do end end })
coroutine.wrap(function()
  local closed <close> = forever
  while true do end
end)()
program("p", { expect = "ok" }, function() end)
