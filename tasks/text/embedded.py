"""Titles inside a document: its own, that of the plan that a notice carries, those of its attachments."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.lines import Line
from tasks.text.markers import read_marker
from tasks.text.model import Furniture
from tasks.text.title_lines import DATE_LINE, LONGEST_LINE, is_beside_title, is_title_line
from tasks.text.titles import MOST_LINES, TitleBlock, find_title, title_at, title_block

_NUMERAL = r"第?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
ATTACHMENT = re.compile(rf"附\s*[件表录]\s*(?:{_NUMERAL})?\s*[:.、]?$")
"""A line that is the mark of an attachment: 附件1:"""

ATTACHMENT_TITLED = re.compile(
    rf"(附\s*[件表录]\s*(?:{_NUMERAL})\s*(?:[:.、]|\s))\s*(?=[^\d\s.、:]|(?:19|20)\d\d)"
)
"""The same with the title behind it."""

_LISTED = re.compile(rf"附\s*[件表录]\s*(?:{_NUMERAL})?\s*:\s*(?:1\s?[.、]\s*)?(?=\S)")
_NOTES = re.compile(
    r"(?:附[件录]?\s*[:.]?\s*)?(?:附?注释?|备注|(?:有关|相关|部分)?(?:名词|指标|词语|术语)(?:解释|注释|说明))\s*:?\s*(?:([1(①]).*)?$"
)
_CLOSED = re.compile(
    r"\(?\s*(?:此件|本件|主动公开|依申请公开|不予公开|信息公开选项).{0,16}\)?$|(?:抄送|抄报|主送|印发).{0,60}$"
)
_ANNOUNCED = re.compile(
    r"《([^《》]{4,80})》|(?:印发|公布|发布|转发|下发)([^《》]{4,80}?)的(?:通知|决定|公告|通告|函)"
)

OPENING_LINES = 12
"""In so many lines a notice says what it sends round."""

_SENDS = re.compile(r"(?:印发|转发|发布|公布|下发|制定)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A title at level 0: whole lines from `start` to `end`, its own words at `heading_start:heading_end`."""

    start: int
    end: int
    marker: str | None
    heading: str
    heading_start: int
    heading_end: int


def find_anchors(text: str, furniture: Sequence[Furniture], lines: Sequence[Line]) -> list[Anchor]:
    """All titles of the document, in order. `lines` are its lines with words, furniture left out."""
    own = find_title(text, furniture)
    anchors = [_anchor(own)] if own else []
    done = own.end if own else 0
    listed = attachment_list(lines)
    opening = [line for line in lines if line.start >= done][:OPENING_LINES]
    names = announced(own.title if own else "") | {
        fold(line.words[_list_mark(line.words) :]) for line in lines if line.start in listed
    }
    for position in range(1, len(lines)):
        line = lines[position]
        if line.start < done or line.start in listed:
            continue
        found = (
            _attachment(lines, position)
            or _titled_attachment(lines, position)
            or _plan(lines, position, names, opening)
        )
        if found and not (own and fold(found.heading) == fold(own.title)):
            anchors.append(found)
            done = found.end
    return anchors


def attachment_list(lines: Sequence[Line]) -> set[int]:
    """Starts of the lines that only name the attachments: 附件:1.… and the numbered lines below it."""
    listed: set[int] = set()
    for position, line in enumerate(lines):
        inline = _LISTED.match(line.words)
        if not (inline or ATTACHMENT.match(line.words)):
            continue
        items = _numbered_run(lines, position + 1, 2 if inline else 1)
        if items or (inline and not _opens_attachment(lines, position)):
            listed |= {line.start, *(item.start for item in items)}
    return listed


def note_list(lines: Sequence[Line]) -> set[int]:
    """Starts of the numbered lines under 注: at the foot of a bulletin."""
    notes: set[int] = set()
    for position, line in enumerate(lines):
        found = _NOTES.match(line.words)
        if found:
            wanted = 2 if found[1] else 1
            notes |= {item.start for item in _numbered_run(lines, position + 1, wanted, sentences=True)}
    return notes


def announced(title: str) -> set[str]:
    """The folded names of what a title says that it carries: 关于印发《…》的通知."""
    return {fold(name) for pair in _ANNOUNCED.findall(title) for name in pair if name}


def sends_round(opening: Sequence[Line], title: str) -> bool:
    """True where the first lines of a document say that it sends round the text with this `title`."""
    said = "".join(
        itertools.takewhile(lambda words: read_marker(words) is None, (line.words for line in opening))
    )
    return bool(_SENDS.search(said)) and _bare(title) in _bare(said)


def _bare(words: str) -> str:
    return fold(words).replace("的", "")


def fold(words: str) -> str:
    """`words` without blanks and quotes, to compare titles by."""
    return re.sub(r"[\s“”《》<>〈〉]", "", words)


def _numbered_run(
    lines: Sequence[Line], position: int, wanted: int, *, sentences: bool = False
) -> list[Line]:
    """The lines from `position` on that are numbered one after another from `wanted` on: names, or also sentences."""
    items: list[Line] = []
    while position < len(lines) and _is_item(lines[position].words, wanted, sentences):
        items.append(lines[position])
        position, wanted = position + 1, wanted + 1
    return items


def _is_item(words: str, wanted: int, sentences: bool) -> bool:
    """True for a line with the number `wanted`: 2.…, (2)…, 附件2:…"""
    if re.match(rf"附\s*[件表录]\s*{wanted}\s*[:.、]", words):
        return True
    marker = read_marker(words)
    fits = sentences or (len(words) <= LONGEST_LINE and "。" not in words)
    return fits and marker is not None and marker.ordinal == wanted


def _list_mark(words: str) -> int:
    inline = _LISTED.match(words)
    marker = read_marker(words)
    return inline.end() if inline else marker.width if marker else 0


def _opens_attachment(lines: Sequence[Line], position: int) -> bool:
    """True where 附件1:… begins the attachment itself: no signature and no further attachment comes next."""
    following = [line.words for line in lines[position + 1 : position + 3]]
    return bool(
        ATTACHMENT_TITLED.match(lines[position].words)
        and following
        and not _LISTED.match(following[0])
        and not any(DATE_LINE.match(words) for words in following)
    )


def _anchor(block: TitleBlock, marker: str | None = None) -> Anchor:
    return Anchor(block.start, block.end, marker, block.title, block.title_start, block.title_end)


def _attachment(lines: Sequence[Line], position: int) -> Anchor | None:
    """The title under a line 附件1: may be any short line; what nothing follows is only the attachment's name."""
    before, line = lines[position - 1].words, lines[position]
    if not ATTACHMENT.match(before) or not is_title_line(line.words) or read_marker(line.words):
        return None
    block = title_at(lines, position)
    if lines[-1].start < (block.end if block else line.end):
        return None
    if block:
        return _anchor(block, before)
    end = line.content_start + len(line.words)
    return Anchor(line.start, line.end, before, line.words, line.content_start, end)


def _titled_attachment(lines: Sequence[Line], position: int) -> Anchor | None:
    line = lines[position]
    found = ATTACHMENT_TITLED.match(line.words)
    if not found or "。" in line.words or not _opens_attachment(lines, position):
        return None
    start = line.content_start + found.end()
    end = line.content_start + len(line.words)
    return Anchor(line.start, line.end, found[1].strip(), line.words[found.end() :], start, end)


def _plan(lines: Sequence[Line], position: int, names: set[str], opening: Sequence[Line]) -> Anchor | None:
    """A title that was announced, or one with a 文种 that stands under a signature."""
    block = _announced_title(lines, position, names) or title_at(lines, position)
    if block is None:
        return None
    above = [line for line in opening if line.start < block.start]
    known = fold(block.title) in names or sends_round(above, block.title)
    return _anchor(block) if known or _after_signature(lines, position) else None


def _announced_title(lines: Sequence[Line], position: int, names: set[str]) -> TitleBlock | None:
    """The lines from `position` on that together are a name, wherever it was broken."""
    if any(name.startswith(fold(lines[position].words)) for name in names):
        for after in range(position + 1, min(position + MOST_LINES, len(lines)) + 1):
            if fold("".join(line.words for line in lines[position:after])) in names:
                return title_block(lines[position:after])
    return None


def _after_signature(lines: Sequence[Line], position: int) -> bool:
    for line in reversed(lines[max(0, position - 4) : position]):
        if DATE_LINE.match(line.words):
            return True
        if not (_CLOSED.match(line.words) or is_beside_title(line.words)):
            return False
    return False
