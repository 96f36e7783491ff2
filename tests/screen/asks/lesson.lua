-- asks: a program that wants an answer from the one who watches.
param("times", 2, { min = 1, max = 5, help = "how often it is said" })

program("once", { title = "asks once", expect = "ok" }, function()
  local answer = ask("Which number?")
  for i = 1, param.times do print("you said " .. answer) end
end)
