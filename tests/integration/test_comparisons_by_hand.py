"""Twelve comparisons of the samples, worked out again in plain Python from the published tables.

`indicators` and `themes` stand in test_samples_side_by_side. What the tables hold is given here, and so are the groups of
texts that say the same (`alignments`, whose own test has labelled pairs): how rows are counted, laid out, ranked and left
empty is what is worked out again.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from storage.compare import list_comparisons, read_comparison
from storage.lake import Lake
from storage.query import open_snapshot
from storage.schemas import TABLES

Row = dict[str, Any]
Place = tuple[str, str, str | None, str | None]


def place(row: Row) -> Place:
    return row["province"], row["city"], row["district"], row["district_code"]


class Samples:
    """The tables and comparisons of the samples as lists of rows."""

    def __init__(self, lake: Lake) -> None:
        with open_snapshot(lake) as con:
            self.tables = {
                name: con.sql(f"FROM {name}").to_arrow_table().to_pylist() for name in (*TABLES, "alignments")
            }
        self.comparisons = {
            one.name: read_comparison(lake, one.name).to_pylist() for one in list_comparisons()
        }
        self.scope = {place(row) for row in self.comparisons["coverage"] if row["district"]}
        self.collected = {place(row) for row in self.tables["documents"] if row["district"]}
        self.group = {row["id"]: row["group_id"] for row in self.tables["alignments"]}

    def by_place(self, name: str) -> dict[Place, list[Row]]:
        found: dict[Place, list[Row]] = defaultdict(list)
        for row in self.tables[name]:
            found[place(row)].append(row)
        return found


@pytest.fixture(scope="module")
def samples(samples_lake: Lake) -> Samples:
    return Samples(samples_lake)


@pytest.mark.parametrize("name", [one.name for one in list_comparisons()])
def test_every_district_has_its_row(samples: Samples, name: str) -> None:
    """One that is missing has one row, and no other is called not collected for want of documents."""
    rows = samples.comparisons[name]
    assert len(samples.scope - samples.collected) >= 2, "the samples leave some districts out"
    assert {place(row) for row in rows if row["district"]} == samples.scope
    for missing in samples.scope - samples.collected:
        assert [row["kind_of_empty"] for row in rows if place(row) == missing] == ["not_collected"]


def test_coverage(samples: Samples) -> None:
    expected: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for document in samples.tables["documents"]:
        expected[*place(document), document["document_type"], document["year"]].append(document)
    found = {
        (*place(row), row["document_type"], row["year"]): (
            row["documents"],
            row["characters"],
            row["first_date"],
        )
        for row in samples.comparisons["coverage"]
        if row["documents"]
    }
    assert found == {
        key: (len(rows), sum(map(characters, rows)), first_date(rows)) for key, rows in expected.items()
    }


def characters(document: Row) -> int:
    return len(document["text"])


def first_date(documents: list[Row]) -> Any:
    dates = [one["publish_date"] or one["signed_date"] or one["event_date"] for one in documents]
    return min((date for date in dates if date), default=None)


def test_overview(samples: Samples) -> None:
    shared = {
        row["id"]
        for row in samples.tables["alignments"]
        if row["kind"] == "sentence" and row["districts"] > 1
    }
    counted = (
        "documents",
        "sections",
        "sentences",
        "problems",
        "measures",
        "assignments",
        "metrics",
        "citations",
    )
    tables = {name: samples.by_place(name) for name in counted}
    for row in samples.comparisons["overview"]:
        here = place(row)
        for name, rows in tables.items():
            assert row[name] == len(rows[here]), (here, name)
        words = {s["sentence_id"]: sum(map(is_word, s["words"])) for s in tables["sentences"][here]}
        assert row["words"] == sum(words.values())
        own = sum(count for sentence, count in words.items() if sentence not in shared)
        assert row["own_words"] == own
        assert row["own_share"] == (rounded(own, row["words"], 4) if row["words"] else None)


def is_word(word: str) -> bool:
    return any(character.isalnum() for character in word)


def rounded(numerator: int, denominator: int, places: int) -> Decimal:
    """The quotient, half away from zero."""
    scale = 10**places
    return Decimal((2 * scale * numerator + denominator) // (2 * denominator)) / scale


def test_citations(samples: Samples) -> None:
    mentions: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    citing: dict[str, set[Place]] = defaultdict(set)
    for mention in samples.tables["citations"]:
        mentions[mention["title"], *place(mention)].append(mention)
        if mention["district"]:
            citing[mention["title"]].add(place(mention))
    common = {
        title
        for title, places in citing.items()
        if len(places) > 1 and 10 * len(places) >= len(samples.collected)
    }
    silent = {(title, *here) for title in common for here in samples.collected - citing[title]}
    documents = {one["document_id"]: one for one in samples.tables["documents"]}
    chapter: dict[str, int] = {}
    for section in samples.tables["sections"]:
        if section["level"]:
            start = section["text_start"]
            chapter[section["document_id"]] = min(start, chapter.get(section["document_id"], start))
    rows = {(row["title"], *place(row)): row for row in samples.comparisons["citations"] if row["title"]}
    assert set(rows) == set(mentions) | silent
    for key, row in rows.items():
        mine = mentions.get(key, [])
        assert (row["mentions"], row["documents"]) == (len(mine), len({one["document_id"] for one in mine}))
        assert row["nested_mentions"] == sum(one["nested"] for one in mine)
        before = sum(one["text_start"] < chapter.get(one["document_id"], 0) for one in mine)
        assert (row["preamble_mentions"], row["body_mentions"]) == (before, len(mine) - before)
        assert row["first_mention"] == first_mention(key[0], mine, documents)
        known = row["cited_date"] and row["first_mention"]
        assert row["days_to_first_mention"] == (
            (row["first_mention"] - row["cited_date"]).days if known else None
        )
        assert row["cited_by_districts"] == len(citing.get(key[0], ()))
        assert row["kind_of_empty"] == (None if mine else "not_reported")
    without = {place(row) for row in samples.comparisons["citations"] if row["title"] is None}
    assert not without & {here for places in citing.values() for here in places}


def first_mention(title: str, mentions: list[Row], documents: dict[str, Row]) -> Any:
    """The first day of a document that has the title in its text and is not the one of that title."""
    citing = [documents[one["document_id"]] for one in mentions]
    days = [
        one["event_date"] or one["signed_date"] or one["publish_date"]
        for one in citing
        if one["title"] != title and f"印发《{title}》" not in (one["title"] or "")
    ]
    return min((day for day in days if day), default=None)


def test_accountability(samples: Samples) -> None:
    expected: Counter[tuple[Any, ...]] = Counter()
    for task in samples.tables["assignments"]:
        for aspect in ("lead", "responsible", "cooperating"):
            for unit in set(task[f"{aspect}_units"]):
                expected[*place(task), aspect, unit] += 1
        expected[*place(task), *deadline(task)] += 1
    for result in samples.tables["accountability"]:
        expected[*place(result), "result", result["kind"]] += 1
    found: Counter[tuple[Any, ...]] = Counter()
    for row in samples.comparisons["accountability"]:
        if row["aspect"]:
            found[*place(row), row["aspect"], row["item"]] += row["records"]
    assert found == expected


def deadline(task: Row) -> tuple[str, str]:
    if task["deadline_text"] is None:
        return "no_deadline", task["deadline_kind"] or "none"
    vague = task["deadline_kind"] in (None, "immediate", "standing")
    return "vague_deadline" if vague else "deadline", task["deadline_kind"] or "other"


def test_amounts_of_discipline(samples: Samples) -> None:
    scale = {"万元": ("元", 10_000), "亿元": ("元", 100_000_000), "名": ("人", 1), "位": ("人", 1)}
    scale |= {"起": ("件", 1), "宗": ("件", 1)}
    amounts: dict[tuple[Any, ...], list[Decimal]] = defaultdict(list)
    for result in samples.tables["accountability"]:
        if result["value"] is not None:
            unit, factor = scale.get(result["unit"], (result["unit"] or "", 1))
            amounts[*place(result), result["kind"], unit].append(result["value"] * factor)
    rows = [r for r in samples.comparisons["accountability"] if r["aspect"] == "result"]
    assert {(*place(row), row["item"], row["unit"]) for row in rows if row["with_amount"]} == set(amounts)
    for row in rows:
        mine = amounts.get((*place(row), row["item"], row["unit"]), [])
        assert row["stated_value"] == (mine[0] if len(mine) == 1 else None)
        assert row["derived_sum"] == (sum(mine) if len(mine) > 1 else None)
        assert (row["kind_of_empty"] == "reported_without_value") == (not mine)


def test_meetings(samples: Samples) -> None:
    reports: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    items: Counter[tuple[Any, ...]] = Counter()
    for meeting in samples.tables["meetings"]:
        reports[*place(meeting), meeting["year"]].append(meeting)
    for item in samples.tables["agenda_items"]:
        items[*place(item), item["year"], item["kind"]] += 1
    rows = {(*place(row), row["year"]): row for row in samples.comparisons["meetings"]}
    assert {key for key, row in rows.items() if row["reports"]} == set(reports)
    for key, mine in reports.items():
        meetings = {(m["date"] or m["record_id"], m["meeting_ordinal"] or m["name"]) for m in mine}
        assert (rows[key]["meetings"], rows[key]["reports"]) == (
            len(meetings),
            len({m["document_id"] for m in mine}),
        )
        for cell, kind in {"studied": "传达学习", "reviewed": "审议", "discussed": "研究"}.items():
            assert rows[key][cell] == items[*key, kind]


def test_problems(samples: Samples) -> None:
    found = defaultdict(list)
    for problem in samples.tables["problems"]:
        found[*place(problem), problem["stream"]].append(problem)
    places: dict[str, set[Place]] = defaultdict(set)
    for problem in samples.tables["problems"]:
        places[problem["problem"]].add(place(problem))
    rows = {(*place(row), row["stream"]): row for row in samples.comparisons["problems"] if row["problems"]}
    assert set(rows) == set(found)
    for key, mine in found.items():
        wordings = {one["problem"] for one in mine}
        assert set(rows[key]["wordings"]) == wordings
        assert rows[key]["problems"] == len(mine)
        assert rows[key]["answered"] == sum(one["response"] is not None for one in mine)
        assert rows[key]["completed"] == sum(one["status"] == "完成" for one in mine)
        others = [{there for there in places[one] if there[2]} - {key[:4]} for one in wordings]
        assert rows[key]["shared_wordings"] == sum(map(bool, others))


def test_measures(samples: Samples) -> None:
    reports = {
        d["document_id"] for d in samples.tables["documents"] if d["document_type"] == "rectification_report"
    }
    stance = {s["section_id"]: s["stance"] for s in samples.tables["sections"]}
    measures = [
        one
        for one in samples.tables["measures"]
        if one["document_id"] in reports or stance.get(one["section_id"]) != "problem"
    ]
    same: dict[str, set[Place]] = defaultdict(set)
    cells: Counter[tuple[Any, ...]] = Counter()
    for one in measures:
        group = samples.group.get(one["record_id"], one["headline"])
        cells[*place(one), one["topic_code"] or one["theme_code"], group] += 1
        if one["district"]:
            same[group].add(place(one))
    reporting = len({place(one) for one in measures if one["district"]})
    rows = [row for row in samples.comparisons["measures"] if row["measures"]]
    assert Counter((*place(r), r["theme"], r["measures"]) for r in rows) == Counter(
        (*key[:5], number) for key, number in cells.items()
    )
    assert Counter(row["districts"] for row in rows) == Counter(len(same[key[5]]) for key in cells)
    for row in rows:
        assert row["districts_with_measures"] == reporting
        assert row["share_of_districts"] == rounded(row["districts"], reporting, 4)
        common = row["districts"] >= 3 and 2 * row["districts"] >= reporting
        assert row["reach"] == ("common" if common else "several" if row["districts"] > 1 else "own")


def test_disclosure(samples: Samples) -> None:
    rows = samples.comparisons["disclosure"]
    years = {
        d["year"]
        for d in samples.tables["documents"]
        if d["document_type"] == "annual_report" and d["year"] is not None and d["district"]
    }
    reports = Counter(
        (*place(d), d["year"]) for d in samples.tables["documents"] if d["document_type"] == "annual_report"
    )
    annual = {(*place(r), r["year"]): r for r in rows if r["aspect"] == "annual_report"}
    expected = {(*here, year) for here in samples.collected for year in years}
    assert set(annual) == expected | {key for key in reports if key[4] is not None}
    for key, row in annual.items():
        assert row["documents"] == reports[key]
        assert row["missing"] == (reports[key] == 0)
    days = defaultdict(list)
    for document in samples.tables["documents"]:
        if document["publish_date"] and document["signed_date"]:
            key = (*place(document), document["document_type"], document["year"])
            days[key].append((document["publish_date"] - document["signed_date"]).days)
    stated = {(*place(r), r["item"], r["year"]): r for r in rows if r["aspect"] == "days" and r["documents"]}
    assert {key: (r["days_shortest"], r["days_longest"]) for key, r in stated.items()} == {
        key: (min(mine), max(mine)) for key, mine in days.items()
    }
    for row in rows:
        if row["aspect"] == "number":
            gaps = sum(end - start + 1 for start, end in map(span, row["missing_numbers"]))
            assert row["missing"] == gaps and row["expected"] >= row["missing"]


def span(text: str) -> tuple[int, int]:
    first, _, last = text.partition("–")
    return int(first), int(last or first)


def test_timeline(samples: Samples) -> None:
    rows = [row for row in samples.comparisons["timeline"] if row["document_id"]]
    events: dict[str, list[Row]] = defaultdict(list)
    for event in samples.tables["events"]:
        events[event["document_id"]].append(event)
    reports = {
        d["document_id"] for d in samples.tables["documents"] if d["document_type"] == "rectification_report"
    }
    inspected = {
        document
        for document, mine in events.items()
        if any(e["kind"] in ("on_site_start", "on_site_end", "feedback") for e in mine)
    }
    assert {row["document_id"] for row in rows} == reports | inspected
    for row in rows:
        mine = [
            event
            for event in events[row["document_id"]]
            if event["group_name"] is None or event["group_name"].endswith(row["group_name"] or "")
        ]
        for step, first in {"on_site_start": min, "on_site_end": max, "feedback": min}.items():
            dates = [event["date"] for event in mine if event["kind"] == step and event["date"]]
            assert row[step] == (first(dates) if dates else None)
        assert row["steps"] == sum(event["date"] is not None for event in mine)
        steps = ("on_site_start", "on_site_end", "feedback", "published")
        for (start, end), days in zip(
            pairwise(steps), ("days_on_site", "days_to_feedback", "days_to_publication"), strict=True
        ):
            known = row[start] is not None and row[end] is not None
            assert row[days] == ((row[end] - row[start]).days if known else None)


def test_follow_through(samples: Samples) -> None:
    """Every row, to the cell."""
    documents = samples.tables["documents"]
    said: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for aspect, here, item, row in later_records(samples):
        said[aspect, here, item].append(row)
    expected: dict[tuple[Any, ...], Row] = {}
    for aspect, here, item, one in announcements(samples):
        about = [
            row for row in said[aspect, here, item] if here[2] and (row["year"] or 0) > one["announced_year"]
        ]
        after = [
            d for d in documents if here[2] and place(d) == here and (d["year"] or 0) > one["announced_year"]
        ]
        first = min((row["year"] for row in about), default=None)
        at_first = [row for row in about if row["year"] == first]
        values = sorted({row["value"] for row in at_first if row["value"] is not None})
        single = values[0] if len(values) == 1 else None
        known = single is not None and one["announced_value"] is not None
        expected[*here, aspect, one["announced_id"]] = one | {
            "later_documents": len(after),
            "mentions": len(about),
            "first_year": first,
            "reported": sorted({row["words"] for row in at_first if row["words"]}),
            "reported_value": single,
            "reported_values": values,
            "difference": single - one["announced_value"] if known else None,
            "conflict": len(values) > 1,
            "kind_of_empty": None if about else "not_reported" if after else "not_collected",
        }
    rows = samples.comparisons["follow_through"]
    found = {(*place(row), row["aspect"], row["announced_id"]): row for row in rows if row["aspect"]}
    assert {key: without_place(row) for key, row in found.items()} == expected
    silent = [row for row in rows if row["aspect"] is None]
    assert {place(row) for row in silent} == samples.scope - {key[:4] for key in expected}
    assert all(
        (row["kind_of_empty"] == "not_reported") == (place(row) in samples.collected) for row in silent
    )


def without_place(row: Row) -> Row:
    return {
        name: value
        for name, value in row.items()
        if name not in ("province", "city", "district", "district_code")
    }


Told = Iterator[tuple[str, Place, Any, Row]]
"""Aspect, place, what a later record must have to be about the same, and the row."""


def announcements(samples: Samples) -> Told:
    """What was announced, as the columns that say so."""
    kinds = {d["document_id"]: d["document_type"] for d in samples.tables["documents"]}
    paths = {s["section_id"]: "/".join(s["path"]) for s in samples.tables["sections"]}

    def row(aspect: str, key: str, one: Row, words: str, value: Any = None, unit: Any = None) -> Row:
        names = ("aspect", "announced_id", "announced_year", "announced", "announced_value", "unit")
        return dict(zip(names, (aspect, key, one["year"], words, value, unit), strict=True))

    for one in samples.tables["metrics"]:
        if one["value_status"] == "target" and one["label"] and one["year"] is not None:
            value, unit = one["value_normalized"], one["unit_normalized"]
            yield (
                "figure",
                place(one),
                figure(one),
                row("figure", one["record_id"], one, one["label"], value, unit),
            )
    for one in samples.tables["measures"]:
        ahead = NEXT.search(paths.get(one["section_id"], ""))
        if one["year"] is not None and (kinds[one["document_id"]] in PLANS or ahead):
            group = samples.group.get(one["record_id"], one["headline"])
            yield "measure", place(one), group, row("measure", one["record_id"], one, one["headline"])
    for one in samples.tables["documents"]:
        if one["document_type"] in PLANS and one["title"] and one["year"] is not None:
            _, issues, name = one["title"].partition("印发《")
            item = name.partition("》")[0] if issues else one["title"]
            yield "plan", place(one), item, row("plan", one["document_id"], one, one["title"])


PLANS = ("action_plan", "notice")
NEXT = re.compile("下步|下一步|打算|工作安排|今后|年度?(?:主要)?(?:目标|任务)")


def later_records(samples: Samples) -> Told:
    """What can report on an announcement: its year, words and value."""
    for one in samples.tables["metrics"]:
        if one["value_status"] in ("actual", "estimated", "zero"):
            row = {"year": one["year"], "words": one["label"], "value": one["value_normalized"]}
            yield "figure", place(one), figure(one), row
    for one in samples.tables["measures"]:
        group = samples.group.get(one["record_id"], one["headline"])
        yield "measure", place(one), group, {"year": one["year"], "words": one["headline"], "value": None}
    for one in samples.tables["citations"]:
        row = {"year": one["year"], "words": one["title"], "value": None}
        yield "plan", place(one), one["title"], row


def figure(metric: Row) -> tuple[Any, ...]:
    """What makes two figures the same."""
    parts = ("unit_normalized", "scope_kind", "scope_name", "base", "stream")
    return metric["indicator_code"] or metric["label"], *(metric[part] for part in parts)


def test_reuse(samples: Samples) -> None:
    """Every row, to the cell."""
    documents = {d["document_id"]: d for d in samples.tables["documents"]}
    length: Counter[str] = Counter()
    for sentence in samples.tables["sentences"]:
        length[sentence["document_id"]] += len(sentence["text"])
    passages: dict[str, dict[str, list[Row]]] = {key: defaultdict(list) for key in documents}
    for row in samples.tables["alignments"]:
        if row["kind"] == "sentence":
            passages[row["document_id"]][row["group_id"]].append(row)
    expected: dict[tuple[Any, ...], Row] = {}
    for key, mine in passages.items():
        own = length[key] - total(row for group in mine.values() for row in group if row["districts"] > 1)
        document = {
            "characters": length[key],
            "own_characters": own,
            "own_share": rounded(own, length[key], 4) if length[key] else None,
        }
        rare = {other: total(shared(mine, passages[other], 30)) for other in documents if other != key}
        others = sorted((-count, other) for other, count in rare.items() if count >= 50)
        for _, other in others[:20] or [(0, None)]:
            theirs = passages.get(other or "", {})
            here, there = list(shared(mine, theirs)), list(shared(theirs, mine))
            expected[key, other] = document | {
                "other_documents": len(others),
                "same_district": place(documents[key]) == place(documents[other]) if other else None,
                "shared_sentences": len(here),
                "other_sentences": len(there),
                "shared_characters": total(here),
                "shared_share": rounded(total(here), length[key], 4) if length[key] else None,
                **named("", documents[key]),
                **named("other_", documents.get(other or "")),
            }
    rows = [row for row in samples.comparisons["reuse"] if row["document_id"]]
    names = expected[next(iter(expected))]
    found = {(row["document_id"], row["other_document_id"]): {n: row[n] for n in names} for row in rows}
    assert len(found) == len(rows) and found == expected
    assert any(row["other_document_id"] for row in rows)


def total(passages: Iterable[Row]) -> int:
    return sum(row["characters"] for row in passages)


def shared(
    mine: dict[str, list[Row]], theirs: dict[str, list[Row]], most: int | None = None
) -> Iterator[Row]:
    """Sentences of the one that the other has too, if need be those only that `most` documents have."""
    for group in mine.keys() & theirs.keys():
        yield from (row for row in mine[group] if most is None or row["documents"] <= most)


def named(prefix: str, document: Row | None) -> Row:
    """What the table says of a document beside its figures."""
    found = document or defaultdict(lambda: None)
    values = {name: found[name] for name in ("province", "city", "district", "year")}
    return {
        prefix + name: value
        for name, value in (values | {"title": found["title"] or found["title_inferred"]}).items()
    }


def test_terms(samples: Samples) -> None:
    counts: dict[Place, Counter[str]] = defaultdict(Counter)
    holding: dict[tuple[Place, str], list[Row]] = defaultdict(list)
    for sentence in samples.tables["sentences"]:
        if sentence["district"]:
            here = place(sentence)
            words = [word for word in sentence["words"] if tells(word, here)]
            counts[here].update(words)
            for word in set(words):
                holding[here, word].append(sentence)
    total = sum(counts.values(), Counter[str]())
    everything = total.total()
    found: dict[Place, list[Row]] = defaultdict(list)
    for row in samples.comparisons["terms"]:
        if row["word"]:
            found[place(row)].append(row)
    for here, mine in counts.items():
        score = log_odds(mine, total, everything)
        best = {word: score(word) for word, count in mine.items() if count >= 3 and score(word) > 0.00005}
        rows = found.get(here, [])
        assert len(rows) == min(30, len(best))
        assert sorted((row["score"] for row in rows), reverse=True) == [row["score"] for row in rows]
        lowest = sorted(best.values(), reverse=True)[: len(rows)]
        for row, expected in zip(rows, lowest, strict=True):
            assert float(row["score"]) == pytest.approx(expected, abs=0.0002)
            assert best[row["word"]] == pytest.approx(expected, abs=0.0002)
            said = holding[here, row["word"]]
            assert row["count"] == mine[row["word"]]
            assert row["count"] + row["count_elsewhere"] == total[row["word"]]
            assert row["sentences"] == len(said)
            assert row["documents"] == len({one["document_id"] for one in said})


def tells(word: str, here: Place) -> bool:
    """A word of two or more Han characters that counts nothing off and is no part of the district's own name."""
    numerals = "一二三四五六七八九十百千万两"
    counting = word.removeprefix("第").rstrip("是要来") if word[-1:] in "是要来" else word.removeprefix("第")
    own = "/".join(part for part in (here[2], here[1], here[0]) if part)
    is_han = len(word) > 1 and all("\u3400" <= c <= "\u9fff" or ord(c) > 0x20000 or c in "〇々" for c in word)
    return is_han and not (counting and set(counting) <= set(numerals)) and word not in own


def log_odds(mine: Counter[str], total: Counter[str], everything: int) -> Callable[[str], float]:
    size = mine.total()

    def score(word: str) -> float:
        prior = 1000 * total[word] / everything
        here, there = mine[word] + prior, total[word] - mine[word] + prior
        odds = math.log(here / (size + 1000 - here)) - math.log(there / (everything - size + 1000 - there))
        return odds / math.sqrt(1 / here + 1 / there)

    return score
