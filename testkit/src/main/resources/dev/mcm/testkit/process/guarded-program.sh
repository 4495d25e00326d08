# Becomes the program given as arguments, beside a guard that outlives the parent process: when standard input ends (the
# parent died) the guard ends the program: SIGTERM, after 5 s SIGKILL. "gone" tells the guard that it has already ended.
program=$$
exec 3<&0
(
  (
    trap '' INT HUP TERM
    read -r word <&3
    [ "$word" = gone ] && exit 0
    for signal in TERM KILL; do
      kill -$signal $program 2>/dev/null || exit 0
      tenths=0
      while [ $tenths -lt 50 ]; do
        kill -0 $program 2>/dev/null || exit 0
        sleep 0.1
        tenths=$((tenths + 1))
      done
    done
  ) &
)
exec 3<&-
# A session of its own keeps the terminal's Ctrl-C from the program: its owner decides when it stops.
command -v setsid >/dev/null && set -- setsid "$@"
exec "$@" </dev/null
