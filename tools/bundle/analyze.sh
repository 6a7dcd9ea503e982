#!/bin/sh
# analyze.sh LEDGER…   Report into output/ beside the first file; see README.txt.
# By sh: a zip unpacked on Windows or by a simple tool has lost the right to be executed.
exec sh "$(dirname "$(readlink -f "$0")")/readiness.sh" --dropped "$@"
