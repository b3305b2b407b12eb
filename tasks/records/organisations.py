"""Organisations: departments and bodies as printed, each once a document, at its first mention.

Bare authorities (区政府, 省委) and collectives (各部门) are none. A name is found by the grammar of such names, and
where a list or a block says that what stands there is a body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tasks.records.assignment_blocks import Block
from tasks.records.attendance import Attendee
from tasks.records.bodies import ends_like_body, is_collective
from tasks.records.functions import body_of
from tasks.records.group_names import GENERIC, branches, firms, groups, zones
from tasks.records.model import Organisation
from tasks.records.rows import Row
from tasks.records.spans import Lines
from tasks.text.model import Document, Sentence

Found = tuple[int, int, str, str]
"""Start, end, rule and name of a mention."""

_BARE = re.compile(r"(?!团)(?:[一-鿿]{0,8}[省市区县州旗镇乡])?(?:委|政府|人民政府|人大|政协|常委会|区|县|市)")


def find_organisations(
    document: Document,
    lines: Lines,
    bodies: Sequence[tuple[int, int]],
    blocks: Sequence[Block],
    rows: Sequence[Row],
    attendees: Sequence[Attendee],
) -> list[Organisation]:
    """The distinct departments and bodies that `document` names, in the order of their first mention.

    `bodies` are the spans of names in its sentences; `blocks`, `rows` and `attendees` say where lists of bodies stand.
    """
    first: dict[str, Found] = {}
    mentions = sorted(
        [*_listed(document, blocks, rows, attendees), *_named(document, bodies, blocks)],
        key=lambda f: (f[0], -f[1]),
    )
    reached = 0
    for start, end, rule, name in mentions:
        if end <= reached:
            continue  # 区委巡察工作领导小组 inside the name of its office
        reached = max(reached, end)
        if not is_collective(name) and not _BARE.fullmatch(name):
            first.setdefault(name, (start, lines.clip(start, end)[1], rule, name))
    return [
        _organisation(found, document)
        for name, found in first.items()
        if not _is_short_for_another(name, first)
    ]


def _organisation(found: Found, document: Document) -> Organisation:
    start, end, rule, name = found
    body = body_of(name, document.place, document.facts.year)
    return Organisation(
        start=start,
        end=end,
        rule=rule,
        name=name,
        canonical_name=body.canonical_name,
        function_code=body.function_code,
    )


def _is_short_for_another(name: str, names: dict[str, Found]) -> bool:
    """专项行动领导小组 beside the same group's full name."""
    return name.endswith(tuple(GENERIC)) and any(other != name and other.endswith(name) for other in names)


def _listed(
    document: Document, blocks: Sequence[Block], rows: Sequence[Row], attendees: Sequence[Attendee]
) -> Iterator[Found]:
    """Bodies of assignment blocks, of rows of tasks and of attendance lists, where they stand."""
    text = document.text
    lists = [(b.start, b.end, b.lead + b.responsible + b.cooperating) for b in blocks]
    lists += [(row.task[1], row.end, tuple(u for units in row.units.values() for u in units)) for row in rows]
    for first, last, units in lists:
        for unit in units:
            unit = unit.split("(")[0] if unit.endswith(")") else unit
            broken = re.compile(r"\s*".join(map(re.escape, unit)))  # 区 ⏎ 营商局
            match = broken.search(text, first, last)
            if match and ends_like_body(unit):
                yield *match.span(), "block", unit
    for attendee in attendees:
        printed, end = attendee.person.unit or "", attendee.person.start
        at = text.rfind(printed, max(0, end - len(printed) - 8), end)
        if printed and at >= 0:
            yield at, at + len(printed), "attendance", printed


def _named(document: Document, bodies: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> Iterator[Found]:
    """Bodies named in sentences, apart from the blocks, whose lists are read as lists."""
    text = document.text
    edges = [(block.start, block.end) for block in blocks]
    inside: Sequence[Sentence] = document.sentences
    if edges:
        inside = [s for s in inside if not any(start < s.end and s.start < end for start, end in edges)]
    starts = [sentence.start for sentence in inside]
    outside_blocks = (
        (start, end)
        for start, end in bodies
        if not blocks or (starts and end <= inside[max(0, bisect_right(starts, start) - 1)].end)
    )
    for rule, spans in (
        ("grammar", outside_blocks),
        ("zone", zones(text, inside)),
        ("group", groups(text, inside)),
        ("firm", firms(text, inside)),
        ("bank", branches(text, inside)),
    ):
        for start, end in spans:
            yield start, end, rule, text[start:end]
