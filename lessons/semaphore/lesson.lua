-- semaphore: the parking garage. A counter of free places, and a queue of those who wait.

param("places", 3, { min = 1, max = 130,
  help = "places in the garage" })
param("cars", 5, { min = 1, max = 500,
  help = "cars that come" })

local function park(garage)
  garage:acquire()
  sleep(10)
  garage:release()
end

-- n cars, numbered from `first` on.
local function arrive(first, n, fn)
  local cars = {}
  for i = first, first + n - 1 do
    cars[#cars + 1] = fork("car" .. i, fn)
  end
  return cars
end

local function wait_all(cars)
  for _, car in ipairs(cars) do
    car:wait()
  end
end

program("right", { title = "cars come, wait, enter and leave",
  expect = "ok", params = { "places", "cars" },
  facts = { ["@inside.garage.value"] = math.max(param.places - param.cars, 0),
            ["@inside.garage.taken"] = math.min(param.places, param.cars),
            ["garage.value"] = param.places,
            ["garage.released"] = param.cars } }, function()
  local garage = Semaphore(param.places, "garage")
  local cars = arrive(1, param.cars, function()
    park(garage)
  end)
  sleep(5)
  mark("inside")
  wait_all(cars)
end)

program("full", { title = "who finds it full drives on",
  expect = "ok", params = { "places", "cars" },
  facts = { ["garage.value"] = param.places,
            ["garage.released"] = math.min(param.places, param.cars) } }, function()
  local garage = Semaphore(param.places, "garage")
  wait_all(arrive(1, param.cars, function()
    if garage:try_acquire() then
      sleep(10)
      garage:release()
    else
      print "full: I drive on"
    end
  end))
end)

program("over", { title = "released once too often",
  expect = "ok", params = { "places" },
  facts = { ["@crowded.garage.taken"] = param.places + 1,
            ["garage.value"] = param.places + 1 } }, function()
  local garage = Semaphore(param.places, "garage")
  local first = fork("car1", function()
    garage:acquire()
    garage:release()
    garage:release()
  end)
  first:wait()
  say "Nobody is inside, and the counter says one place too many."
  local cars = arrive(2, param.places + 1, function()
    park(garage)
  end)
  sleep(5)
  mark("crowded")
  wait_all(cars)
end)

program("bounded", { title = "the same with a bounded semaphore",
  expect = "ok", params = { "places" },
  facts = { ["car1.release.err"] = "EOVERFLOW",
            ["@crowded.garage.taken"] = param.places,
            ["garage.value"] = param.places } }, function()
  local garage = BoundedSemaphore(param.places, "garage")
  local first = fork("car1", function()
    garage:acquire()
    garage:release()
    local ok, err, text = garage:release()
    print(err, text)
  end)
  first:wait()
  local cars = arrive(2, param.places + 1, function()
    park(garage)
  end)
  sleep(5)
  mark("crowded")
  wait_all(cars)
end)

program("stays", { title = "cars that never leave",
  expect = "deadlock", params = { "places" },
  facts = { ["car1.exit.status"] = 0,
            ["garage.taken"] = param.places,
            ["deadlock.circle.main.waits_for"] = "car" .. param.places + 1 } }, function()
  local garage = Semaphore(param.places, "garage")
  wait_all(arrive(1, param.places, function()
    garage:acquire()
    -- garage:release() is missing
  end))
  say "Their drivers are gone, the cars are not."
  wait_all(arrive(param.places + 1, 2, function()
    park(garage)
  end))
end)

program("others", { title = "the same, while somebody else goes on",
  expect = "deadlock", params = {},
  facts = { ["sweeper.exit.status"] = 0,
            ["deadlock.actors"] = "main car2",
            ["deadlock.circle.car2.waits_for"] = "main" } }, function()
  local sweeper = fork("sweeper", function()
    for i = 1, 3 do
      sleep(60)
      print("the street is swept, minute " .. i)
    end
  end)
  local garage = Semaphore(1, "garage")
  local first = fork("car1", function()
    garage:acquire()
    -- garage:release() is missing
  end)
  first:wait()
  local second = fork("car2", function()
    park(garage)
  end)
  second:wait()
  sweeper:wait()
end)
