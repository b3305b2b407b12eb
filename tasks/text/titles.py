"""Titles: which lines of a document are its title, and which stand for a plan or an attachment inside it.

A title is a run of one to four short lines that ends with a 文种 (通知, 方案, 报告 …), or failing that a first line that
is no sentence. Around it stand other head lines: letterhead, 文号, date, 签发人; none of them is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.lines import Line, filled, split_lines
from tasks.text.model import Furniture

KINDS = (
    "通报|通知|通告|公告|公报|公示|报告|总结|方案|预案|意见|决定|决议|批复|复函|函|请示|纪要|办法|规定|细则|规则|条例|规范|"
    "规划|计划|要点|措施|举措|清单|名单|目录|指南|制度|章程|规程|须知|提纲|讲话|致辞|讲话稿|倡议书|公开信|情况|"
    "说明|解读|解释|简报|快报|答复|议案|提案|命令|令|任务书|责任书|承诺书|图|表|流程|标准|机制|年报|预算|决算"
)
"""文种: the words that a title ends with."""

_TAIL = r"(?:\s*[(〔\[<《“][^()〔〕]{1,30}[)〕\]>》”])?[”》>\s]*$"
KIND_AT_END = re.compile(rf"(?:{KINDS}){_TAIL}")
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}\s?(?:\([\u4e00-\u9fff]\))?\s?[〔\[(【〈]\s?(?:19|20)\d{2}\s?[〕\])】〉]\s?第?\s?\d{1,4}\s?号"
    r"|[\u4e00-\u9fff]{1,12}(?:规|字)\s?[〔\[(【]\s?(?:19|20)\d{2}\s?[〕\])】]\s?第?\s?\d{1,4}\s?号"
)
DATE_LINE = re.compile(
    r"[(\[]?\s*(?:(?:19|20)\d{2}|二[〇○Oo0零][一二三四五六七八九〇○Oo0零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?\s*(?:印发)?[)\]]?$"
)
MEETING = re.compile(r"第?[\d一二三四五六七八九十〇百]{1,4}次.{0,16}(?:会议|全会|全体会)")
ATTACHMENT = re.compile(r"附\s*(?:件|表|录)\s*(?:第?\s*[\d一二三四五六七八九十]{1,3})?\s*[::.、]?$")
ATTACHMENT_TITLED = re.compile(
    r"附\s*(?:件|表|录)\s*第?\s*[\d一二三四五六七八九十]{1,3}\s*(?:[::.、]\s*|\s+)(?=\S)"
)

_LETTERHEAD = re.compile(
    r".{2,40}(?:文件|公报)$|(?:签发人|签发|会签|密级|紧急程度|特急|加急|份号|编号|第.{1,6}号?)\s*[::]?.{0,12}$|\(?\s*第\s*\d+\s*[期号]\s*\)?$"
)
_ADDRESSEE = re.compile(r".{2,200}:$")
_SENTENCE = re.compile(r"[。;!?!?;,,、::]$")
_OPENING = re.compile(r"关于|《|“|的$|^\d{4}年|印发|转发")
_ORGAN_END = re.compile(r"(?:政府|办公室|委员会|委|局|厅|部|处|院|会|中心|管委会|街道|镇|乡|组|司|署|社|联)$")
_MARKED = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,4}[、,.章节条]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、])"
)

LONGEST_LINE = 70
LONGEST_TITLE = 140
HEAD_LINES = 14
MOST_LINES = 4


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
    """The title of the document `text`, or None where it prints none. Furniture lines are passed over."""
    noise = {item.start for item in furniture}
    head: list[Line] = []
    for line in filled(split_lines(text)):
        if line.start in noise:
            continue
        if len(head) == HEAD_LINES or not is_title_line(line.words):
            break
        head.append(line)
    return _formal_title(head) or _plain_title(head)


def is_title_line(words: str) -> bool:
    """True for a line that may stand in the head of a document: short, no sentence, no marker, no addressee."""
    return (
        len(words) <= LONGEST_LINE + 20
        and "。" not in words
        and not _SENTENCE.search(words)
        and not _MARKED.match(words)
    )


def is_beside_title(words: str) -> bool:
    """True for a head line that is never part of the title: letterhead, 文号, date, 签发人."""
    return bool(DATE_LINE.match(words) or _LETTERHEAD.match(words) or DOCUMENT_NUMBER.fullmatch(words))


def title_at(lines: Sequence[Line], first: int) -> TitleBlock | None:
    """The title with a 文种 that starts in `lines[first]` (lines with words), running over up to four lines."""
    for last in range(first, min(first + MOST_LINES, len(lines))):
        words = lines[last].words
        if not is_title_line(words) or (last > first and is_beside_title(words)):
            return None
        if KIND_AT_END.search(words) and (last > first or not _is_fragment(words)):
            return _block(lines[first : last + 1])
    return None


def _is_fragment(words: str) -> bool:
    return words.count("《") != words.count("》") or words.count("“") < words.count("”")


def _formal_title(head: list[Line]) -> TitleBlock | None:
    for last, line in enumerate(head):
        if is_beside_title(line.words) or not KIND_AT_END.search(line.words):
            continue
        first = last
        while (
            first and last - first < MOST_LINES - 1 and _continues(head[first - 1].words, head[first].words)
        ):
            first -= 1
        block = _block(head[first : last + 1])
        if len(block.title) <= LONGEST_TITLE:
            return _with_number(block, head)
    return None


def _continues(before: str, words: str) -> bool:
    """True where the head line `before` is the beginning of the title that goes on with `words`."""
    if is_beside_title(before) or KIND_AT_END.search(before):
        return False
    whole = not _is_fragment(words)
    return (
        not whole
        or _OPENING.search(before) is not None
        or words.startswith(("关于", "印发", "转发", "的"))
        or (_ORGAN_END.search(before) is not None and len(words) <= 60)
        or len(words) <= 14
    )


def _plain_title(head: list[Line]) -> TitleBlock | None:
    """A first line without 文种: a headline, if it is no date, organ or single word."""
    for line in head:
        if is_beside_title(line.words):
            continue
        if 8 <= len(line.words) <= 60 and not re.match(r"\d{4}年.*,", line.words):
            return _with_number(_block([line]), head)
        return None
    return None


def _with_number(block: TitleBlock, head: list[Line]) -> TitleBlock:
    if block.document_number is not None:
        return block
    for line in head:
        found = DOCUMENT_NUMBER.match(line.words)
        if found:
            return TitleBlock(
                block.start, block.end, block.title, block.title_start, block.title_end, found[0]
            )
    return block


def _block(lines: Sequence[Line]) -> TitleBlock:
    first = lines[0]
    number = DOCUMENT_NUMBER.match(first.words)
    skipped = len(number[0]) if number and number.end() < len(first.words) else 0
    rest = first.words[skipped:]
    start = first.content_start + skipped + len(rest) - len(rest.lstrip())
    title = "".join([rest.strip(), *(line.words for line in lines[1:])])
    end = lines[-1].content_start + len(lines[-1].words)
    return TitleBlock(
        first.start, lines[-1].end, title, start, end, number[0] if number and skipped else None
    )
