-- three-servers: one line of integers, three servers, three clients, seven processes.

local PORT, MOST = 7070, 20

-- How the stage draws them: server, channel, client, what it tells.
local ROWS = {
  { "tcp-server", "TCP to-client", "client1", "mean" },
  { "fifo-server", "FIFO namedpipe", "client2", "median" },
  { "shm-server", "memory count cells", "client3", "mode" },
}

-- A line as a list of integers; or nil and what is wrong with it.
local function integers(line)
  local list = {}
  for word in line:gmatch("%S+") do
    local digits = word:match("^[+-]?(%d+)$")
    if not digits or #digits > 9 then
      return nil, word .. ": not an integer of 1 to 9 digits"
    end
    list[#list + 1] = math.tointeger(tonumber(word))
  end
  if #list == 0 then return nil, "no integers: type at least one" end
  if #list > MOST then return nil, "more than " .. MOST .. " integers" end
  return list
end

local function numbers(line)
  return line and integers(line) or {}
end

local function mean(list)
  local sum = 0
  for _, n in ipairs(list) do sum = sum + n end
  if #list == 0 then return "none" end
  if sum % #list == 0 then return sum // #list end
  return ("%.2f"):format(sum / #list)
end

local function median(list)
  table.sort(list)
  local low, high = list[(#list + 1) // 2], list[#list // 2 + 1]
  if #list == 0 then return "none" end
  if (low + high) % 2 == 0 then return (low + high) // 2 end
  return ("%.1f"):format((low + high) / 2)
end

-- All that are there most often, smallest first.
local function mode(list)
  local times, most, found = {}, 0, {}
  table.sort(list)
  for _, n in ipairs(list) do
    times[n] = (times[n] or 0) + 1
    most = math.max(most, times[n])
  end
  for i, n in ipairs(list) do
    if times[n] == most and n ~= list[i - 1] then
      found[#found + 1] = n
    end
  end
  return #list == 0 and "none" or table.concat(found, " ")
end

-- An answer that is a list of integers; "" when no more will come.
local function ask_integers()
  local line = ask("Type integers, then Enter:")
  while line do
    local list, why = integers(line)
    if list then return line end
    print(why)
    line = ask(why .. ". Again:")
  end
  return ""
end

-- TCP: mean
local function tcp_server(mess)
  local s = tcp_listen(PORT)
  local c = s:accept()
  s:close()
  local line = mess:read_line()
  c:write((line or "") .. "\n")
  c:close()
end

local function tcp_client(ready, done)
  local c, err = tcp_connect(PORT)
  while not c do
    sleep(0.1)
    c, err = tcp_connect(PORT)
  end
  ready:release()
  print("mean " .. mean(numbers(c:read_line())))
  c:close()
  done:release()
end

-- named pipe: median
local function fifo_server(mess)
  local w = open("namedpipe", "w")
  local line = mess:read_line()
  w:write((line or "") .. "\n")
  w:close()
end

local function fifo_client(ready, done)
  local r = open("namedpipe", "r")
  ready:release()
  print("median " .. median(numbers(r:read_line())))
  r:close()
  done:release()
end

-- shared memory: mode
local function shm_server(mess, shared)
  local list = numbers(mess:read_line())
  shared.count.value = #list
  for i, n in ipairs(list) do
    shared.cells[i - 1] = n
  end
  shared.filled:set()
end

local function shm_client(ready, done, shared)
  ready:release()
  shared.filled:wait()
  local list = {}
  for i = 1, shared.count.value do
    list[i] = shared.cells[i - 1]
  end
  print("mode " .. mode(list))
  done:release()
end

-- What is made before the first fork, all seven have.
local function prepare()
  mkfifo("namedpipe")
  return Semaphore(0, "ready"), Semaphore(0, "done"),
    { count = Value("i", 0, "count"),
      cells = Array("i", MOST, "cells"),
      filled = Event("filled") }
end

local function wait_for_three(counter)
  for _ = 1, 3 do counter:acquire() end
end

local function finish(done)
  wait_for_three(done)
  for _ = 1, 6 do wait() end
  unlink("namedpipe")
  mark(2, "all finished, all closed")
end

local function close_all(ends)
  for _, w in ipairs(ends) do w:close() end
end

-- A pipe from main to the server, then the server. The write ends of
-- the pipes before it are inherited too: it closes them all.
local function start(name, server, ends)
  local r, w = pipe("mess" .. #ends + 1)
  ends[#ends + 1] = w
  fork(name, function()
    close_all(ends)
    server(r)
  end)
  r:close()
end

-- The seven; `server` and `client` are the two that speak TCP.
local function seven(server, client)
  local ready, done, shared = prepare()
  local ends = {}
  fork("client1", function() client(ready, done) end)
  fork("client2", function() fifo_client(ready, done) end)
  fork("client3", function() shm_client(ready, done, shared) end)
  start("tcp-server", server, ends)
  start("fifo-server", fifo_server, ends)
  start("shm-server", function(r) shm_server(r, shared) end, ends)
  mark(0, "all started")
  wait_for_three(ready)
  mark(1, "all clients ready")
  local line = ask_integers()
  for _, w in ipairs(ends) do w:write(line .. "\n") end
  close_all(ends)
  finish(done)
end

program("right", { title = "seven processes, three ways",
  expect = "ok", network = true, rows = ROWS,
  input = "1 2 2 3 10\n",
  facts = { ["client1.prints"] = "mean 3.60",
            ["client2.prints"] = "median 2",
            ["client3.prints"] = "mode 2",
            ["ready.released"] = 3,
            ["@T1.done.released"] = 0,
            ["done.released"] = 3 } }, function()
  seven(tcp_server, tcp_client)
end)

program("again", { title = "what is no integer is asked for again",
  expect = "ok", network = true, rows = ROWS,
  input = "1 two 3\n\n2.5\n-3 4 4 -3\n",
  facts = { ["main.prints"] = "two: not an integer of 1 to 9 digits\n"
              .. "no integers: type at least one\n"
              .. "2.5: not an integer of 1 to 9 digits",
            ["client1.prints"] = "mean 0.50",
            ["client2.prints"] = "median 0.5",
            ["client3.prints"] = "mode -3 4" } }, function()
  seven(tcp_server, tcp_client)
end)

program("early", { title = "client1 connects once, too early",
  expect = "deadlock", network = true, rows = ROWS,
  input = "1 2 2 3 10\n",
  facts = { ["client1.connect.err"] = "ECONNREFUSED",
            ["client1.prints"] = "ECONNREFUSED",
            ["ready.released"] = 2 } }, function()
  seven(function(mess)
    sleep(1)
    tcp_server(mess)
  end, function(ready, done)
    local c, err = tcp_connect(PORT)
    if not c then
      print(err)
      exit(1)
    end
    ready:release()
    print("mean " .. mean(numbers(c:read_line())))
    c:close()
    done:release()
  end)
end)

program("one-pipe", { title = "one pipe for three servers",
  expect = "deadlock", network = true, rows = ROWS,
  input = "1 2 2 3 10\n",
  facts = { ["mess.written"] = 33,
            ["mess.read"] = 33,
            ["ready.released"] = 3,
            ["done.released"] = 1 } }, function()
  local ready, done, shared = prepare()
  fork("client1", function() tcp_client(ready, done) end)
  fork("client2", function() fifo_client(ready, done) end)
  fork("client3", function() shm_client(ready, done, shared) end)
  local r, w = pipe("mess")
  local function start_on_mess(name, server)
    fork(name, function()
      w:close()
      server(r)
    end)
  end
  start_on_mess("tcp-server", tcp_server)
  start_on_mess("fifo-server", fifo_server)
  start_on_mess("shm-server", function() shm_server(r, shared) end)
  r:close()
  mark(0, "all started")
  wait_for_three(ready)
  mark(1, "all clients ready")
  w:write((ask_integers() .. "\n"):rep(3))
  finish(done)
end)
