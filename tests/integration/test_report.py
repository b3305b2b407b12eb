"""The report of a real lake: every link leads somewhere, every cell to as much evidence as it counts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.compare import list_comparisons, read_comparison
from storage.evidence import EvidenceReader
from storage.headers import comparison
from storage.lake import Lake
from tasks.steps.report import MARK

SAMPLES = Path(__file__).parents[2] / "samples"


def handed(file: Path) -> Any:
    """What a file of data hands over: the last argument of its one call."""
    inner = file.read_text(encoding="utf-8").removeprefix("duizhao.add(").removesuffix(");\n")
    return json.loads(f"[{inner}]")[-1]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "lake"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "flows.cli", "run", SAMPLES / "corpus", "--lake", folder),
            *("--executor", "local", "--divisions", SAMPLES / "divisions.csv"),
        ],
        cwd=SAMPLES.parent,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 3, done.stderr  # one of the samples is meant to be refused
    return folder


def test_every_row_and_every_piece_of_evidence_is_in_the_folder(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out = tmp_path / "report"
    assert duizhao("report", "--lake", lake, "--out", out).code == 0
    about = handed(out / "data/report.js")
    quotes = [handed(out / f"quotes/{number}.js") for number in range(len(about["quotes"]))]
    known = sum(len(file["quotes"][0]) for file in quotes)
    assert [0, *about["quotes"][1:]] == about["quotes"] and known > 500
    opened = Lake.open(lake)
    for one in about["comparisons"]:
        published = read_comparison(opened, one["name"])
        assert sum(rows for _, rows, _ in one["chunks"]) == published.num_rows
        counted = dict.fromkeys(comparison(one["name"]).counted, 0)
        for number in range(len(one["chunks"])):
            for column, found in handed(out / f"data/{one['name']}-{number}-evidence.js").items():
                assert all(0 <= quote < known for cell in found["quotes"] for quote in cell)
                shown = [min(total, about["quotes_a_cell"]) for total in found["totals"]]
                assert [len(cell) for cell in found["quotes"]] == shown
                if column in counted:
                    counted[column] += sum(found["totals"])
        assert counted == {column: sum(published[column].to_pylist()) for column in counted}, one["name"]


def test_every_address_on_the_pages_is_a_file(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out = tmp_path / "report"
    assert duizhao("report", "--lake", lake, "--out", out).code == 0
    pages = list(out.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        for address in re.findall(r'(?:href|src)="([^"#]+)"', page.read_text(encoding="utf-8")):
            assert (page.parent / address).resolve().is_file(), f"{page.name}: {address}"


def test_an_older_report_is_replaced_and_anything_else_is_not(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out = tmp_path / "report"
    assert duizhao("report", "--lake", lake, "--out", out).code == 0
    (out / "stale.html").write_text("old", encoding="utf-8")
    assert duizhao("report", "--lake", lake, "--out", out).code == 0
    assert (out / MARK).exists() and not (out / "stale.html").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    refused = duizhao("report", "--lake", lake, "--out", mine)
    assert refused.code != 0 and "Traceback" not in refused.err
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_the_number_of_evidence_fits_every_counted_cell(lake: Path) -> None:
    opened = Lake.open(lake)
    behind: list[str] = []
    with EvidenceReader(opened, many=True) as reader:
        for one in list_comparisons():
            for row in read_comparison(opened, one.name).to_pylist():
                key = {part: row[part] for part in one.key}
                for column in one.counted:
                    ids = reader.ids(one.name, key, column)
                    assert len(ids) == row[column], (one.name, key, column)
                    behind += ids
        shown = {row["id"] for row in reader.rows(sorted(set(behind)))}
    assert shown == set(behind) and len(shown) > 500


def test_one_question_for_all_cells_finds_what_a_question_for_each_finds(lake: Path) -> None:
    opened = Lake.open(lake)
    with EvidenceReader(opened, many=True) as reader:
        for one in list_comparisons():
            rows = read_comparison(opened, one.name).to_pylist()
            columns = [name for name, _ in one.columns if name not in (*one.key, "kind_of_empty")]
            together = {(cell.row, cell.column): cell for cell in reader.cells(one.name, columns, 3)}
            for number, row in list(enumerate(rows))[:: max(1, len(rows) // 8)]:
                for column in columns:
                    ids = reader.ids(one.name, {part: row[part] for part in one.key}, column)
                    cell = together.get((number, column))
                    assert (cell.total, list(cell.ids)) == (len(ids), ids[:3]) if cell else not ids
