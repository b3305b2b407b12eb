"""The report of a real lake: every link leads somewhere, every cell to as much evidence as it counts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from storage.compare import list_comparisons, read_comparison
from storage.evidence import EvidenceReader
from storage.lake import Lake
from tasks.steps.report import MARK

SAMPLES = Path(__file__).parents[2] / "samples"


class Links(HTMLParser):
    """Addresses and anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if values.get("href"):
            self.hrefs.append(str(values["href"]))
        if values.get("id"):
            self.ids.add(str(values["id"]))


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


def test_every_link_of_the_report_leads_somewhere(
    tmp_path: Path, lake: Path, duizhao: Callable[..., Any]
) -> None:
    out = tmp_path / "report"
    assert duizhao("report", "--lake", lake, "--out", out).code == 0
    pages = {page: Links() for page in out.rglob("*.html")}
    for page, links in pages.items():
        links.feed(page.read_text(encoding="utf-8"))
    assert len(pages) > 20
    for page, links in pages.items():
        for href in links.hrefs:
            address, _, anchor = href.partition("#")
            target = (page.parent / address).resolve() if address else page
            assert target.is_file(), f"{page.name}: {href}"
            assert not anchor or anchor in pages[target].ids, f"{page.name}: {href}"


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
        for comparison in list_comparisons():
            for row in read_comparison(opened, comparison.name).to_pylist():
                key = {part: row[part] for part in comparison.key}
                for column in comparison.counted:
                    ids = reader.ids(comparison.name, key, column)
                    assert len(ids) == row[column], (comparison.name, key, column)
                    behind += ids
        shown = {row["id"] for row in reader.rows(sorted(set(behind)))}
    assert shown == set(behind) and len(shown) > 500
