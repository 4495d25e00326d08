# Becomes the server given as arguments, beside a guard that outlives the parent process: when standard input ends (the
# parent died) or says "stop", the guard shuts the server down: fast, after 5 s immediately, after 5 s more by SIGKILL.
# "gone" tells the guard that the server has already ended.
server=$$
exec 3<&0
(
  (
    trap '' INT HUP TERM
    read -r word <&3
    case $word in
      gone) exit 0 ;;
      quit) ladder="QUIT KILL" ;;
      *) ladder="INT QUIT KILL" ;;
    esac
    for signal in $ladder; do
      kill -$signal $server 2>/dev/null || exit 0
      tenths=0
      while [ $tenths -lt 50 ]; do
        kill -0 $server 2>/dev/null || exit 0
        sleep 0.1
        tenths=$((tenths + 1))
      done
    done
  ) &
)
exec 3<&-
# A session of its own keeps the terminal's Ctrl-C from the server: its owner decides when it stops.
command -v setsid >/dev/null && set -- setsid "$@"
exec "$@" </dev/null
