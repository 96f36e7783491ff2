-- SPDX-License-Identifier: MIT
-- Wide characters in code and messages: 中文 and Umlaute.
program("right", {title = "管道, alles schließt", expect = "ok"}, function()
  local r, w = pipe("p")
  local child = fork("child", function()
    r:close()
    w:write("你好, Größe 管道\n")
  end)
  w:close()
  for line in r:lines() do print(line) end
  child:wait()
end)
