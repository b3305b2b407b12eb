"""Corrections: what the file may say, what they change, and what happens when a source is no longer what it was."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest

from storage.errors import AuditFailed
from storage.model import Correction
from storage.query import run_query
from tasks.steps.cell_values import text_of
from tasks.steps.correct import correct
from tasks.steps.corrections import CorrectionsError, read_corrections
from tasks.text.places import load_gazetteer

HEADER = "document_id,table,row_id,field,expected,value,reason,reviewed_by,reviewed_on\n"


def test_a_file_as_excel_writes_it() -> None:
    rows = 'd1,metrics,m1,value,"1,200",1300,印刷错误,李审,2024-05-02\r\nd1,documents,,year,2023,,不详,,\r\n'
    first, second = read_corrections(("\ufeff" + HEADER.replace("\n", "\r\n") + rows).encode())
    assert first == Correction(
        2, "d1", "metrics", "m1", "value", "1,200", "1300", "印刷错误", "李审", "2024-05-02"
    )
    assert (second.line, second.row_id, second.value) == (3, "d1", "")
    assert read_corrections(HEADER.encode()) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("d1,metrics,m1,value,1,2,,,", "Line 2: reason is empty"),
        (",metrics,m1,value,1,2,why,,", "Line 2: document_id is empty"),
        ("d1,metrics,,value,1,2,why,,", "Line 2: row_id is empty"),
        ("d1,metrics,m1,value,1,two,why,,", "Line 2: value 'two' is not a number"),
        ("d1,metrics,m1,value,1,,why,,", "Line 2: value may not be empty"),
        ("d1,metrics,m1,value,x,2,why,,", "Line 2: expected 'x' is not a number"),
        ("d1,dates,m1,start_date,,1.5.2024,why,,", "Line 2: value '1.5.2024' is not a day as 2024-05-01"),
        ("d1,metrics,m1,quote,a,b,why,,", "Line 2: a quote is what the document says"),
        ("d1,metrics,m1,text_start,1,2,why,,", "Line 2: text_start of metrics cannot be corrected; label, "),
        ("d1,metrics,m1,indicator_code,a,b,why,,", "indicator_code of metrics cannot be corrected"),
        (
            "d1,sentences,m1,text,a,b,why,,",
            "Line 2: text of sentences cannot be corrected; only documents and ",
        ),
        ("d1,metrics,m1,value,2,2,why,,", "Line 2: value is what was expected"),
        ("d1,metrics,m1,value,1,2", "Line 2: it has not as many cells"),
        ("d1,metrics,m1,value,1,2,why,,,,", "Line 2: it has not as many cells"),
        (
            "d1,metrics,m1,value,1,2,why,,\nd1,metrics,m1,value,1,3,why,,",
            "Lines 2 and 3 correct the same cell",
        ),
        ('d1,metrics,m1,value,1,2,"why', "After line 1: unexpected end"),
    ],
)
def test_every_fault_names_its_line(line: str, said: str) -> None:
    with pytest.raises(CorrectionsError, match=re.escape(said)):
        read_corrections((HEADER + line).encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER.encode("utf-16"), "not UTF-8"),
        (b"", "look at 'document_id'"),
        (HEADER.replace("reason", "why").encode(), "look at 'reason'"),
        (HEADER.replace("reviewed_on", "when").encode(), "look at 'when'"),
    ],
)
def test_a_file_that_is_none(content: bytes, said: str) -> None:
    with pytest.raises(CorrectionsError, match=re.escape(said)):
        read_corrections(content)


def columns() -> dict[str, dict[str, list[Any]]]:
    place: dict[str, list[Any]] = {
        "document_id": ["d1"], "province": ["未知"], "city": ["未知"], "district": [None], "district_code": [None],
        "year": [2024],
    }  # fmt: skip
    return {
        "sources": {"source_path": ["a.txt"]},
        "documents": place
        | {"issuer": ["某局"], "signed_date": [None], "district_basis": [None], "year_basis": ["path"]},
        "metrics": place | {"record_id": ["m1"], "quote": ["12件"], "value": [Decimal("12.000000")]},
        "assignments": place | {"record_id": ["a1"], "quote": ["办"], "lead_units": [["甲局", "乙局"]]},
    }


def one(table: str, row_id: str, field: str, expected: str, value: str) -> Correction:
    return Correction(2, "d1", table, row_id, field, expected, value, "why")


@pytest.mark.parametrize(
    ("correction", "outcome", "changed"),
    [
        (one("metrics", "m1", "value", "12", "21"), ("applied", None), ("metrics", "value", Decimal(21))),
        (one("metrics", "m1", "value", "13", "21"), ("other_value", "12"), None),
        (one("metrics", "m2", "value", "12", "21"), ("row_missing", None), None),
        (one("people", "p1", "name", "王一", "王乙"), ("row_missing", None), None),
        (one("assignments", "a1", "lead_units", "甲局|乙局", "丙局"), ("applied", None), ("assignments", "lead_units", ["丙局"])),
        (one("assignments", "a1", "lead_units", "甲局", ""), ("other_value", "甲局|乙局"), None),
        (one("documents", "d1", "signed_date", "", "2024-05-01"), ("applied", None), ("documents", "signed_date", dt.date(2024, 5, 1))),
        (one("documents", "d1", "year", "2024", "2023"), ("applied", None), ("metrics", "year", 2023)),
        (one("documents", "d1", "year", "2024", "2023"), ("applied", None), ("documents", "year_basis", "correction")),
        (one("documents", "d1", "district_code", "", "210102"), ("applied", None), ("assignments", "district", "和平区")),
        (one("documents", "d1", "district_code", "", "210102"), ("applied", None), ("documents", "province", "辽宁省")),
    ],
)  # fmt: skip
def test_one_cell_is_changed(
    correction: Correction, outcome: tuple[str, str | None], changed: tuple[str, str, Any] | None
) -> None:
    found = columns()
    (corrected,) = correct(found, (correction, Correction(3, "d9", *["x"] * 6)), load_gazetteer(None))
    assert (corrected.status, corrected.found) == outcome
    if changed is None:
        assert found == columns()
    else:
        table, field, value = changed
        assert found[table][field] == [value]


def test_a_record_is_removed() -> None:
    found = columns()
    both = (one("metrics", "m1", "quote", "12件", ""), one("metrics", "m1", "value", "12", "21"))
    assert [corrected.status for corrected in correct(found, both, load_gazetteer(None))] == ["applied"] * 2
    assert set(map(len, found["metrics"].values())) == {0}


@pytest.mark.parametrize(
    "value", [None, "文", 7, Decimal("1.500000"), dt.date(2024, 5, 1), ["甲", "乙"], True]
)
def test_values_are_shown_as_they_are_written(value: Any) -> None:
    shown = {
        None: "",
        "文": "文",
        7: "7",
        Decimal("1.5"): "1.5",
        dt.date(2024, 5, 1): "2024-05-01",
        True: "true",
    }
    assert text_of(value) == ("甲|乙" if isinstance(value, list) else shown[value])


TEXT = "东岭省/云溪市/青禾区/990101/2024/notice\n修路。落实《水利条例》。"
OTHER = "东岭省/云溪市/石桥县/990102/2024/notice\n修桥。"


@pytest.fixture
def corrected(world: Any) -> Any:
    """A lake of three files, two of them with the same document, and a correction of its one citation."""
    world.put("a.txt", TEXT)
    world.put("b.txt", TEXT)
    world.put("c.txt", OTHER)
    world.run()
    ((document, record),) = query(world, "SELECT document_id, record_id FROM citations")
    world.corrections = (Correction(2, document, "citations", record, "action", "落实", "学习", "原文如此"),)
    return world


def query(world: Any, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in run_query(world.lake, sql).table.to_pylist()]


def reasons(world: Any) -> dict[str, str]:
    return {item.path: item.reason for item in world.plan(world.lake).parse}


def test_only_the_files_of_the_document_are_read_again(corrected: Any) -> None:
    assert reasons(corrected) == {"a.txt": "corrected", "b.txt": "corrected"}
    assert corrected.run() == 2
    assert query(corrected, "SELECT action FROM citations") == [("学习",)]
    assert query(corrected, "SELECT line, status, district FROM corrections") == [(2, "applied", "青禾区")]
    assert corrected.plan(corrected.lake).is_empty
    corrected.corrections = ()
    assert corrected.run() == 3
    assert query(corrected, "SELECT action FROM citations") == [("落实",)]
    assert query(corrected, "SELECT count(*) FROM corrections") == [(0,)]


def test_another_line_or_reason_reads_nothing(corrected: Any) -> None:
    corrected.run()
    (before,) = corrected.corrections
    corrected.corrections = (
        Correction(
            9, *[getattr(before, name) for name in before.__slots__[1:7]], "查对过", "李审", "2024-05-02"
        ),
    )
    plan = corrected.plan(corrected.lake)
    assert (plan.parse, plan.is_empty) == ((), False)
    assert corrected.run() == 3
    assert query(corrected, "SELECT line, status, reason, reviewed_by FROM corrections") == [
        (9, "applied", "查对过", "李审")
    ]
    rebuilt = corrected.other("rebuilt")
    rebuilt.run()
    assert corrected.files() == rebuilt.files()


def test_the_heir_of_a_document_is_corrected_too(corrected: Any) -> None:
    corrected.run()
    (corrected.corpus / "a.txt").unlink()
    corrected.plan_options = {"accept_disappearance": True}
    corrected.run()
    assert query(corrected, "SELECT action FROM citations") == [("学习",)]


def test_a_correction_moves_a_document_to_another_partition(corrected: Any) -> None:
    (before,) = corrected.corrections
    document = before.document_id
    corrected.corrections = (
        before,
        Correction(3, document, "documents", document, "year", "2024", "2023", "why"),
    )
    corrected.run()
    assert query(corrected, "SELECT DISTINCT year FROM citations UNION SELECT year FROM document_sources WHERE is_owner ORDER BY ALL") == [(2023,), (2024,)]  # fmt: skip
    rebuilt = corrected.other("rebuilt")
    rebuilt.run()
    assert corrected.files() == rebuilt.files()


@pytest.mark.parametrize("change", ["source", "rules"])
def test_a_correction_that_fits_no_longer_stops_the_run_and_names_its_line(
    corrected: Any, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected.run()
    if change == "source":
        corrected.put("a.txt", TEXT + "又一句。")
        corrected.put("b.txt", TEXT + "又一句。")
        said = "line 2 · status document_missing"
    else:
        read = corrected.read

        def otherwise(item: Any) -> Any:
            found = read(item)
            for row in found["citations"]:
                row["action"] = "制定"
            return found

        monkeypatch.setattr(corrected, "read", otherwise)
        corrected.fingerprint = "rules-2"
        said = "line 2 · status other_value .* expected 落实 · found 制定"
    with pytest.raises(AuditFailed, match=re.compile(f"corrections_applied: .*{said}", re.DOTALL)):
        corrected.run()
    assert corrected.lake.current() == 2
    corrected.accepted = {"corrections_applied": "being looked into"}
    assert corrected.run() == 3
    corrected.accepted, corrected.corrections = {}, ()
    assert corrected.run() == 4


def test_a_document_that_was_kept_without_its_file_cannot_be_corrected(corrected: Any) -> None:
    (corrected.corpus / "a.txt").unlink()
    (corrected.corpus / "b.txt").unlink()
    corrected.plan_options = {"keep_missing": True}
    with pytest.raises(AuditFailed, match="not_read"):
        corrected.run()
