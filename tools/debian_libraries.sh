#!/bin/sh
# As root on Debian or Ubuntu, installs what Qt and the tests with a real pointer need; elsewhere it does nothing.
set -eu

qt="libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0"
screen="xvfb xauth xdotool libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    exit 0
fi
missing=
for package in $qt $screen; do
    # A newer Debian provides some of these under a name with a suffix, such as libglib2.0-0t64.
    if ! dpkg-query -W -f '${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null | grep -qx installed; then
        missing="$missing $package"
    fi
done
[ -z "$missing" ] && exit 0

echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } </dev/null >/dev/null ||
    echo "Some Debian packages could not be installed:$missing" >&2
