"""The run without Prefect and Dask: what is published, what a second run does, and what it does not import."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.local import run_locally
from flows.progress import Silent
from storage.errors import LakeBusy, MassDisappearance
from storage.lake import Lake
from storage.lock import writer_lock
from storage.query import run_query
from tasks.steps.options import Options
from tests.integration.conftest import ROOT, published, report


@pytest.fixture
def options(corpus: Path, tmp_path: Path) -> Options:
    return Options(corpus, tmp_path / "lake", (tmp_path / "divisions.csv").read_bytes())


def ask_lake(options: Options, sql: str) -> list[tuple[object, ...]]:
    table = run_query(Lake.open(options.lake), sql).table
    return [tuple(row.values()) for row in table.to_pylist()]


def test_documents_are_published_in_their_districts(options: Options) -> None:
    outcome = run_locally(options, Silent())
    assert (outcome.snapshot, outcome.published, outcome.read, outcome.refused) == (1, True, 6, ())
    sql = "SELECT district, district_code, year, count(*) AS n FROM documents GROUP BY ALL ORDER BY ALL"
    assert ask_lake(options, sql) == [
        ("柳湾区", "990103", 2022, 1),
        ("柳湾区", "990103", 2023, 1),
        ("石桥县", "990102", 2022, 1),
        ("石桥县", "990102", 2023, 1),
        ("青禾区", "990101", 2022, 1),
        ("青禾区", "990101", 2023, 1),
    ]
    encodings = "SELECT encoding, count(*) AS n FROM sources GROUP BY ALL ORDER BY ALL"
    assert ask_lake(options, encodings) == [("gb18030", 1), ("utf-8", 5)]


def test_a_second_run_publishes_nothing(options: Options) -> None:
    run_locally(options, Silent())
    before = published(options.lake)
    outcome = run_locally(options, Silent())
    assert (outcome.published, outcome.read, outcome.unchanged) == (False, 0, 6)
    assert outcome.sentence == "Nothing to do: snapshot 1 already holds all 6 files."
    assert published(options.lake) == before
    assert [path.name for path in (options.lake / "snapshots").iterdir()] == ["00000001"]


def test_only_what_changed_is_read_and_the_result_is_that_of_a_full_run(
    options: Options, tmp_path: Path
) -> None:
    run_locally(options, Silent())
    changed = options.corpus / "云溪市" / "2023" / "青禾区报告.txt"
    changed.write_text(report("青禾区", 2023, 29), encoding="utf-8")
    (options.corpus / "云溪市" / "2022" / "柳湾区报告.txt").unlink()
    outcome = run_locally(options, Silent())
    assert (outcome.snapshot, outcome.read, outcome.unchanged, outcome.removed) == (2, 1, 4, 1)
    afresh = Options(options.corpus, tmp_path / "afresh", options.divisions)
    run_locally(afresh, Silent())
    assert published(options.lake) == published(afresh.lake)


def test_batches_do_not_change_a_byte(options: Options, tmp_path: Path) -> None:
    run_locally(options, Silent())
    batched = Options(
        options.corpus, tmp_path / "batched", options.divisions, files_as_tasks=0, batch_bytes=1500
    )
    run_locally(batched, Silent())
    assert published(batched.lake) == published(options.lake)


def test_new_divisions_are_new_rules(options: Options) -> None:
    run_locally(options, Silent())
    assert options.divisions is not None
    more = Options(
        options.corpus, options.lake, options.divisions + "990104,云溪新区,district,990100\n".encode()
    )
    assert run_locally(more, Silent()).read == 6


def test_a_lake_is_not_emptied_by_an_unmounted_corpus(options: Options) -> None:
    run_locally(options, Silent())
    before = published(options.lake)
    for file in options.corpus.rglob("*.txt"):
        file.unlink()
    with pytest.raises(MassDisappearance):
        run_locally(options, Silent())
    assert published(options.lake) == before


def test_two_writers_do_not_meet(options: Options) -> None:
    lake = Lake.create_or_open(options.lake, options.corpus)
    with writer_lock(lake), pytest.raises(LakeBusy, match=r"\d"):
        run_locally(options, Silent())


def test_neither_prefect_nor_dask_is_imported(corpus: Path, tmp_path: Path) -> None:
    check = (
        "import sys; from flows.cli import app; "
        f"sys.argv = ['duizhao', 'run', {str(corpus)!r}, '--lake', {str(tmp_path / 'lake')!r}, '--executor', 'local']; "
        "app(standalone_mode=False); "
        "heavy = {m.split('.')[0] for m in sys.modules} & {'prefect', 'prefect_dask', 'dask', 'distributed'}; "
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_fault_of_ours_refuses_one_file(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.steps import stage

    parse: Callable[..., object] = stage.parse_source

    def faulty(source: object, places: object) -> object:
        if "石桥县" in source.path and "2022" in source.path:  # type: ignore[attr-defined]
            raise KeyError("a rule that fails")
        return parse(source, places)

    monkeypatch.setattr(stage, "parse_source", faulty)
    outcome = run_locally(options, Silent())
    assert [(r.path, r.code) for r in outcome.refused] == [("云溪市/2022/石桥县报告.txt", "E_PARSE")]
    assert "KeyError" in outcome.refused[0].detail
    assert outcome.documents == 5
