#!/bin/sh
# Runs the tests that move a real pointer, where a virtual screen can be had; elsewhere one sentence says why not.
set -u
cd "$(dirname "$0")/.."

leave_out() {
    echo "The tests with a real pointer were left out: $1"
    exit 0
}

for program in Xvfb xdotool; do
    command -v "$program" >/dev/null 2>&1 ||
        leave_out "$program is not installed (Debian: apt-get install xvfb xdotool)."
done
lacking=$(.venv/bin/python tools/probe_qt.py --screen 2>&1) || leave_out "$lacking"

.venv/bin/python -m pytest -q -m xvfb
status=$?
# pytest leaves with 5 when it found no such test.
[ "$status" = 5 ] && leave_out "there are none."
exit "$status"
