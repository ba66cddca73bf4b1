#!/bin/sh
# Every test, in three rows beside each other: half of the window's tests here; the other half and then the services',
# and all others, in logs that are shown afterwards. (A process that has made many windows grows slow; the others often
# wait for files and programs.) A process that fails, or dies after its tests, makes the whole fail. With arguments:
# one process.
#   packaging/run_tests.sh PYTHON [pytest arguments]
set -u
python=$1
shift
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

tests() { "$python" -m pytest -m "not slow" --timeout=300 "$@"; }
quiet() { tests -p no:cacheprovider "$@"; }

if [ $# -gt 0 ]; then
    tests "$@"
    exit
fi

mkdir -p build
{ quiet tests/gui/test_[a-h]*.py; first=$?; quiet tests/services && [ "$first" -eq 0 ]; } >build/services-tests.log 2>&1 &
services=$!
quiet --ignore=tests/gui --ignore=tests/services >build/other-tests.log 2>&1 &
others=$!
trap 'kill $services $others 2>/dev/null' INT TERM
tests tests/gui/test_[!a-h]*.py
window=$?
wait "$services"
there=$?
wait "$others"
elsewhere=$?
cat build/services-tests.log build/other-tests.log
[ "$window" -eq 0 ] && [ "$there" -eq 0 ] && [ "$elsewhere" -eq 0 ] && exit 0
echo "The tests ended with $window (window), $there (window and services) and $elsewhere (all others)." >&2
exit 1
