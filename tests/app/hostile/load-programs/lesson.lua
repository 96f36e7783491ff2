for i = 1, 1e6 do
  program("p" .. i, { expect = "ok" }, function() end)
end
