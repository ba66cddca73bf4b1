#!/bin/sh
# Makes sure that the system libraries of the window are there (Debian, Ubuntu). Everything else comes from the locks.
#   packaging/system-packages.sh run     what the program needs
#   packaging/system-packages.sh test    the same, a screen without a monitor (Xvfb), strace and PostgreSQL for the tests
#   packaging/system-packages.sh package what makes the packages for Windows and Linux
#   packaging/system-packages.sh package-test   the same, and clean systems to install them on
#   packaging/system-packages.sh bench   the same and Pango, for WeasyPrint in the benchmarks
# As root it installs what is missing; otherwise it says what to install and goes on.
set -eu

window="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1 \
libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-shape0 libxcb-xkb1 \
libxcb-image0 libxcb-render-util0 libxcb-randr0 libxcb-sync1 libxcb-xfixes0 libx11-xcb1"
packaging="libpython3.11 binutils xz-utils dpkg-dev libcups2 appstream desktop-file-utils \
nsis gcc-mingw-w64-x86-64 mingw-w64-x86-64-dev binutils-mingw-w64-x86-64 osslsigncode"
case "${1:-run}" in
    run) wanted="$window" ;;
    test) wanted="$window xvfb xauth strace postgresql" ;;
    package) wanted="$window $packaging" ;;
    package-test) wanted="$window $packaging xvfb xauth x11-utils debootstrap postgresql wine wine64 xdotool" ;;
    bench) wanted="$window xvfb xauth strace postgresql libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" ;;
    *) echo "usage: $0 run|test|package|package-test|bench" >&2; exit 2 ;;
esac

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || exit 0

missing=""
for name in $wanted; do
    # newer systems carry some of them under a name with t64
    if ! dpkg-query -W -f '${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q '^install ok installed'; then
        missing="$missing $name"
    fi
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing system libraries:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 - a list of names
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Missing system libraries; please run: sudo apt-get install --no-install-recommends$missing" >&2
fi
