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
hint() { printf '  \033[2m# %s\033[0m\n  %s\n' "$1" "$2"; }
hint "so that duizhao is found" ". .venv/bin/activate"
hint "what is published, what was refused and why" "duizhao status --lake $lake"
hint "one indicator, all districts, and which of them may be ranked" "duizhao compare indicators --lake $lake"
hint "who cites which document, and who does not" "duizhao compare citations --lake $lake"
hint "the facts of one document, each with its sentence" "duizhao show 报告 --lake $lake"
hint "what is decided about a file, and why" "duizhao explain samples/corpus/FILE"
hint "any question in SQL, on all tables" "duizhao query \"SELECT district, count(*) AS n FROM measures GROUP BY ALL ORDER BY n DESC\" --lake $lake"
hint "the same table for the duckdb shell" "duizhao path metrics --lake $lake"
hint "schedules and pages; files that arrive are read" "duizhao up --inbox samples/corpus --lake $lake --divisions samples/divisions.csv"
hint "the report" "xdg-open $out/report/index.html"
