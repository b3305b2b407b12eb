"""The report of a real lake: every link leads somewhere, every cell to as much evidence as it counts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from storage.compare import list_comparisons, read_comparison
from storage.evidence import EvidenceReader
from storage.headers import comparison
from storage.lake import Lake
from tasks.reports.columns import title_of
from tasks.steps.report import MARK, write_report

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


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, lake: Path) -> Path:
    out = tmp_path_factory.mktemp("report") / "out"
    write_report(Lake.open(lake), out)
    return out


def test_every_row_and_every_piece_of_evidence_is_in_the_folder(lake: Path, report: Path) -> None:
    about = handed(report / "data/report.js")
    quotes = [handed(report / f"quotes/{number}.js") for number in range(len(about["quotes"]))]
    known = sum(len(file["quotes"][0]) for file in quotes)
    assert [0, *about["quotes"][1:]] == about["quotes"] and known > 500
    opened = Lake.open(lake)
    for one in about["comparisons"]:
        published = read_comparison(opened, one["name"])
        assert sum(rows for _, rows, _ in one["chunks"]) == published.num_rows
        counted = dict.fromkeys(comparison(one["name"]).counted, 0)
        for number in range(len(one["chunks"])):
            for column, found in handed(report / f"data/{one['name']}-{number}-evidence.js").items():
                assert all(0 <= quote < known for cell in found["quotes"] for quote in cell)
                shown = [min(total, about["quotes_a_cell"]) for total in found["totals"]]
                assert [len(cell) for cell in found["quotes"]] == shown
                if column in counted:
                    counted[column] += sum(found["totals"])
        assert counted == {column: sum(published[column].to_pylist()) for column in counted}, one["name"]


def test_every_address_on_the_pages_is_a_file(report: Path) -> None:
    pages = list(report.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        for address in re.findall(r'(?:href|src)="([^"#]+)"', page.read_text(encoding="utf-8")):
            assert (page.parent / address).resolve().is_file(), f"{page.name}: {address}"


def test_an_older_report_is_replaced_and_anything_else_is_not(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out, mine = tmp_path / "report", tmp_path / "mine"
    for folder, name in ((out, MARK), (out, "stale.html"), (mine, "letter.txt")):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text("dear", encoding="utf-8")
    done = duizhao("report", "--lake", lake, "--out", out)
    assert done.code == 0 and "index.html" in done.out
    assert (out / MARK).exists() and (out / "index.html").exists() and not (out / "stale.html").exists()
    refused = duizhao("report", "--lake", lake, "--out", mine)
    assert refused.code != 0 and "Traceback" not in refused.err
    assert [file.name for file in mine.iterdir()] == ["letter.txt"]


def test_the_number_of_evidence_fits_every_counted_cell(lake: Path) -> None:
    opened = Lake.open(lake)
    behind: set[str] = set()
    with EvidenceReader(opened, many=True) as reader:
        for one in list_comparisons():
            cells = {(cell.row, cell.column): cell for cell in reader.cells(one.name, one.counted, 10_000)}
            for number, row in enumerate(read_comparison(opened, one.name).to_pylist()):
                for column in one.counted:
                    cell = cells.get((number, column))
                    assert (cell.total if cell else 0) == row[column], (one.name, row, column)
            behind |= {found for cell in cells.values() for found in cell.ids}
        shown = {row["id"] for row in reader.rows(sorted(behind))}
    assert shown == behind and len(shown) > 500


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


def test_every_column_has_a_chinese_title() -> None:
    titled = {
        (one.name, name): title_of(one.name, name) for one in list_comparisons() for name, _ in one.columns
    }
    assert {where for where, title in titled.items() if not re.search("[\u4e00-\u9fff]", title)} == set()


NAMES = ("沈知行", "叶知秋", "夏侯清", "费星河")
"""Some of the persons of samples/, picked by hand; the lake knows the others."""


def test_without_people_no_name_and_no_contact_is_left_in_the_folder(
    tmp_path: Path, lake: Path, report: Path, duizhao: Callable[..., Any]
) -> None:
    known = set(NAMES)
    with EvidenceReader(Lake.open(lake)) as reader:
        known |= {name for name in reader.people() if len(name) > 1}
    assert len(known) > 60
    covered = tmp_path / "covered"
    assert duizhao("report", "--lake", lake, "--out", covered, "--without-people").code == 0
    shown = texts(report)
    assert sum(name in shown for name in known) > 30  # or the test would prove nothing
    assert all(name in shown for name in NAMES)
    left = texts(covered)
    # a district's own code may be printed as a contact too
    codes = {place[3] for place in handed(covered / "data/report.js")["places"]}
    assert {name for name in known - codes if name in left} == set()
    assert "〔略〕" in left
    assert {file.name for file in covered.rglob("*")} == {file.name for file in report.rglob("*")}


def texts(folder: Path) -> str:
    """All that one can read in a folder, workbooks unpacked."""
    parts = [str(file.relative_to(folder)) for file in folder.rglob("*")]
    for file in filter(Path.is_file, folder.rglob("*")):
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                parts += [book.read(name).decode("utf-8", "ignore") for name in book.namelist()]
        else:
            parts.append(file.read_text(encoding="utf-8"))
    return "\n".join(parts)


def test_the_workbook_has_every_row_and_links_to_what_stands_behind(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out = tmp_path / "districts.xlsx"
    done = duizhao("export", "all", "--format", "xlsx", "--out", out, "--lake", lake, "--json")
    assert done.code == 0, done.err
    book = openpyxl.load_workbook(out)
    rows = {one["table"].removeprefix("compare."): one["rows"] for one in done.json()}
    assert set(rows) == {one.name for one in list_comparisons()}
    quotes = [cell.value for cell in book["依据"]["A"]]
    for one in list_comparisons():
        sheet = book[one.title]
        assert sheet.max_row == rows[one.name] + 1
        for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
            if row[-1].hyperlink:
                target = int(row[-1].hyperlink.location.split("!A")[1])
                assert quotes[target - 1] == f"{one.title} 第 {number} 行"
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n", "d", "b", "inlineStr"}  # no formula
    again = duizhao("export", "all", "--format", "xlsx", "--out", out, "--lake", lake)
    assert again.code != 0 and "there already" in again.err


def test_json_has_every_row_and_rounds_nothing(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out = tmp_path / "overview.json"
    assert duizhao("export", "compare.overview", "--format", "json", "--out", out, "--lake", lake).code == 0
    rows = json.loads(out.read_text(encoding="utf-8"))
    expected = read_comparison(Lake.open(lake), "overview").to_pylist()
    assert [Decimal(row.pop("own_share") or 0) for row in rows] == [
        row.pop("own_share") or 0 for row in expected
    ]
    assert rows == expected


def test_names_are_left_out_of_workbooks_only(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    done = duizhao("export", "people", "--out", tmp_path / "p.parquet", "--lake", lake, "--without-people")
    assert done.code == 2 and "xlsx" in done.err
    done = duizhao("export", "people", "--format", "xlsx", "--out", tmp_path / "p.xlsx", "--lake", lake)
    assert done.code == 2 and "comparisons" in done.err
    assert not list(tmp_path.glob("p.*"))
