"""Titles: which lines of a document are its title.

A title is a run of one to four short lines that ends with a 文种 (通知, 方案, 报告 …), or failing that a first line that
is no sentence. Around it stand other head lines: letterhead, 文号, date, 签发人; none of them is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.text.lines import Line, filled_lines
from tasks.text.model import Furniture
from tasks.text.title_lines import (
    DATE_LINE,
    DOCUMENT_NUMBER,
    closes_subject,
    ends_with_kind,
    is_beside_title,
    is_masthead,
    is_organ,
    is_remark,
    is_title_line,
    is_torn,
    opens_title,
    unspaced,
)

_OWN_SUBJECT = re.compile(r"关于|印发|转发|《")
"""What a title says of its own, beside the name of a bulletin."""
_DATED = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_FOOTNOTE = re.compile(r"\s*\[\d{1,2}\]$")

LONGEST_TITLE = 150
HEAD_LINES = 14
MOST_LINES = 4
_NOTHING = ""
"""The words of furniture among the first lines: what stands on both sides of it is not one title."""


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """A title in its place: whole lines `text[start:end]`.

    `title` is the joined title without the 文号; `title_start` and `title_end` are its own span, line breaks
    included. `document_number` is the 文号 beside it, if any.
    """

    start: int
    end: int
    title: str
    title_start: int
    title_end: int
    document_number: str | None


def find_title(text: str, furniture: Sequence[Furniture]) -> TitleBlock | None:
    """The title of the document `text`, or None where it prints none. Furniture is passed over, and no title goes on behind it."""
    noise = {item.start for item in furniture}
    head: list[Line] = []
    for line in filled_lines(text):
        if line.start in noise:
            head += [line._replace(words=_NOTHING)] if head and head[-1].words else []
            continue
        if len(head) == HEAD_LINES or not is_title_line(line.words):
            break
        head.append(line)
    block = _formal_title(head) or _plain_title(head)
    return _with_number(block, head) if block else None


def title_at(lines: Sequence[Line], first: int) -> TitleBlock | None:
    """The title with a 文种 that begins in `lines[first]` (lines with words), running over up to four lines."""
    for last in range(first, min(first + MOST_LINES, len(lines))):
        words = lines[last].words
        if not is_title_line(words) or is_beside_title(words) or DATE_LINE.match(words):
            return None
        if ends_with_kind(words) and not is_torn(_joined(lines, first, last)):
            if not all(_continues(lines, i + 1, last) for i in range(first, last)):
                return None
            last = _subject_end(lines, first, last)
            return title_block(_with_remark(lines, first, last))
    return None


def _subject_end(lines: Sequence[Line], first: int, last: int) -> int:
    """The line that closes the title `first:last`: 关于…反馈意见 is not at its end before …整改情况的通报."""
    for further in range(last + 1, min(first + MOST_LINES, len(lines))):
        words = lines[further].words
        if not is_title_line(words) or is_beside_title(words):
            break
        if _completes(_joined(lines, first, last), _joined(lines, last + 1, further)):
            return further
    return last


def _completes(opening: str, rest: str) -> bool:
    """True where `opening` names a subject with 关于 that only `rest` closes with 的 and a 文种."""
    unclosed = "关于" in opening and not closes_subject(opening)
    return unclosed and not _OWN_SUBJECT.search(rest) and closes_subject(rest)


def _joined(lines: Sequence[Line], first: int, last: int) -> str:
    return "".join(line.words for line in lines[first : last + 1])


def title_block(lines: Sequence[Line]) -> TitleBlock:
    """The block of these lines, the first one's 文号 taken off the title."""
    first = lines[0]
    number = DOCUMENT_NUMBER.match(first.words)
    skipped = number.end() if number and number.end() < len(first.words) else 0
    rest = first.words[skipped:]
    start = first.content_start + len(first.words) - len(rest.lstrip())
    printed = "".join([rest.lstrip(), *(line.words for line in lines[1:])])
    title = _FOOTNOTE.sub("", printed)
    return TitleBlock(
        start=first.start,
        end=lines[-1].end,
        title=title,
        title_start=start,
        title_end=lines[-1].content_start + len(lines[-1].words) - len(printed) + len(title),
        document_number=number[0] if number and skipped else None,
    )


def _with_remark(lines: Sequence[Line], first: int, last: int) -> Sequence[Line]:
    """The title's lines, and the (试行) that stands on a line of its own below them."""
    remark = last + 1 < len(lines) and is_remark(lines[last + 1].words)
    return lines[first : last + 2] if remark else lines[first : last + 1]


def _formal_title(head: Sequence[Line]) -> TitleBlock | None:
    """The best run of head lines that ends with a 文种.

    The first with 关于 or 《, else the first under a masthead (organ and date under the name of a bulletin), else the
    first that is no stub.
    """
    blocks: list[TitleBlock] = []
    for last, line in enumerate(head):
        if is_beside_title(line.words) or not ends_with_kind(line.words):
            continue
        first = last
        while first and last - first < MOST_LINES - 1 and _continues(head, first, last):
            first -= 1
        block = title_block(_with_remark(head, first, last))
        if blocks and block.start <= blocks[-1].start:
            blocks.pop()  # it was only the beginning of this one
        if 5 <= len(unspaced(block.title)) <= LONGEST_TITLE:
            blocks.append(block)
    masthead = next((line.start for line in head if is_masthead(line.words)), None)
    below = [block for block in blocks if masthead is not None and block.start > masthead]
    named = (block for block in blocks if _OWN_SUBJECT.search(block.title))
    return next(named, next(iter(below or blocks), None))


def _continues(head: Sequence[Line], first: int, last: int) -> bool:
    """True where the line before `first` is the beginning of the title that goes on with the lines `first:last`."""
    before, words = head[first - 1].words, head[first].words
    if (
        before == _NOTHING
        or is_beside_title(before)
        or is_masthead(before)
        or words.startswith(unspaced(before))
    ):
        return False  # a letterhead, also where the title repeats the organ
    if ends_with_kind(before) and not is_torn(before):
        return _completes(before, _joined(head, first, last))
    return bool(
        is_torn(before)
        or opens_title(before)
        or words.startswith(("关于", "印发", "转发", "的"))
        or (is_organ(before) and len(words) <= 60)
        or len(words) <= 14
    )


def _plain_title(head: Sequence[Line]) -> TitleBlock | None:
    """A first line without 文种: a headline, if it is no date, no organ and no single word."""
    first = next((line for line in head if line.words and not is_beside_title(line.words)), None)
    if first is None or not 8 <= len(first.words) <= 60 or _DATED.match(first.words) or "|" in first.words:
        return None
    if is_organ(first.words) and len(first.words) <= 24:
        return None
    return title_block([first])


def _with_number(block: TitleBlock, head: Sequence[Line]) -> TitleBlock:
    if block.document_number is not None:
        return block
    numbers = (DOCUMENT_NUMBER.match(line.words) for line in head)
    return replace(block, document_number=next((found[0] for found in numbers if found), None))
