program("half", { title = "half of it",
  expect = "ok" }, function()
  local r, w = pipe("p")
