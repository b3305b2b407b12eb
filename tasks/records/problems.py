"""Problems: what an inspection found, or a report owns to, with what was done about it.

A problem is a heading that states one (关于“…”的问题, …不到位), a quotation in the body (巡视指出“…”), a block 问题:… with its
整改措施:…, or a heading or item of a chapter on shortcomings. A heading that states the remedy is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.records.chapters import Chapters
from tasks.records.model import Measure, Problem
from tasks.records.spans import Lines
from tasks.records.status import status_of
from tasks.text.model import Document, Section
from tasks.text.stance import REMEDY, announces_shortcomings, problem_in, stance_of

_NUMBER = r"(?:\(?[\d一二三四五六七八九十]{1,3}[.、)][ 、]?)?"
_BLOCK = re.compile(
    rf"(?m)^[ \t]*{_NUMBER}(?:反馈|存在|具体|主要|巡[视察]|发现|整改)?的?(?:具体|主要)?问题(?:表述|描述|内容|表现|事项)?"
    r"[一二三四五六七八九十\d]{0,3} ?:[ \t]*(?=\S)"
)
_LABEL = re.compile(r"问题[^\n,。]{0,6}:")
"""What every block's label ends with: most texts have none."""
_ANSWER = re.compile(
    rf"(?m)^[ \t]*{_NUMBER}(?:(?:整改|工作|具体|落实)(?:措施|举措|情况|进展|成效|落实情况|完成情况|进展情况)|完成情况) ?:"
)
_POINTED_OUT = re.compile(
    r"[反巡督审针关](?:(?:(?<=反)馈|(?<=巡)[视察]|(?<=督)察|(?<=审)计)[^,。;:“”\n]{0,8}(?:指出|提出|提到|发现|反映)的?[^,。;“”\n]{0,6}[,:]?"
    r"|(?:(?<=针)对|(?<=关)于)(?:[^,。;“”\n]{0,12}(?:反馈|指出|提出|发现)的?)?)“(?P<quoted>[^“”\n]{4,160})”(?P<named>等?[^,。;“”\n]{0,4}问题)?"
)
"""It begins with a set of characters, which `re` skips to quickly."""
_SET_PHRASE = re.compile(r"[一二三四五六七八九十]个")
_OPENING_LINE = re.compile(r"(?m)^[ \t]*(?P<line>(?:针对|关于)[^,。;:\n]{4,60}?问题) ?(?=[,。:\n])")
_CLOSING = re.compile(r"”[^,。;:\n]{0,8}问题|”")
_MIXED = re.compile(r"下一?步|打算|措施|安排|计划|建议|对策|方向|目标|思路")
_EDGES = ' \t\n　。:;,、”’)"'
_QUOTED_BEYOND = 200
_LISTED = frozenset(["pointed_out"])
"""Rules whose finds stand inside the response to another problem and do not end it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A problem at `start:stop`. Its line begins at `opens`; its response is in `after:end`, up to the next problem."""

    opens: int
    start: int
    stop: int
    after: int
    end: int
    rule: str


def find_problems(
    document: Document, measures: Sequence[Measure], chapters: Chapters, lines: Lines
) -> list[Problem]:
    """All problems of `document`, in order; its `chapters` tell the stream."""
    found = [*_blocks(document.text, document.sections)]
    if document.facts.document_type != "rectification_report":
        found.extend(_shortcomings(document, measures))
        return [_problem(document.text, one, one.end, lines) for one in _apart(found)]
    found.extend([*_stated_by_headings(document), *_stated_in_lines(document), *_pointed_out(document)])
    kept = _apart(found)
    return [
        _problem(document.text, one, _end(kept, index), lines, chapters.at(one.start).stream)
        for index, one in enumerate(kept)
    ]


def _apart(found: list[_Found]) -> list[_Found]:
    """In the order of the text, without those inside the words of another."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, one.opens)):
        if not kept or one.start >= kept[-1].stop:
            kept.append(one)
    return kept


def _end(kept: Sequence[_Found], index: int) -> int:
    """Where the response to a problem ends: at the next problem, if that is not mentioned within it."""
    one = kept[index]
    following = (other for other in kept[index + 1 :] if other.rule not in _LISTED or one.rule in _LISTED)
    after = next(following, None)
    return min(one.end, after.opens) if after else one.end


def _problem(text: str, one: _Found, end: int, lines: Lines, stream: str | None = None) -> Problem:
    response = text[one.after : end].strip(_EDGES) if one.after < end else ""
    stop = one.start + len(text[one.start : one.stop].rstrip(_EDGES))
    if text[one.start] == '"' and stop > one.start + 1:
        one = replace(one, start=one.start + 1)
    start, stop_in_sentence = lines.clip(one.start, max(stop, one.start + 1))
    stop_in_sentence = start + len(text[start:stop_in_sentence].rstrip(_EDGES))
    return Problem(
        start=start,
        end=stop_in_sentence,
        rule=one.rule,
        problem="".join(text[one.start : stop].split("\n")).strip(),
        response=response or None,
        stream=stream,
        status=status_of(response) if response else None,
    )


def _stated_by_headings(document: Document) -> Iterator[_Found]:
    for section in document.sections:
        span = problem_in(section.heading, inspected=True) if section.marker else None
        if span:
            yield _of_heading(document.text, section, span)


def _of_heading(text: str, section: Section, span: tuple[int, int]) -> _Found:
    start, stop, after = section.heading_start + span[0], section.heading_start + span[1], section.heading_end
    if section.heading.count("“") > section.heading.count("”"):
        # the quotation goes on behind the 。 at which the heading ends
        close = _CLOSING.search(text, stop, min(section.end, stop + _QUOTED_BEYOND))
        if close and "\n" not in text[stop : close.start()]:
            stop, after = close.start(), close.end()
    rule = "heading_quoted" if text[start - 1 : start] == "“" else "heading"
    return _Found(section.start, start, stop, after, section.tree_end, rule)


def _blocks(text: str, sections: Sequence[Section]) -> Iterator[_Found]:
    """问题:… with its 整改措施:… below; without an answer it is prose."""
    labels = list(_BLOCK.finditer(text)) if _LABEL.search(text) else []
    if not labels:
        return
    edges = [section.start for section in sections if not _ANSWER.match(f"{section.heading}:")]
    for index, label in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        edge = bisect_right(edges, label.end())
        end = min([following, *edges[edge : edge + 1]])
        answer = _ANSWER.search(text, label.end(), end)
        if answer:
            yield _Found(label.start(), label.end(), answer.start(), answer.start(), end, "block")


def _stated_in_lines(document: Document) -> Iterator[_Found]:
    """Paragraphs without a number that open with 针对…问题 or 关于…问题."""
    starts = [section.start for section in document.sections]
    for match in _OPENING_LINE.finditer(document.text):
        span = problem_in(match["line"], inspected=True)
        if span:
            section = document.sections[bisect_right(starts, match.start()) - 1]
            start = match.start("line")
            yield _Found(
                match.start(), start + span[0], start + span[1], match.end(), section.tree_end, "line"
            )


def _pointed_out(document: Document) -> Iterator[_Found]:
    """Problems that the body quotes: 巡视指出“…”, 针对“…”问题."""
    for match in _POINTED_OUT.finditer(document.text):
        if _SET_PHRASE.match(match["quoted"]):
            continue
        named = match["named"] and not match[0].startswith("关于")
        if named or problem_in(match["quoted"], inspected=True):
            end = document.text.find("\n", match.end())
            end = end if end >= 0 else len(document.text)
            yield _Found(match.start(), *match.span("quoted"), match.end(), end, "pointed_out")


def _shortcomings(document: Document, measures: Sequence[Measure]) -> Iterator[_Found]:
    """The headings below a chapter on shortcomings, its items where it has none; they have no response."""
    for index, chapter in enumerate(document.sections):
        if not announces_shortcomings(chapter.heading):
            continue
        mixed = _MIXED.search(chapter.heading) is not None
        below = [s for s in document.sections[index + 1 :] if s.start < chapter.tree_end]
        for section in below:
            span = problem_in(section.heading, inspected=True)
            if (
                span is None
                and not mixed
                and section.level == chapter.level + 1
                and _is_open(section.heading)
            ):
                span = (0, len(section.heading))
            if span:
                yield replace(_of_heading(document.text, section, span), end=0, rule="shortcoming")
        if not below:
            yield from _items(document.text, chapter, measures, mixed)


def _items(text: str, chapter: Section, measures: Sequence[Measure], mixed: bool) -> Iterator[_Found]:
    for measure in measures:
        if chapter.start <= measure.start < chapter.end:
            states = problem_in(measure.headline, inspected=False) is not None
            if states or (not mixed and _is_open(measure.headline)):
                start = text.find(measure.headline, measure.start)
                stop = start + len(measure.headline)
                yield _Found(measure.start, start, stop, stop, 0, "shortcoming_item")


def _is_open(heading: str) -> bool:
    """True where nothing says that this is a remedy: below 存在的不足 it is a shortcoming."""
    return stance_of(heading) != REMEDY
