#!/bin/sh
# Every test, in three processes beside each other: the window's tests here, the services' and all others in logs that
# are shown afterwards (the window's tests keep one processor busy, the others often wait for files and programs). A
# process that fails, or dies after its tests, makes the whole fail. With arguments: one process.
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
tests tests/services -p no:cacheprovider >build/services-tests.log 2>&1 &
services=$!
tests --ignore=tests/gui --ignore=tests/services -p no:cacheprovider >build/other-tests.log 2>&1 &
others=$!
trap 'kill $services $others 2>/dev/null' INT TERM
tests tests/gui
window=$?
wait "$services"
there=$?
wait "$others"
elsewhere=$?
cat build/services-tests.log build/other-tests.log
[ "$window" -eq 0 ] && [ "$there" -eq 0 ] && [ "$elsewhere" -eq 0 ] && exit 0
echo "The tests ended with $window (window), $there (services) and $elsewhere (all others)." >&2
exit 1
