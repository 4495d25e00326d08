# Becomes the program given as arguments after the first, beside a guard that outlives the parent process. When standard
# input ends (the parent died) the guard ends the program by the signals that the first argument names, or by those of the
# line it reads: each in turn, when the program still runs 5 s after the one before. "gone" tells it that there is nothing
# to end any more.
program=$$
signals=$1
shift
exec 3<&0
(
  (
    trap '' INT HUP TERM
    read -r line <&3
    [ "$line" = gone ] && exit 0
    for signal in ${line:-$signals}; do
      kill -"$signal" $program 2>/dev/null || exit 0
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
