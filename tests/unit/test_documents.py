"""Whole documents of the genre, read from bytes: facts, headings and page furniture, as tests/cases/documents.txt marks them.

A case begins with `===== label`, then facts (`key: value`, one a line; what is not named is not asked, but document
number and dates must be absent where they are not named), a line `-----`, and the document with marks in front of
its lines:

    #2 （一）¦加强领导¦。成立专班。    a heading of level 2: marker ¦ heading ¦ rest (without ¦ all of the line is the heading)
    #+ 的通知                          the heading above goes on
    ! 浏览次数：12                     page furniture, which must be in no sentence
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tasks.parse import parse_source
from tasks.text.model import Document, Source
from tasks.text.normalize import normalize
from tasks.text.places import Gazetteer, load_gazetteer

CASES = Path(__file__).parents[1] / "cases" / "documents.txt"
INVENTED = (
    "code,name,level,parent_code,aliases\n"
    "990000,云岭省,province,,\n"
    "990100,云溪市,city,990000,\n"
    "990102,青禾区,district,990100,\n"
    "990121,石桥县,district,990100,\n"
).encode()
NULL_UNLESS_NAMED = ("document_number", "publish_date", "signed_date", "event_date")


@dataclass
class Case:
    """A document without its marks, and what they say. Titles and headings are canonical and without blanks."""

    label: str
    facts: dict[str, str]
    text: str = ""
    headings: list[list[Any]] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        mark, rest = line[:3], line[3:]
        if re.fullmatch(r"#\d ", mark):
            marker, heading, tail = [*rest.split("¦"), ""][:3] if "¦" in rest else ["", rest, ""]
            self.headings.append([int(mark[1]), bare(marker), bare(heading)])
            line = marker + heading + tail
        elif mark == "#+ ":
            self.headings[-1][2] += bare(rest)
            line = rest
        elif line.startswith("! "):
            line = line[2:]
            self.furniture.append(bare(line))
        self.text += line + "\n"


def bare(words: str) -> str:
    """Canonical characters without blanks: what two prints of a line have in common."""
    return re.sub(r"\s", "", normalize(words).text)


def cases() -> Iterator[Case]:
    for block in CASES.read_text("utf-8").split("===== ")[1:]:
        head, _, body = block.partition("\n-----\n")
        label, *facts = head.split("\n")
        case = Case(label, {key: value.strip() for key, _, value in (fact.partition(":") for fact in facts)})
        for line in body.rstrip("\n").split("\n"):
            case.add(line)
        yield case


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return load_gazetteer(INVENTED)


def stated(document: Document) -> dict[str, str]:
    facts = {name: getattr(document.facts, name) for name in document.facts.__slots__}
    facts |= {name: getattr(document.place, name) for name in document.place.__slots__}
    return {name: "" if value is None else bare(str(value)) for name, value in facts.items()}


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.label)
def test_document(case: Case, places: Gazetteer) -> None:
    read = parse_source(Source("x.txt", case.text.encode()), places)
    documents = [document for document, _ in read.documents]
    named = {name: value for name, value in case.facts.items() if not name.endswith("s")}
    if "titles" in case.facts:
        assert [stated(one)["title"] for one in documents] == [
            bare(t) for t in case.facts["titles"].split(";;")
        ]
    else:
        assert len(documents) == 1
        named = dict.fromkeys(NULL_UNLESS_NAMED, "") | named
    for document in documents:
        assert {name: stated(document)[name] for name in named} == {n: bare(v) for n, v in named.items()}
    headings = [
        [s.level, bare(s.marker or ""), bare(s.heading)] for d in documents for s in d.sections if s.heading
    ]
    assert headings == case.headings
    body = [bare(d.text[s.start : s.end]) for d in documents for s in d.sentences]
    assert not [line for line in case.furniture if any(line in sentence for sentence in body)]
