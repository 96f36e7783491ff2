-- For the tests of the command line: input, parameters, endings of every kind.

param("times", 1, { min = 1, max = 3, help = "how often it asks" })
param("greeting", "hello", { help = "what it says" })

program("name", { title = "asks for names", expect = "ok" }, function()
  for _ = 1, param.times do
    local name = ask("Who?")
    print(param.greeting .. " " .. (name or "nobody"))
  end
end)

program("endless", { title = "never comes to an end", expect = "limit" }, function()
  while true do sleep(1) end
end)

program("colours", { title = "prints what would command a terminal", expect = "ok" }, function()
  print("\27[2Jred")
  say("\27]0;title\7")
end)

program("broken", { title = "a fault in the script", expect = "ok" }, function()
  print(nothing.at_all)
end)
