"""Every sample against what a person read in it (tests/golden/expected, written by hand with the texts).

An expectation is never bent to the code. What the code gets wrong stands in known_misses.json with its reason: the
comparison leaves exactly these items out, and each of them is a strict xfail of its own, so it shows when it is mended.
Items with `"optional": true` are a matter of opinion: found or not, they do not count.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tasks.parse import Parsed, parse_source
from tasks.text.model import Document, Source
from tasks.text.places import load_gazetteer

Item = dict[str, Any]
ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "samples" / "corpus"
EXPECTED_FOLDER = Path(__file__).parent / "expected"
EXPECTED: dict[str, Item] = {
    expected["source"]: expected
    for path in sorted(EXPECTED_FOLDER.rglob("*.json"))
    for expected in [json.loads(path.read_text("utf-8"))]
}
KNOWN: list[Item] = json.loads((Path(__file__).parent / "known_misses.json").read_text("utf-8"))
FACTS = [
    "title",
    "document_type",
    "document_number",
    "publish_date",
    "signed_date",
    "event_date",
    "year",
    "script",
    "province",
    "city",
    "district",
    "district_code",
]


@cache
def parsed(source: str) -> Parsed:
    divisions = load_gazetteer((ROOT / "samples" / "divisions.csv").read_bytes())
    return parse_source(Source(source, (CORPUS / source).read_bytes()), divisions)


def fold(value: object) -> str:
    """Widths, spaces and kinds of quotes are the normaliser's business, not this test's."""
    text = unicodedata.normalize("NFKC", "" if value is None else str(value))
    return "".join(text.translate(str.maketrans("〈〉「」『』", "<>“”‘’")).split())


# --- one comparison a kind: does the found record say what the expected item says? ---------------------------------


def same_heading(wanted: Item, found: Any) -> bool:
    level = found.level if wanted.get("optional") else wanted["level"]
    texts = (fold(wanted["marker"]), fold(wanted["heading"]))
    return (level, *texts) == (found.level, fold(found.marker), fold(found.heading))


def same_measure(wanted: Item, found: Any) -> bool:
    """The headline is the first sentence, or its first clauses where it is long."""
    whole, got = fold(wanted["headline"]), fold(found.headline)
    return wanted["ordinal"] == found.ordinal and (
        got == whole or (got != "" and whole.startswith(got + ","))
    )


def same_citation(wanted: Item, found: Any) -> bool:
    return (
        fold(wanted["title"]) == fold(found.title)
        and wanted["nested"] == found.nested
        and found.action in (wanted["action"], *wanted.get("action_accept", ()))
    )


def same_metric(wanted: Item, found: Any) -> bool:
    return (
        Decimal(wanted["value"]) == found.value
        and fold(wanted["unit"]) == fold(found.unit)
        and ("value_max" not in wanted or Decimal(wanted["value_max"]) == found.value_max)
        and (wanted.get("optional") or shares_words(fold(wanted["label"])[-6:], fold(found.label)))
    )


def shares_words(head: str, label: str) -> bool:
    """A label can be cut in many ways; it must name the same thing: two characters of the noun that is counted."""
    return len(head) < 2 or any(head[i : i + 2] in label for i in range(len(head) - 1))


def same_date(wanted: Item, found: Any) -> bool:
    start, end = day(found.start_date), day(found.end_date)
    if wanted["start_date"] == wanted["end_date"]:
        return start == wanted["start_date"] and end in (start, None)
    return (start, end) == (wanted["start_date"], wanted["end_date"])


def day(value: object) -> str | None:
    return None if value is None else str(value)


def same_person(wanted: Item, found: Any) -> bool:
    stated = {key: wanted[key] for key in ("unit", "post") if wanted[key]}
    return (
        fold(wanted["name"]) == fold(found.name)
        and (wanted["role"] is None or fold(found.role).startswith(fold(wanted["role"])))
        and all(fold(value) == fold(getattr(found, key)) for key, value in stated.items())
    )


def same_contact(wanted: Item, found: Any) -> bool:
    return wanted["kind"] == found.kind and fold(wanted["value"]) == fold(found.value)


def same_assignment(wanted: Item, found: Any) -> bool:
    """A block states who leads, answers and helps; a sentence (请X…) only who is asked, and to do what."""
    if "units" in wanted:
        asked = {fold(unit) for unit in (*found.lead_units, *found.responsible_units)}
        return {fold(unit) for unit in wanted["units"]} == asked and fold(wanted["title"]) in fold(
            found.title
        )
    names = ("lead_units", "responsible_units", "cooperating_units")
    return (
        all([fold(u) for u in wanted[name]] == [fold(u) for u in getattr(found, name)] for name in names)
        and wanted["ordinal"] == found.ordinal
        and fold(wanted["title"]) == fold(found.title)
        and fold(wanted["deadline_text"]) == fold(found.deadline_text)
        and wanted["deadline_date"] == day(found.deadline_date)
    )


def same_meeting(wanted: Item, found: Any) -> bool:
    """The name may be cut longer or shorter (with the body that met, or without), all else is exact."""
    name, got = fold(wanted.get("name")), fold(getattr(found, "name", None))
    exact = [key for key in wanted if key not in ("name", "optional")]
    return (not name or (got.endswith("会议") and (got in name or name in got))) and all(
        fold(wanted[key]) == fold(getattr(found, key)) for key in exact
    )


SAME: dict[str, Callable[[Item, Any], bool]] = {
    "headings": same_heading,
    "measures": same_measure,
    "citations": same_citation,
    "metrics": same_metric,
    "dates": same_date,
    "people": same_person,
    "contacts": same_contact,
    "assignments": same_assignment,
    "meetings": same_meeting,
    "agenda_items": same_meeting,
}


def records(source: str, number: int, kind: str) -> list[Any]:
    document, found = parsed(source).documents[number]
    if kind == "headings":
        return [section for section in document.sections if section.heading and section.level > 0]
    return list(found.get(kind, ()))


def differences(source: str, number: int, kind: str) -> tuple[list[Item], list[str]]:
    """(expected items that were not found, found records that nobody expected), each record matched once."""
    wanted = sorted(EXPECTED[source]["documents"][number][kind], key=lambda item: item.get("optional", False))
    rest, missing = records(source, number, kind), []
    for item in wanted:
        match = next((record for record in rest if SAME[kind](item, record)), None)
        if match is not None:
            rest.remove(match)
        elif not item.get("optional"):
            missing.append(item)
    document = parsed(source).documents[number][0]
    return missing, [describe(document, kind, record) for record in rest]


def describe(document: Document, kind: str, record: Any) -> str:
    if kind == "headings":
        return f"{record.level} {record.marker or ''} {record.heading}"
    fields = [
        "value",
        "unit",
        "label",
        "title",
        "action",
        "name",
        "role",
        "unit",
        "headline",
        "start_date",
        "end_date",
    ]
    said = [str(getattr(record, field)) for field in fields if getattr(record, field, None)]
    return f"{document.text[record.start : record.end]!r}: {' | '.join(said)}"


CASES = [
    pytest.param(source, number, kind, id=f"{source}:{number}:{kind}")
    for source, expected in EXPECTED.items()
    for number, document in enumerate(expected["documents"])
    for kind in SAME
    if kind in document
]


def known(source: str, number: int, kind: str, side: str) -> list[Any]:
    keys = {"source": source, "document": number, "kind": kind}
    return [miss[side] for miss in KNOWN if side in miss and keys.items() <= miss.items()]


@pytest.mark.parametrize(("source", "number", "kind"), CASES)
def test_records(source: str, number: int, kind: str) -> None:
    missing, unexpected = differences(source, number, kind)
    missing = [item for item in missing if item not in known(source, number, kind, "missing")]
    excused = known(source, number, kind, "unexpected")
    unexpected = [quote for quote in unexpected if not any(part in quote for part in excused)]
    lines = [*(f"- {json.dumps(m, ensure_ascii=False)}" for m in missing), *(f"+ {u}" for u in unexpected)]
    assert not lines, "\n".join(["expected but not found (-), found but not expected (+):", *lines])


@pytest.mark.xfail(reason="known misses, see known_misses.json", strict=True)
@pytest.mark.parametrize("miss", KNOWN, ids=lambda miss: f"{miss['source']}:{miss['kind']}:{miss['reason']}")
def test_known_miss(miss: Item) -> None:
    place = (miss["source"], miss["document"], miss["kind"])
    if miss["kind"] == "documents":
        assert facts_differing(*place[:2]).get(miss["field"]) is None
        return
    missing, unexpected = differences(*place)
    assert miss.get("missing") not in missing
    assert "unexpected" not in miss or not any(miss["unexpected"] in quote for quote in unexpected)


# --- sources and documents ------------------------------------------------------------------------------------------


def test_a_reprint_is_the_same_document() -> None:
    first, second = (parsed(s) for s in EXPECTED if "tingquan_flood" in s or "转载" in s)
    assert first.documents[0][0].document_id == second.documents[0][0].document_id


def test_every_sample_has_an_expectation() -> None:
    files = {path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file()}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("source", EXPECTED)
def test_source(source: str) -> None:
    expected, result = EXPECTED[source], parsed(source)
    reason = result.refusals[0].code if result.refusals else None
    assert (reason is None, reason) == (expected["status"] == "ok", expected.get("reason_code"))
    if reason is None:
        assert result.raw is not None and result.clean is not None and result.bundle is not None
        assert (result.raw.encoding or "").removesuffix("-sig") == expected["encoding"].removesuffix("-sig")
        assert len(result.documents) == len(expected["documents"])
        cover = result.bundle.cover
        assert (cover is None) == (expected["cover"] is None)
        if cover is not None:
            assert_edges(result.clean.text[slice(*cover)], expected["cover"])


DOCUMENTS = [
    pytest.param(source, number, id=f"{source}:{number}")
    for source, expected in EXPECTED.items()
    for number in range(len(expected["documents"]))
]


@pytest.mark.parametrize(("source", "number"), DOCUMENTS)
def test_document(source: str, number: int) -> None:
    expected = EXPECTED[source]["documents"][number]
    assert_edges(parsed(source).documents[number][0].text, expected)
    excused = {
        miss["field"]
        for miss in KNOWN
        if (miss["source"], miss["document"], miss["kind"]) == (source, number, "documents")
    }
    wrong = {name: pair for name, pair in facts_differing(source, number).items() if name not in excused}
    assert not wrong, f"expected, found: {wrong}"


def facts_differing(source: str, number: int) -> dict[str, tuple[object, object]]:
    """Field → (expected, found), where they differ."""
    expected = EXPECTED[source]["documents"][number]
    document = parsed(source).documents[number][0]
    found: Item = {
        name: next(
            (
                getattr(part, name)
                for part in (document, document.facts, document.place)
                if hasattr(part, name)
            ),
            None,
        )
        for name in FACTS
    }
    found |= {name: found[name] or "未知" for name in ("province", "city")}
    return {
        name: (expected[name], found[name]) for name in FACTS if fold(expected[name]) != fold(found[name])
    }


def assert_edges(text: str, expected: Item) -> None:
    flat = fold(text)
    assert flat.startswith(fold(expected.get("starts_with", ""))), flat[:40]
    assert flat.endswith(fold(expected.get("ends_with", ""))), flat[-40:]


@pytest.mark.parametrize(("source", "number"), DOCUMENTS)
def test_page_furniture_is_out_of_the_body(source: str, number: int) -> None:
    document = parsed(source).documents[number][0]
    body = fold("".join(document.text[s.start : s.end] for s in document.sentences))
    expected = EXPECTED[source]["documents"][number]
    lines = [fold(line) for line in expected["furniture"]]
    assert not [line for line in lines if line in body], "page furniture in the body"
    lines += [fold(line) for line in expected.get("furniture_optional", ())]
    if EXPECTED[source].get("format", "text") == "text":
        taken = [fold(document.text[f.start : f.end]) for f in document.furniture]
        assert not [t for t in taken if not any(t in line for line in lines)], "body taken for furniture"
