#!/bin/sh
# Every test, in three rows of processes beside each other: half of the window's tests and then those of faults, files
# and scans here; the other half and then the services', and all others, in logs that are shown afterwards. (A process
# that has made many windows grows slow, so each takes a part of them; the others often wait for files and programs.) A
# process that fails, or dies after its tests, makes the whole fail. With arguments: one process.
#   packaging/run_tests.sh PYTHON [pytest arguments]
set -u
python=$1
shift
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

tests() { "$python" -m pytest -m "not slow" --timeout=300 -p no:cacheprovider "$@"; }

# One process after the other, one for each word; a word may be a pattern of files.
row() {
    status=0
    for part in "$@"; do
        # shellcheck disable=SC2086
        tests $part || status=1
    done
    return $status
}

if [ $# -gt 0 ]; then
    tests "$@"
    exit
fi

later='tests/faults tests/packaging tests/scans tests/storage tests/workbooks'
mkdir -p build
row 'tests/gui/test_[a-c]*.py' 'tests/gui/test_[d-h]*.py' tests/services >build/services-tests.log 2>&1 &
services=$!
# shellcheck disable=SC2086
tests --ignore=tests/gui --ignore=tests/services $(printf ' --ignore=%s' $later) >build/other-tests.log 2>&1 &
others=$!
trap 'kill $services $others 2>/dev/null' INT TERM
row 'tests/gui/test_[i-m]*.py' 'tests/gui/test_[n-r]*.py' 'tests/gui/test_[!a-r]*.py' "$later"
window=$?
wait "$services"
there=$?
wait "$others"
elsewhere=$?
cat build/services-tests.log build/other-tests.log
[ "$window" -eq 0 ] && [ "$there" -eq 0 ] && [ "$elsewhere" -eq 0 ] && exit 0
echo "The tests ended with $window (window), $there (window and services) and $elsewhere (all others)." >&2
exit 1
