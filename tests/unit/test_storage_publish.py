"""Publication: what stops it, and when there is nothing to publish."""

from __future__ import annotations

import re
from typing import Any

import pytest

from storage.checks import require_known, require_passed
from storage.errors import AuditFailed, CheckMissing
from storage.lake import Lake
from storage.model import Acceptance, CheckResult, Division
from storage.query import run_query

TEXT = "东岭省/云溪市/青禾区/990101/2024/notice\n第一件。落实《水利条例》。"


def rows(world: Any, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in run_query(world.lake, sql).table.to_pylist()]


def test_a_failing_check_stops_the_publication_and_shows_the_rows(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put("a.txt", TEXT)
    world.run()
    read = world.read

    def misquote(item: Any) -> Any:
        found = read(item)
        found["citations"][0]["quote"] = "《别的条例》"
        return found

    monkeypatch.setattr(world, "read", misquote)
    world.put("a.txt", TEXT + "第二件。")
    with pytest.raises(AuditFailed, match=re.compile("quotes: .*1 rows.*别的条例", re.DOTALL)):
        world.run()
    assert world.lake.current() == 1
    world.accepted = {"quotes": "原文如此", "orphans": "not needed"}
    assert world.run() == 2
    assert world.lake.manifest().accepted == (Acceptance("quotes", "原文如此", 1),)
    world.put("a.txt", TEXT + "第三件。")
    world.accepted = {}
    with pytest.raises(AuditFailed):  # accepted once, not for ever
        world.run()
    monkeypatch.undo()
    assert world.run() == 3
    assert world.lake.manifest().accepted == ()
    assert list(world.lake.trees.iterdir()) == []


def test_only_checks_that_there_are_can_be_accepted() -> None:
    require_known(["quotes", "unique_keys"])
    with pytest.raises(CheckMissing, match="no check qoutes; there are corrections_applied, "):
        require_known(["quotes", "qoutes"])


def test_a_warning_does_not_stop_it() -> None:
    require_passed([CheckResult("odd", "Something odd", "warning", 1, ({"id": 1},))])


def test_what_memory_did_not_allow_is_tried_again_and_told_once(world: Any) -> None:
    world.put("a.txt", TEXT)
    world.put("big.txt", TEXT + "很长。")
    world.too_large_for_memory = ("big.txt",)
    assert world.run() == 1
    assert rows(world, "SELECT source_path, reason_code FROM rejects") == [("big.txt", "E_RESOURCE")]
    assert [item.reason for item in world.plan(world.lake).parse] == ["retry"]
    assert world.run() == 1, "the same outcome is no new snapshot"
    world.too_large_for_memory = ()
    assert world.run() == 2
    assert rows(world, "SELECT count(*) FROM documents") == [(2,)]


def test_new_divisions_compare_anew_and_read_nothing(world: Any) -> None:
    world.put("a.txt", TEXT)
    world.run()
    world.divisions = (*world.divisions, Division("990104", "松岗县", "county", "云溪市", "东岭省"))
    plan = world.plan(world.lake)
    assert (plan.parse, plan.compare_changed) == ((), True)
    assert world.run() == 2
    assert ("松岗县", "not_collected") in rows(world, "SELECT district, kind_of_empty FROM compare.coverage")
    assert world.run() == 2


def test_old_snapshots_stay_as_they_were(world: Any) -> None:
    world.complete = False
    world.put("a.txt", TEXT)
    world.run()
    old = world.files()
    world.put("a.txt", TEXT + "第二件。")
    world.run()
    lake: Lake = world.lake
    found = run_query(lake, "SELECT text FROM documents", n=1).table.to_pylist()
    assert found == [{"text": TEXT}]
    assert world.files() != old
    assert lake.manifest(2).parent == 1


def test_a_manifest_is_read_as_it_was_written(world: Any) -> None:
    world.complete = False
    world.put("a.txt", TEXT.replace("2024", ""))
    world.run()
    file = world.lake.manifest_file(1)
    assert world.lake.manifest(1).to_json() == file.read_bytes()
    assert any(dict(ref.partition).get("year", 0) is None for ref in world.lake.manifest(1).objects)
    assert file.stat().st_mode & 0o222 == 0
