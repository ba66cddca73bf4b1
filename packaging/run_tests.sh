#!/bin/sh
# Every test, in two processes beside each other: the window's and the services' tests here, all others in a log that is
# shown afterwards. A process that fails, or dies after its tests, makes the whole fail. With arguments: one process.
#   packaging/run_tests.sh PYTHON [pytest arguments]
set -u
python=$1
shift
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

tests() { "$python" -m pytest -m "not slow" --timeout=300 "$@"; }

if [ $# -gt 0 ]; then
    tests "$@"
    exit
fi

mkdir -p build
log=build/other-tests.log
tests --ignore=tests/gui --ignore=tests/services -p no:cacheprovider >"$log" 2>&1 &
other=$!
trap 'kill $other 2>/dev/null' INT TERM
tests tests/gui tests/services
here=$?
wait "$other"
there=$?
cat "$log"
[ "$here" -eq 0 ] && [ "$there" -eq 0 ] && exit 0
echo "The tests ended with $here (window and services) and $there (all others)." >&2
exit 1
