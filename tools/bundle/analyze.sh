#!/bin/sh
# analyze.sh LEDGER…   Report into output/ beside the first file; see README.txt.
exec "$(dirname "$(readlink -f "$0")")/readiness.sh" --dropped "$@"
