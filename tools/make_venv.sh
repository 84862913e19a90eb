#!/bin/sh
# A virtual environment with a pip that knows dependency groups: make_venv.sh DIRECTORY
set -eu
venv=$1
ok='import sys; sys.exit(not (3, 11) <= sys.version_info[:2])'

find_python() {
    for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$ok" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "progpack needs Python 3.11 or newer (Debian: apt-get install python3-venv)," \
        "or PYTHON=/path/to/python3" >&2
    exit 1
}

python=$(find_python)
if [ ! -x "$venv/bin/python" ]; then
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        # Debian splits ensurepip off into a package of its own.
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            echo "installing python$version-venv ..."
            apt-get update -qq && apt-get install -y -qq "python$version-venv" >/dev/null
        fi
        "$python" -m venv "$venv" || {
            echo "no virtual environment can be made; as root: apt-get install python3-venv" >&2
            exit 1
        }
    fi
fi
"$venv/bin/python" -m pip install -q --disable-pip-version-check --upgrade 'pip>=25.1'
