program("right", { expect = "ok" }, function() print "hello" end)
