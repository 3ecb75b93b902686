#!/bin/sh
# Runs the tests that move a real pointer, where a virtual screen can be had.
set -eu
cd "$(dirname "$0")/.."

for program in Xvfb xdotool; do
    if ! command -v "$program" >/dev/null 2>&1; then
        echo "The tests with a real pointer were left out: $program is not installed (Debian: apt-get install xvfb xdotool)."
        exit 0
    fi
done
.venv/bin/python -m pytest -q -m xvfb || { status=$?; [ "$status" = 5 ] && echo "There are no tests with a real pointer." || exit "$status"; }
