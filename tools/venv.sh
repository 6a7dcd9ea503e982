#!/bin/sh
# Usage: tools/venv.sh DIR run|dev      (called by the Makefile)
# Make a private environment in DIR from requirements/<kind>.txt, every file checked against its pinned hash, and install
# this checkout into it (editable). Nothing is done when the locks have not changed since last time. An environment that
# this script did not make (a symlink, or no .readiness folder in it) is used as it is: its owner decides what is in it.
# PYTHON names the interpreter to build from; otherwise the first one found that is new enough.
set -eu

venv=$1 kind=$2
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
die() { say "setup: $*"; exit 2; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" >/dev/null 2>&1 || die "PYTHON=$PYTHON is not a program."
        new_enough "$PYTHON" || die "readiness needs Python 3.11 or newer; PYTHON=$PYTHON is $("$PYTHON" --version 2>&1)."
        printf '%s' "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>&1 || true)
    die "readiness needs Python 3.11 or newer; python3 here is: ${found:-not installed}.
       Install it (Debian, Ubuntu: apt-get install python3 python3-venv) or name one: make PYTHON=/path/to/python3.11 …"
}

# Make the environment with what this Python has; `pip_of` afterwards says how pip is reached.
make_venv() {
    python=$1
    if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        "$python" -m venv "$venv"
    elif "$python" -m virtualenv --version >/dev/null 2>&1; then
        "$python" -m virtualenv --quiet "$venv"
    elif command -v virtualenv >/dev/null 2>&1; then
        virtualenv --quiet --python "$python" "$venv"
    elif "$python" -c 'import venv' 2>/dev/null && "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip "$venv"
        command -v "$python" >"$venv/.outer-python"
    elif command -v uv >/dev/null 2>&1; then
        uv venv --quiet --seed --python "$python" "$venv"
    else
        die "this Python ($("$python" --version 2>&1)) cannot make an environment: it lacks venv.
       Install one package and run the same command again: apt-get install python3-venv"
    fi
}

pip_of() {
    if [ -f "$venv/.outer-python" ]; then
        "$(cat "$venv/.outer-python")" -m pip --python "$venv/bin/python" "$@"
    else
        "$venv/bin/python" -m pip "$@"
    fi
}

fingerprint() { pwd -P; cat pyproject.toml "requirements/$1.txt"; }
current() { [ -f "$venv/.readiness/$1" ] && fingerprint "$1" | cmp -s - "$venv/.readiness/$1"; }

if [ -L "$venv" ] || { [ -x "$venv/bin/python" ] && [ ! -d "$venv/.readiness" ]; }; then
    [ -x "$venv/bin/python" ] || die "$venv has no bin/python."
    exit 0
fi
if current "$kind" || { [ "$kind" = run ] && current dev; }; then exit 0; fi

if ! "$venv/bin/python" -c '' 2>/dev/null; then
    if [ -d "$venv/.readiness" ]; then
        rm -rf "$venv"  # ours, and broken: half made, or its Python is gone
    elif [ -e "$venv" ]; then
        die "$venv exists and is not a Python environment; name another with VENV=…"
    fi
    python=$(find_python)
    say "setup: making $venv with $("$python" --version 2>&1)"
    mkdir -p "$venv/.readiness"
    make_venv "$python"
fi
rm -f "$venv/.readiness/run" "$venv/.readiness/dev"
say "setup: installing requirements/$kind.txt (hash-checked)"
quiet="-qq --disable-pip-version-check --no-input"
# shellcheck disable=SC2086
pip_of install $quiet --no-deps --require-hashes --requirement "requirements/$kind.txt"
# shellcheck disable=SC2086
pip_of install $quiet --no-deps --no-build-isolation --editable .
fingerprint "$kind" >"$venv/.readiness/$kind"
