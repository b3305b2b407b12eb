"""The stance of a heading: it announces a problem, a remedy, or neither; and where the problem's words stand in it.

A heading is read without its wrapping (关于…的问题, 在…方面, 着力解决…, …的整改落实情况), clause by clause. It is enough that
one clause states a finding: 落实责任制有差距,监管力度需加强. The words are in `stance_words`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.text import stance_words as data

PROBLEM, REMEDY, NEUTRAL = "problem", "remedy", "neutral"


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


_QUOTED = re.compile(
    r"(?:关于|针对|围绕|聚焦|紧盯|破解|对于?|就|在|着力|切实|解决|整改|落实|巡[视察]|督察|反馈|指出|提出|发现|存在|的)*"
    r"“(?P<core>[^“”]{2,}(?:”[、和及与]?“[^“”]{2,})*)(?:”|$)"
    r"(?P<tail>[,、]?(?:等|这一?|方面|的|具体|突出|主要|有关)*(?:问题|抓?整改|$))?"
)
_OPENING = re.compile(
    r"(?:(?:反馈|巡[视察]|具体|存在|主要|整改|突出)*的?问题[一二三四五六七八九十\d]{0,3}:)?(?:关于|针对|围绕|对于|就|在(?=.*方面)(?!建|校|册|线|职|岗|编))?"
)
_TAIL = re.compile(
    r"(?:(?<!平)等)?(?P<field>方面)?的?(?P<named>(?:突出|主要|具体|有关|相关|一些)?问题)?(?:[和及与、]|等)?(?:方面)?(?:存在的?问题)?的?"
    r"(?:整改(?:落实|进展|完成)?(?:的?进展)?(?:落实)?(?:的?情况|工作|方面)?)?[ :;,。]*$"
)
_LONGEST_TAIL = 32
"""Characters of the longest tail without the marks at its end."""
_CLAUSES = re.compile(r"[^,;。:]+")
_FINDING = re.compile(
    rf"(?:{'|'.join(data.FINDING_ENDS)}|{_any(data.FINDING_WORDS)})"
    r"(?:的?(?:问题|现象|情况|局面|状况)(?:(?:仍|依|还|普|比|较)?[然遍]?(?:存在|突出|严重|较多|多发))?|等|了)?$"
)
_REACH = 24
"""No finding's ending is longer."""
_MISCONDUCT = re.compile(_any(data.MISCONDUCT))
_WORK_END = re.compile(rf"(?:{_any(data.TOPICS_OF_WORK)})(?:方面|情况)?$")
_ADVERBS = rf"(?:{_any(data.ADVERBS)}){{0,4}}"
_SOLVING = re.compile(rf"{_ADVERBS}(?:{_any(data.SOLVING)})(?:好|了)?")
_ENDING = re.compile(rf"{_ADVERBS}(?:{_any(data.ENDING)})")
_IMPROVING = re.compile(rf"{_ADVERBS}(?:{_any(data.IMPROVING)})")
_ACTING = re.compile(rf"{_ADVERBS}(?:{_any(data.IMPROVING)}|{_any(data.ACTING)})")
_COMMONPLACE = re.compile(rf"(?:{_any(data.COMMONPLACES)})的?(?:突出|重点|具体|主要)?$")
_SHORTCOMINGS = re.compile(
    r"(?:存在|面临)(?:的[^,。;]{0,8}?|(?:主要|突出|一些|具体|哪些|困难|[和与及、])*)(?:问题|不足|困难|挑战|短板|差距|薄弱环节)(?![^,。]{0,12}(?:整改|解决|清单|台账|措施))"
    r"|^(?:(?:主要|突出|反馈|发现|指出)的?)?(?:问题|不足)(?:之处)?(?:[和与及、](?:主要)?(?:问题|不足|差距|短板|困难|原因)|$)"
    r"|^(?:主要)?(?:困难|差距|短板)[和与及、](?:问题|不足|困难)"
    r"|(?:反馈|指出|发现)的(?:主要|突出|具体)?问题$"
)
_LONGEST_CHAPTER = 40
_REMEDIES = re.compile(r"(?:整改|改进|工作|解决|具体)(?:措施|举措|办法|对策)(?:[及和与].{0,8})?$|对策建议$")


def stance_of(heading: str, *, inspected: bool = False) -> str:
    """What `heading` (no marker) announces: problem, remedy or neutral.

    `inspected` is True in reports on the rectification of what an inspection found: there 关于…的问题 and 解决…问题 name
    a finding whatever their words are.
    """
    if announces_shortcomings(heading) or problem_in(heading, inspected=inspected):
        return PROBLEM
    if _REMEDIES.search(heading):
        return REMEDY
    if heading.endswith("情况"):
        return NEUTRAL
    tail = _tail(heading)
    opening = _OPENING.match(heading)
    start = opening.end() if opening else 0
    verbs = _IMPROVING if tail["field"] or heading.startswith("关于") else _ACTING
    clauses = _CLAUSES.finditer(heading, start, tail.start())
    return REMEDY if any(verbs.match(heading, clause.start()) for clause in clauses) else NEUTRAL


def announces_shortcomings(heading: str) -> bool:
    """True for the heading of a chapter on problems (存在的问题和不足), which is itself no problem."""
    return len(heading) <= _LONGEST_CHAPTER and _SHORTCOMINGS.search(heading) is not None


@lru_cache(maxsize=4096)
def problem_in(heading: str, *, inspected: bool = False) -> tuple[int, int] | None:
    """Where in `heading` the words of a problem stand (half open), without 关于, 着力解决, 方面 …; None without one.

    `inspected` as for `stance_of`.
    """
    if announces_shortcomings(heading):
        return None
    quoted = _QUOTED.match(heading)
    if quoted and quoted["tail"] is not None:
        named = "问题" in quoted["tail"] and not heading.startswith(("聚焦", "紧盯", "破解"))
        found = named or any(_is_finding(c[0]) for c in _CLAUSES.finditer(quoted["core"]))
        return quoted.span("core") if found else None
    return _unquoted(heading, inspected)


@lru_cache(maxsize=4096)
def _tail(heading: str) -> re.Match[str]:
    tail = _TAIL.search(heading, max(0, len(heading.rstrip(" :;,。")) - _LONGEST_TAIL))
    assert tail is not None  # it matches at the end of anything
    return tail


def _unquoted(heading: str, inspected: bool) -> tuple[int, int] | None:
    tail = _tail(heading)
    opening = _OPENING.match(heading)
    start, end = opening.end() if opening else 0, tail.start()
    solving = _SOLVING.match(heading, start, end)
    if solving and (inspected or tail["named"]):
        start = solving.end()
    if start >= end:
        return None
    if any(_is_finding(clause[0]) for clause in _CLAUSES.finditer(heading[start:end])):
        return start, end
    told = tail["named"] and not tail["field"] and opening and opening[0]
    solved = solving and (tail["named"] or "解决" in solving[0])
    if inspected and (told or solved) and _names_finding(heading[start : max(end, tail.end("named"))]):
        return start, end
    return None


def _is_finding(clause: str) -> bool:
    """True where one clause states that something is amiss."""
    if _ENDING.match(clause):
        return False
    if _FINDING.search(clause, max(0, len(clause) - _REACH)):
        return not _SOLVING.match(clause)
    return (
        _MISCONDUCT.search(clause) is not None and not _WORK_END.search(clause) and not _ACTING.match(clause)
    )


def _names_finding(core: str) -> bool:
    """True for what stands before 问题 in a report of an inspection, but for commonplaces and for remedies."""
    core = core.removesuffix("问题").removesuffix("的")
    return len(core) >= 3 and not _COMMONPLACE.search(core) and not _IMPROVING.match(core)
