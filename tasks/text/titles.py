"""Titles: which lines of a document are its title.

A title is a run of one to four short lines that ends with a 文种 (通知, 方案, 报告 …), or failing that a first line that
is no sentence. Around it stand other head lines: letterhead, 文号, date, 签发人; none of them is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.text.lines import Line, each_line
from tasks.text.markers import read_marker
from tasks.text.model import Furniture

_KINDS = (
    "通报|通知|通告|公告|公报|公示|报告|总结|方案|预案|意见|决定|决议|批复|复函|函|请示|纪要|办法|规定|细则|规则|条例|规范|"
    "规划|计划|要点|措施|举措|清单|名单|目录|指南|制度|章程|规程|须知|提纲|讲话|致辞|讲话稿|倡议书|公开信|情况|台账|汇报|"
    "说明|解读|解释|纲要|白皮书|导则|倡议|工作安排|简报|快报|答复|议案|提案|命令|令|任务书|责任书|承诺书|申请表|[^代发外]表|流程图|流程|标准|机制|年报|预算|决算"
)
_MEETING = r"第?[\d一二三四五六七八九十〇百]{1,5}次.{0,16}(?:会议|全会)"
_NUMBER = r"[〔\[(【〈]\s?(?:19|20)\d{2}\s?[〕\])】〉]\s?第?\s?\d{1,4}\s?号"
_REMARK = r"[(〔\[<【][^()〔〕【】]{1,30}[)〕\]>】]"

_ASIDE = rf"(?:{_REMARK}|\(\s*[\u4e00-\u9fff]{{1,12}}\s?{_NUMBER}\s*\))"
KIND_AT_END = re.compile(rf"(?:(?:{_KINDS})|{_MEETING})[”》>]?\s*(?:{_ASIDE})?[”》>\s]*$")
"""A line that ends with a 文种, a remark such as (试行) or the 文号 in brackets aside; or with a numbered meeting."""

_ENDS_SUBJECT = re.compile(rf"的(?:{_KINDS})\s*(?:{_ASIDE})?$")
"""What a title closes with that began with 关于: …的通报."""
_OWN_SUBJECT = re.compile(r"关于|印发|转发|《")

DOCUMENT_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,12}}\s?{_NUMBER}")
"""文号 at the beginning of a line: 石政发〔2023〕5号."""

DATE_LINE = re.compile(
    r"[(\[]?\s*(?:(?:19|20)\d{2}|二[〇○Oo0零][一二三四五六七八九〇○Oo0零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?\s*(?:印发)?[)\]]?$"
)
"""A line that is a date and nothing else, as under a signature."""

_BESIDE = re.compile(
    rf"{_REMARK}$|.{{2,40}}(?:文件|政府公报)$|第\s*\d+\s*[期号]|(?:签发人?|会签|密级|紧急程度|特急|加急|份号|编号|[总第\d]+\s*期).{{0,16}}$"
    rf"|[—-]{{2,}}|[\u4e00-\u9fff]{{0,12}}\s?{_NUMBER}$|[^\u4e00-\u9fff]*$|.{{0,6}}目\s*录$"
)
_COLUMN = re.compile(
    r"(?:政府|政务|政策|信息|通知|公示|公告|工作|重点|规范性|公开|法规|文件|目录|动态|指南|年报){2,4}$"
)
_ATTACHED = re.compile(r"附\s*[件表录]\s*(?:第?[\d一二三四五六七八九十]|[:.、]|$)")
_STOP = re.compile(r"[。;!?,、:]$")
_OPENS = re.compile(r"关于|《|“|的$|\d{4}年|印发|转发")
_ORGAN = re.compile(
    r"(?:政府|办公[室厅]|委员会|委|局|厅|部|院|中心|街道|镇|乡|组|公司|联合会|总工会|法院)(?:党组|党委|党工委)?$"
)
_REMARK_LINE = re.compile(rf"{_REMARK}$")
_NO_REMARK = re.compile(r"公开|第.{1,5}[次期号]")
"""What stands in brackets under a title and is none of its remarks: publicity, the number of an issue or a meeting."""
PAGE_NUMBER = re.compile(r".*(?:\.{3,}|…+|·{3,}|\s{3,})\s*[-(]?\d{1,3}[-)]?$")
"""An entry of a table of contents."""

_DATED = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")

LONGEST_LINE = 90
LONGEST_TITLE = 150
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
    for line in each_line(text):
        if not line.words or line.start in noise:
            continue
        if len(head) == HEAD_LINES or not is_title_line(line.words):
            break
        head.append(line)
    block = _formal_title(head) or _plain_title(head)
    return _with_number(block, head) if block else None


def is_title_line(words: str) -> bool:
    """True for a line that may stand in the head of a document: short, no sentence, no number, no addressee."""
    return (
        len(words) <= LONGEST_LINE
        and "。" not in words
        and (not _STOP.search(words) or is_torn(words))
        and not _ATTACHED.match(words)
        and not PAGE_NUMBER.match(words)
        and ((marker := read_marker(words)) is None or not marker.firm)
    )


def is_beside_title(words: str) -> bool:
    """True for a head line that is never part of a title: letterhead, 文号, date, remark, 签发人, 目录."""
    return bool(DATE_LINE.match(words) or _BESIDE.match(words) or _COLUMN.match(words))


def title_at(lines: Sequence[Line], first: int) -> TitleBlock | None:
    """The title with a 文种 that begins in `lines[first]` (lines with words), running over up to four lines."""
    for last in range(first, min(first + MOST_LINES, len(lines))):
        words = lines[last].words
        if not is_title_line(words) or is_beside_title(words) or DATE_LINE.match(words):
            return None
        if KIND_AT_END.search(words) and not is_torn(_joined(lines, first, last)):
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
    unclosed = "关于" in opening and not _ENDS_SUBJECT.search(opening)
    return unclosed and not _OWN_SUBJECT.search(rest) and _ENDS_SUBJECT.search(rest) is not None


def _joined(lines: Sequence[Line], first: int, last: int) -> str:
    return "".join(line.words for line in lines[first : last + 1])


def title_block(lines: Sequence[Line]) -> TitleBlock:
    """The block of these lines, the first one's 文号 taken off the title."""
    first = lines[0]
    number = DOCUMENT_NUMBER.match(first.words)
    skipped = number.end() if number and number.end() < len(first.words) else 0
    rest = first.words[skipped:]
    start = first.content_start + len(first.words) - len(rest.lstrip())
    return TitleBlock(
        start=first.start,
        end=lines[-1].end,
        title="".join([rest.lstrip(), *(line.words for line in lines[1:])]),
        title_start=start,
        title_end=lines[-1].content_start + len(lines[-1].words),
        document_number=number[0] if number and skipped else None,
    )


def _with_remark(lines: Sequence[Line], first: int, last: int) -> Sequence[Line]:
    """The title's lines, and the (试行) that stands on a line of its own below them."""
    below = lines[last + 1].words if last + 1 < len(lines) else ""
    remark = (
        len(below) <= 12
        and _REMARK_LINE.match(below)
        and not DATE_LINE.match(below)
        and not _NO_REMARK.search(below)
    )
    return lines[first : last + 2] if remark else lines[first : last + 1]


def is_torn(words: str) -> bool:
    """True where a quote or a bracket is still open, or 和 waits for more: the title goes on in the next line."""
    return words.endswith(("和", "与", "及", "暨")) or any(
        words.count(left) > words.count(right) for left, right in ("《》", "“”", "()")
    )


def _formal_title(head: Sequence[Line]) -> TitleBlock | None:
    """The best run of head lines that ends with a 文种: the first with 关于 or 《, else the first that is no stub."""
    blocks: list[TitleBlock] = []
    for last, line in enumerate(head):
        if is_beside_title(line.words) or not KIND_AT_END.search(line.words):
            continue
        first = last
        while first and last - first < MOST_LINES - 1 and _continues(head, first, last):
            first -= 1
        block = title_block(_with_remark(head, first, last))
        if blocks and block.start <= blocks[-1].start:
            blocks.pop()  # it was only the beginning of this one
        if 5 <= len(block.title) <= LONGEST_TITLE:
            blocks.append(block)
    return next(
        (block for block in blocks if re.search(r"关于|《|印发", block.title)), blocks[0] if blocks else None
    )


def _continues(head: Sequence[Line], first: int, last: int) -> bool:
    """True where the line before `first` is the beginning of the title that goes on with the lines `first:last`."""
    before, words = head[first - 1].words, head[first].words
    if is_beside_title(before):
        return False
    if KIND_AT_END.search(before) and not is_torn(before):
        return _completes(before, _joined(head, first, last))
    return bool(
        is_torn(before)
        or _OPENS.search(before)
        or words.startswith(("关于", "印发", "转发", "的"))
        or (_ORGAN.search(before) and len(words) <= 60)
        or len(words) <= 14
    )


def _plain_title(head: Sequence[Line]) -> TitleBlock | None:
    """A first line without 文种: a headline, if it is no date, no organ and no single word."""
    first = next((line for line in head if not is_beside_title(line.words)), None)
    if first is None or not 8 <= len(first.words) <= 60 or _DATED.match(first.words):
        return None
    if _ORGAN.search(first.words) and len(first.words) <= 24:
        return None
    return title_block([first])


def _with_number(block: TitleBlock, head: Sequence[Line]) -> TitleBlock:
    if block.document_number is not None:
        return block
    numbers = (DOCUMENT_NUMBER.match(line.words) for line in head)
    return replace(block, document_number=next((found[0] for found in numbers if found), None))
