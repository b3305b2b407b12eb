"""What kind of statement a number is: of what is, of what shall be, of what was before, or of what is always so."""

from __future__ import annotations

import re

from tasks.records.quantities import Quantity

_STATUS = (
    (
        "rule",
        re.compile(
            r"每(?:年|月|季度|周|半年|人|天|日|次)|不得|必须|应当|应在|时限(?=为|不|控制)|有效期|每个(?=[^,。;]{0,12}(?:至少|不少于|必须|[要应]))"
        ),
    ),
    (
        "target",
        re.compile(
            r"力争|目标(?!任务?的|的)|(?:计划|拟)(?=新|再|完|建|于|到|在|实|投|开|招|改|引)|确保(?!了)|争取(?=到(?!位|了|资金|项目|上级|省|国家)|在|实现|完成|达)"
            r"|年底前(?!已|全部完成|完成了)|将(?:新|达|完|建|实)"
        ),
    ),
    ("estimated", re.compile(r"预计|预期|估计|测算|届时")),
)
_ANY_STATUS = re.compile("|".join(pattern.pattern for _, pattern in _STATUS))
_NEAR = 40
_BASELINE = re.compile(
    r"(?<![交转])(?:由|从)(?:原来?有?的?|\d{4}年[初末底]?的?)?[^,。;\d]{0,4}$|[比较]\x00*(?:\d{4}年|上年|去年)?(?:同期|[初末底])?(?:决算数|预算数|完成数|基数)?的?$"
)
_MULTIPLIED = re.compile(r"的\d[\d.]*倍")
"""Behind what another amount is a multiple of: 是上年4.3亿元|的1.8倍."""
_MOVED = re.compile(r"[^,。;\n]{0,30}?(?:[增提升降减压缩扩变延拓翻跃到至]|上[升调涨]|调|优化|发展)")
"""Behind what something was before: what became of it, in the same clause."""
_BY_YEAR = re.compile(r"(?<![高升加长降少大])到(?:(?P<year>20\d\d)年(?!的)|“?十[四五六]五”?末)")
_QUOTED_PROBLEM = re.compile(r"“[^”]*”的?(?:等)?问题")
_REPORTED = re.compile(r"已|截至|目前|现有|去年|上年|累计|完成了|同比|20\d\d年(?:以来|我|全|共|,)")
"""Words of what is or was, which stand in plans too."""


def keeps_aim(text: str, start: int, end: int) -> bool:
    """True where `text[start:end]`, from a target to the next number, only goes on: 确保产值增长7%|,收入增长|6%."""
    return end - start < _NEAR and ";" not in text[start:end] and not _REPORTED.search(text, start, end)


def status_of_value(
    text: str, quantity: Quantity, sentence: tuple[int, int], *, written: int | None, planned: bool
) -> str:
    """The status of `quantity` (see the column `value_status`) by the words of its `sentence` in front of it.

    `written` is the year of the document: what was reached by an earlier one (到2022年) is no target. `planned` says that it stands where a document tells of what shall be done: there only words of the past or the
    present make it actual.
    """
    start, end = sentence
    quote = text.rfind("“", start, quantity.start)
    quoted = _QUOTED_PROBLEM.match(text, quote, end) if quote >= 0 else None
    if quoted and quantity.start < quoted.end():
        return "quoted_in_problem"
    if _MULTIPLIED.match(text, quantity.end):
        return "baseline"
    before = text[max(start, text.rfind(",", start, quantity.start)) : quantity.start]
    if ("由" in before or "从" in before or before.endswith("数")) and _BASELINE.search(before):
        if before.endswith(("由", "从")) and not _MOVED.match(text, quantity.end):
            return "actual"  # 由14位领导牵头: nothing went anywhere
        return "baseline"
    if text.find("到", start, quantity.start) >= 0:
        by = _BY_YEAR.search(text, start, quantity.start)
        if by and (by["year"] is None or written is None or int(by["year"]) >= written):
            return "target"
    if _ANY_STATUS.search(before):
        return next(status for status, pattern in _STATUS if pattern.search(before))
    if planned and not _REPORTED.search(text, start, quantity.start):
        return "target"
    return "zero" if not quantity.value and quantity.value_max is None else "actual"
