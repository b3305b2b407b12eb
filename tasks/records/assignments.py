"""Assignments: tasks given to units, with lead, responsible and cooperating units kept apart, and their deadlines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tasks.records.assignment_blocks import Block
from tasks.records.deadlines import Deadline, read_deadline
from tasks.records.model import Assignment
from tasks.records.numerals import number
from tasks.records.rows import Row
from tasks.records.spans import Lines
from tasks.text.model import Document, Section

_FRAME = re.compile(
    r"指导思想|总体要求|总体目标|工作目标|主要目标|基本原则|适用范围|编制依据|重要意义|工作背景"
)
_CHAPTER = re.compile(r"(?:任务|措施|举措|安排|要求|内容|事项|重点)$")
_SENTENCE_END = re.compile(r"[。!?;\n]")
_MARKER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}(?:、|是要?|要)|[(〔][一二三四五六七八九十\d]{1,3}[)〕]|\d{1,3}[.、]|[①-⑳])\s*"
)
_BRACKET = re.compile(r"\s*[(【][^()]*(?:\([^()]*\)[^()]*)*[)】]?\s*$")


def find_assignments(
    document: Document,
    lines: Lines,
    blocks: Sequence[Block],
    rows: Sequence[Row],
    asked: Sequence[Assignment],
) -> list[Assignment]:
    """Tasks with one of `blocks` (牵头单位:… or brackets), `rows` of tables, and what is `asked` inside a sentence.

    An asked task inside a block (请X牵头 in brackets) is not counted again.
    """
    sections = _Sections(document)
    found = [*_from_blocks(document, lines, sections, blocks)]
    found += [_from_row(document, lines, row) for row in rows]
    taken = [(block.start, block.end) for block in blocks]
    found += [a for a in asked if not any(s <= a.start < e for s, e in taken)]
    return sorted(found, key=lambda a: (a.start, a.end))


class _Sections:
    """The tree of headings: which section holds a position, and which ones stand beside and under it."""

    def __init__(self, document: Document) -> None:
        self.all = document.sections
        self._starts = [section.start for section in self.all]

    def at(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def leaves_under(self, index: int) -> list[int]:
        parents = {section.parent for section in self.all}
        return [
            i
            for i in range(index + 1, len(self.all))
            if self.all[i].start < self.all[index].tree_end and i not in parents
        ]

    def before(self, index: int) -> Iterator[int]:
        """The siblings in front of `index`, nearest first."""
        section = self.all[index]
        for i in range(index - 1, -1, -1):
            if self.all[i].parent == section.parent and self.all[i].level == section.level:
                yield i
            elif self.all[i].level < section.level:
                return


def _from_blocks(
    document: Document, lines: Lines, sections: _Sections, blocks: Sequence[Block]
) -> Iterator[Assignment]:
    by_section: dict[int, list[Block]] = {}
    for block in blocks:
        by_section.setdefault(sections.at(block.start), []).append(block)
    for index, own in by_section.items():
        section = sections.all[index]
        done = section.heading_end if section.heading else section.start
        for block in own:
            heirs = _heirs(sections, index, own, by_section)
            if heirs:
                yield from (_task(document, lines, sections.all[i], block, "inherited") for i in heirs)
            elif section.heading and (
                _same_line(document.text, section, block) or _is_task(section, own, block)
            ):
                yield from _shared(document, lines, sections, index, block, by_section)
            else:
                yield _paragraph_task(document, lines, done, block, section)
            done = block.end


def _from_row(document: Document, lines: Lines, row: Row) -> Assignment:
    start, end = lines.clip(*row.task)
    block = Block(start, end, True, **row.units, deadline=row.deadline)
    return _assignment(document, start, end, document.text[start:end], block, "table", row.ordinal)


def _heirs(
    sections: _Sections, index: int, own: list[Block], by_section: dict[int, list[Block]]
) -> list[int]:
    """The tasks under a heading that has the only block: a block above them serves those without one of their own."""
    section = sections.all[index]
    if len(own) > 1 or not section.heading:
        return []
    return [i for i in sections.leaves_under(index) if i not in by_section and sections.all[i].heading]


def _is_task(section: Section, own: list[Block], block: Block) -> bool:
    """Whether the only block of a section is about its heading: not in brackets under 主要任务, where a paragraph is."""
    return len(own) == 1 and (block.own_line or not _CHAPTER.search(section.heading))


def _same_line(text: str, section: Section, block: Block) -> bool:
    return "\n" not in text[section.heading_end : block.start]


def _shared(
    document: Document,
    lines: Lines,
    sections: _Sections,
    index: int,
    block: Block,
    by_section: dict[int, list[Block]],
) -> Iterator[Assignment]:
    """The task of section `index`, and the ones right in front of it that have no block of their own."""
    served = [index]
    if block.own_line:
        for i in sections.before(index):
            if any(
                sections.at(b.start) == i or sections.all[i].start <= b.start < sections.all[i].tree_end
                for bs in by_section.values()
                for b in bs
            ):
                break
            if _FRAME.search(sections.all[i].heading):
                break
            served.append(i)
    rule = "block" if len(served) == 1 else "shared_block"
    for i in reversed(served):
        yield _task(document, lines, sections.all[i], block, rule)


def _task(document: Document, lines: Lines, section: Section, block: Block, rule: str) -> Assignment:
    title = _title(document.text[section.heading_start : section.heading_end])
    start, end = lines.clip(section.heading_start, section.heading_end)
    return _assignment(document, start, end, title, block, rule, _ordinal(section.marker))


def _paragraph_task(
    document: Document, lines: Lines, done: int, block: Block, section: Section
) -> Assignment:
    """A paragraph with a block at its end: its first sentence is the task."""
    text = document.text
    region = text[done : block.start]
    skipped = re.match(r"[\s。;,)】(【]*", region)
    start = done + (skipped.end() if skipped else 0)
    if start >= block.start:
        return (
            _task(document, lines, section, block, "block")
            if section.heading
            else _bare(document, lines, block)
        )
    stop = _SENTENCE_END.search(text, start, block.start)
    start, end = lines.clip(start, stop.start() if stop else block.start)
    printed = text[start:end]
    marker = _MARKER.match(printed)
    return _assignment(
        document,
        start,
        end,
        _title(printed[marker.end() :] if marker else printed),
        block,
        "paragraph_block",
        _ordinal(marker[0]) if marker else None,
    )


def _bare(document: Document, lines: Lines, block: Block) -> Assignment:
    start, end = lines.clip(block.start, block.end)
    return _assignment(document, start, end, document.text[start:end], block, "block_without_task", None)


def _title(printed: str) -> str:
    return _BRACKET.sub("", "".join(printed.split())).strip("。;,:( ") or "".join(printed.split())


def _ordinal(marker: str | None) -> int | None:
    digits = re.search(r"\d+|[一二三四五六七八九十百]+", marker or "")
    value = number(digits[0]) if digits else None
    return None if value is None else int(value)


def _assignment(
    document: Document, start: int, end: int, title: str, block: Block, rule: str, ordinal: int | None
) -> Assignment:
    deadline: Deadline | None = read_deadline(
        block.deadline or "", document.reference_date, document.facts.year
    )
    return Assignment(
        start=start,
        end=end,
        rule=rule,
        ordinal=ordinal,
        title=title,
        lead_units=block.lead,
        responsible_units=block.responsible,
        cooperating_units=block.cooperating,
        deadline_text=deadline.text if deadline else None,
        deadline_kind=deadline.kind if deadline else None,
        deadline_date=deadline.date if deadline else None,
    )
