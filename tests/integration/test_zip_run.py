"""ZIP archives in a run: refused where nobody asked, otherwise each member a file of its own, through its whole life."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from flows.local import run_locally
from flows.progress import Silent
from storage.errors import MassDisappearance
from tasks.steps.options import Consent, Options
from tasks.steps.outcome import Outcome
from tests.integration.conftest import published, report


@pytest.fixture
def options(corpus: Path, tmp_path: Path) -> Options:
    """Of the six reports, the three of 2022 are in an archive."""
    pack(corpus, {f"云溪市/2022/{file.name}": file.read_bytes() for file in corpus.glob("云溪市/2022/*")})
    shutil.rmtree(corpus / "云溪市" / "2022")
    return Options(corpus, tmp_path / "lake", (tmp_path / "divisions.csv").read_bytes())


def pack(corpus: Path, members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(corpus / "2022年.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def run(options: Options) -> Outcome:
    return run_locally(options, Silent())


def rebuilt(options: Options, tmp_path: Path) -> dict[str, str]:
    """What a full run over the present corpus gives."""
    lake = tmp_path / "beside"
    shutil.rmtree(lake, ignore_errors=True)
    run_locally(replace(options, lake=lake), Silent())
    return published(lake)


def test_an_archive_through_its_life(options: Options, tmp_path: Path) -> None:
    shut = run(options)
    assert (shut.sources, shut.documents) == (4, 3)
    assert [(one.path, one.code) for one in shut.refused] == [("2022年.zip", "E_ARCHIVE")]

    options = replace(options, zips=True)
    opened = run(options)
    assert (opened.sources, opened.documents, opened.read, opened.refused) == (6, 6, 3, ())
    assert not run(options).published

    kept = report("青禾区", 2022, 11).encode()
    broken = bytes(range(256)) * 40
    pack(
        options.corpus, {"云溪市/2022/青禾区报告.txt": kept, "石桥县.txt": broken, "内层.zip": b"PK\x03\x04"}
    )
    changed = run(replace(options, consent=Consent(disappearance=True)))
    assert (changed.sources, changed.documents, changed.unchanged, changed.removed) == (6, 4, 4, 2)
    assert {one.path: one.code for one in changed.refused} == {
        "2022年.zip!/内层.zip": "E_ARCHIVE",
        "2022年.zip!/石桥县.txt": "E_BINARY",
    }
    assert published(options.lake) == rebuilt(options, tmp_path)

    with pytest.raises(MassDisappearance):
        run(replace(options, zips=False))
