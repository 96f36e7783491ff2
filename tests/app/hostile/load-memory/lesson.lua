local all = {}
for i = 1, 1e9 do
  all[i] = ("x"):rep(1e6)
end
program("p", { expect = "ok" }, function() end)
