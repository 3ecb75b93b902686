#!/bin/sh
# Builds .venv from pyproject.toml and constraints.txt; where it cannot, one sentence says what is missing.
set -eu
cd "$(dirname "$0")/.."

refuse() {
    printf '\nSalesDesk was not set up: %s\n' "$1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_build() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

find_python() {
    without_venv=
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if is_new_enough "$candidate"; then
            if can_build "$candidate"; then
                python=$candidate
                return
            fi
            without_venv=$candidate
        fi
    done
    if [ -n "$without_venv" ]; then
        refuse "$without_venv has no venv module. On Debian and Ubuntu install it with: apt-get install python3-venv"
    fi
    refuse "no Python 3.11 or newer was found. Install one (Debian 12: apt-get install python3 python3-venv), \
or name it: make PYTHON=/path/to/python3"
}

if ! is_new_enough .venv/bin/python || ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    find_python
    echo "Building .venv with $("$python" --version) (this downloads about 150 MB, once)."
    "$python" -m venv --clear .venv || refuse "the venv module of $python failed; its message is above."
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --constraint constraints.txt --editable '.[dev]' ||
    refuse "pip could not install the packages; its message is above. Check the network and run make setup again."
