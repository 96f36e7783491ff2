-- catches: programs that wait for Ctrl-C.
program("alone", { title = "waits for nothing else", expect = "deadlock" }, function()
  signal("INT", function(name) print("caught " .. name) end)
  pause()
  print("after it")
end)

program("asks", { title = "is interrupted at its question", expect = "ok" }, function()
  fork("other", function() signal("INT", "ignore") sleep(1) end)
  print(ask("Which number?"))
end)

program("busy", { title = "never ends by itself", expect = "limit" }, function()
  while true do getpid() end
end)
