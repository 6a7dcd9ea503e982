#!/bin/sh
# readiness.sh COMMAND …   The command line; see README.txt.
here=$(dirname "$(readlink -f "$0")")
for python in "$here/python/bin/python3" python3.13 python3.12 python3.11 python3; do
    if command -v "$python" >/dev/null 2>&1; then
        exec "$python" "$here/start.py" "$@"
    fi
done
echo 'Python 3.11 - 3.13 was not found. See README.txt.' >&2
exit 2
