#!/usr/bin/env bash
# The main job on the invented documents of samples/, as a user would run it. Usage: samples/demo.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-build/demo}
lake=$out/lake
duizhao=.venv/bin/duizhao

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() { printf '\033[2m$ duizhao %s\033[0m\n' "$*"; "$duizhao" "$@"; }

say "1. Read the documents, publish them, compare the districts"
show run samples/corpus --lake "$lake" --divisions samples/divisions.csv || code=$?
# 3: some files were refused. One of the samples is meant to be.
[ "${code:-0}" -eq 0 ] || [ "${code:-0}" -eq 3 ] || exit "$code"

say "2. Lay the districts side by side: how much is there of each?"
show compare overview --lake "$lake"

say "3. The pages for the browser"
show report --lake "$lake" --out "$out/report"

say "Try next"
cat <<END
  . .venv/bin/activate
  duizhao status --lake $lake                  what is published, what was refused and why
  duizhao compare citations --lake $lake       who cites which document, and who does not
  duizhao show 报告 --lake $lake               the facts of one document, each with its sentence
  duizhao explain samples/corpus/FILE          what is decided about a file, and why
  duizhao query "SELECT district, count(*) AS n FROM measures GROUP BY ALL ORDER BY n DESC" --lake $lake
  duizhao path metrics --lake $lake            the same table for the duckdb shell
  xdg-open $out/report/index.html              the report
END
