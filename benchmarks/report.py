"""`python -m benchmarks.report`: what the report of very many districts costs, and how large its files are.

    python -m benchmarks.report [--districts 2800] [--years 5] [--keep FOLDER]

A generated corpus of invented districts, one annual report a district and year, some districts without any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from itertools import product
from pathlib import Path

from benchmarks.corpora import FIRST_YEAR, generated
from benchmarks.costs import Cost, cost_of, cost_of_run

CITIES = 70
SILENT = 20
"""One district in so many has no document."""
CHARACTERS = "云青石柳松岚鹭听禾麦苇澜帆潮盐海屿泉洲溪竹梅兰菊枫桐槐杉桃李杏梨荷莲芦荻雁鹤鹰燕"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--districts", type=int, default=2_800)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder for corpus, lake and report, to look at")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        write_corpus(folder, options.districts, options.years)
        lake, report = folder / "lake", folder / "report"
        tell("run", cost_of_run(folder / "corpus", lake, folder / "divisions.csv", "--executor", "local"))
        command = [sys.executable, "-m", "flows.cli", "report", "--lake", str(lake), "--out", str(report)]
        tell("report", cost_of(command))
        tell_sizes(report)


def write_corpus(folder: Path, districts: int, years: int) -> None:
    """Write corpus/ and divisions.csv for so many districts and years."""
    names = [f"{first}{second}" for first, second in product(CHARACTERS, CHARACTERS) if first != second]
    lines = ["code,name,level,parent_code", "990000,试验省,province,"]
    lines += [f"99{city + 1:02d}00,{names[-city - 1]}市,city,990000" for city in range(CITIES)]
    documents = generated(chapters=2)
    for number in range(districts):
        city, place = number % CITIES, number // CITIES
        name = f"{names[number % len(names)]}{'区县'[number // len(names)]}"
        lines.append(f"99{city + 1:02d}{place + 1:02d},{name},district,99{city + 1:02d}00")
        for year in range(FIRST_YEAR, FIRST_YEAR + years * (number % SILENT > 0)):
            _, written, text = next(documents)
            district = text.split("人民政府", 1)[0]
            file = folder / "corpus" / f"{names[-city - 1]}市" / name / f"{year}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = text.replace(district, name).replace(str(written + 1), str(year + 1))
            file.write_text(text.replace(str(written), str(year)), encoding="utf-8")
    (folder / "divisions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def tell(what: str, cost: Cost) -> None:
    print(f"{what:8} {cost.cpu_seconds:7.1f} s CPU {cost.wall_seconds:7.1f} s {cost.peak_megabytes:6.0f} MB")


def tell_sizes(report: Path) -> None:
    """Print, for each kind of file, how many there are, and the largest."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for file in report.rglob("*"):
        if file.is_file():
            folder = file.relative_to(report).parts[0] if file.parent != report else file.suffix
            kinds[folder].append(file.stat().st_size)
    for kind, sizes in sorted(kinds.items()):
        print(
            f"{kind:12} {len(sizes):6} files {sum(sizes) / 1e6:8.1f} MB, largest {max(sizes) / 1e3:8.0f} KB"
        )


if __name__ == "__main__":
    main()
