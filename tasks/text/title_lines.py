"""What a single line of a document's head says by its form: the end of a title, a letterhead, a date, an organ.

Data and the reading of one line; `titles` puts lines together.
"""

from __future__ import annotations

import re

from tasks.text.lines import is_row
from tasks.text.markers import read_marker

_KINDS = (
    "通报|通知|通告|公告|公报|公示|报告|总结|方案|预案|意见|决定|决议|批复|复函|函|请示|纪要|办法|规定|细则|规则|条例|规范|"
    "规划|计划|要点|措施|举措|清单|名单|目录|指南|制度|章程|规程|须知|提纲|讲话|致辞|讲话稿|倡议书|公开信|情况|台账|汇报|"
    "说明|解读|解释|纲要|白皮书|导则|倡议|工作安排|简报|快报|答复|议案|提案|命令|令|任务书|责任书|承诺书|申请表|[^代发外]表|流程图|流程|标准|机制|年报|预算|决算"
)
_MEETING = r"第?[\d一二三四五六七八九十〇百]{1,5}次.{0,16}(?:会议|全会)"
_NUMBER = r"[〔\[(【〈]\s?(?:19|20)\d{2}\s?[〕\])】〉]\s?第?\s?\d{1,4}\s?号"
_REMARK = r"[(〔\[<【][^()〔〕【】]{1,30}[)〕\]>】]"

_ASIDE = rf"(?:{_REMARK}|\(\s*[\u4e00-\u9fff]{{1,12}}\s?{_NUMBER}\s*\))"
_KIND_AT_END = re.compile(rf"(?:(?:{_KINDS})|{_MEETING}(?:召开|举行)?)[”》>]?\s*(?:{_ASIDE})?[”》>\s]*$")
_ENDS_SUBJECT = re.compile(rf"的(?:{_KINDS})\s*(?:{_ASIDE})?$")

DOCUMENT_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,12}}\s?{_NUMBER}")
"""文号 at the beginning of a line: 石政发〔2023〕5号."""

_DATE = (
    r"(?:(?:19|20)\d{2}|二[〇○Oo0零][一二三四五六七八九〇○Oo0零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?"
)
DATE_LINE = re.compile(rf"[(\[]?\s*{_DATE}\s*(?:印发)?[)\]]?$")
"""A line that is a date and nothing else, as under a signature."""

_MASTHEAD = re.compile(rf"[\u4e00-\u9fff]{{2,40}}\s+{_DATE}\s*(?:印发)?$")
_BESIDE = re.compile(
    rf"{_REMARK}$|[^“”《》]{{2,40}}(?:文件|政府公报)$|(?:(?:19|20)\d\d\s*年\s*)?第\s*\d+\s*[期号]|(?:签发人?|会签|密级|紧急程度|特急|加急|份号|编号|[总第\d]+\s*期).{{0,16}}$"
    rf"|[—-]{{2,}}|[\u4e00-\u9fff]{{0,12}}\s?{_NUMBER}$|[^\u4e00-\u9fff]*$|.{{2,40}}文件\s?\([一二三四五六七八九十\d]+\)$|.{{0,6}}目\s*录$|.{{0,12}}总第\s?\d+\s?期.*$|(?:分享|打印|关闭|收藏)+$"
)
_COLUMN = re.compile(
    r"(?:政府|政务|政策|信息|通知|公示|公告|工作|重点|规范性|公开|法规|文件|目录|动态|指南|年报){2,4}$"
)
_ATTACHED = re.compile(r"附\s*[件表录]\s*(?:第?[\d一二三四五六七八九十]|[:.、]|$)")
_STOP = re.compile(r"[。;!?,、:]$")
_OPENS = re.compile(r"关于|《|“|的$|\d{4}年|印发|转发")
_ORGAN = re.compile(
    r"(?:政府|办公厅|(?:办公|督查|研究)室|委员会|委|局|厅|部|院|中心|街道|镇|乡|组|公司|联合会|总工会|法院)(?:党组|党委|党工委)?$"
)
_REMARK_LINE = re.compile(rf"{_REMARK}$")
_NO_REMARK = re.compile(r"公开|第.{1,5}[次期号]")
"""What stands in brackets under a title and is none of its remarks: publicity, the number of an issue or a meeting."""
PAGE_NUMBER = re.compile(r".*(?:\.{3,}|…+|·{3,}|\s{3,})\s*[-(]?\d{1,3}[-)]?$")
"""An entry of a table of contents."""

LONGEST_LINE = 90
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?:\s|$))")


def unspaced(words: str) -> str:
    """`words` without the blanks that spread single characters over a line: 政 府 工 作 报 告, 的  通  知."""
    return _SPREAD.sub("", words)


def ends_with_kind(words: str) -> bool:
    """True for a line that ends with a 文种, a remark or the 文号 in brackets aside; or with a numbered meeting."""
    return _KIND_AT_END.search(unspaced(words)) is not None


def closes_subject(words: str) -> bool:
    """True for the end of a title that began with 关于: …的通报."""
    return _ENDS_SUBJECT.search(unspaced(words)) is not None


def opens_title(words: str) -> bool:
    """True for a line that a title goes on after: it names its subject, or what is sent round."""
    return _OPENS.search(words) is not None


def is_organ(words: str) -> bool:
    """True for a line that ends like the name of an organ."""
    return _ORGAN.search(words) is not None


def is_masthead(words: str) -> bool:
    """True for an organ and a date in one line, as under the name of a bulletin, or at the end of a document."""
    return _MASTHEAD.match(words) is not None


def is_remark(words: str) -> bool:
    """True for a remark that belongs to the title above it: (试行)."""
    return (
        len(words) <= 12
        and _REMARK_LINE.match(words) is not None
        and not DATE_LINE.match(words)
        and not _NO_REMARK.search(words)
    )


def is_title_line(words: str) -> bool:
    """True for a line that may stand in the head of a document: short, no sentence, no number, no addressee."""
    return (
        len(words) <= LONGEST_LINE
        and "。" not in words
        and not is_row(words)
        and (not _STOP.search(words) or is_torn(words))
        and not _ATTACHED.match(words)
        and not PAGE_NUMBER.match(words)
        and ((marker := read_marker(words)) is None or not marker.firm)
    )


def is_beside_title(words: str) -> bool:
    """True for a head line that is never part of a title: letterhead, 文号, date, remark, 签发人, 目录."""
    return bool(DATE_LINE.match(words) or _BESIDE.match(words) or _COLUMN.match(words))


def is_torn(words: str) -> bool:
    """True where a quote or a bracket is still open, or 和 waits for more: the title goes on in the next line."""
    return words.endswith(("和", "与", "及", "暨")) or any(
        words.count(left) > words.count(right) for left, right in ("《》", "“”", "()")
    )
