-- sh is on every machine; what it does here only the kernel can refuse.
local function sh(name, command)
  program(name, { expect = "ok", needs = { "sh" } }, function() exec("sh", "-c", command) end)
end

sh("loop", "while :; do :; done")
sh("yes", "while :; do echo yes; done")
sh("line", "while :; do printf yes; done")
sh("bomb", "bomb() { bomb | bomb & }; bomb; sh -c : ; echo alive")
sh("kills", "kill -9 -1; kill -9 1; kill -9 $PPID; echo alive; kill -9 0")
sh("writes", "for f in /tmp /dev/shm /var/tmp /etc .; do echo x >$f/hostile-escaped; done; echo done")
sh("memory", "x=xxxxxxxxxxxxxxxx; while :; do x=$x$x; done")
sh("deaf", "trap '' 1 2 3 13 14 15 24; while :; do :; done")
