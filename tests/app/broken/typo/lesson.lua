program("right", { expect = "ok" }, function() end)
