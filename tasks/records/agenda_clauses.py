"""One sentence of minutes cut into the items that it names: 会议传达学习A;审议《B》《C》 are three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.records.agenda_lists import members
from tasks.records.agenda_words import CLAUSE_END, MANNER, PROSE, VERB, Item, class_of, kind_of, titles_in
from tasks.records.brackets import Title

_ABOUT = re.compile(
    r"(?:会议(?:还)?|会上),?(?:就|对|围绕)(?P<object>[^。]{4,160}?)(?:等[^,。]{0,12})?(?:工作)?(?:进行|作|做|作出|做出)了?(?:具体|全面|详细)?(?P<what>安排部署|部署安排|部署|安排|督办|研究|讨论|审议|学习)(?!后)"
)
_OTHER = re.compile(r"^(?:了)?(?:其他|其它|有关|相关)(?:事项|事宜|工作|议题|问题)?[。,]?$")
_OTHERS = re.compile(
    r"(?:[研究审议讨论并和]{2,6})了?(?:其他|其它|有关|相关|其余)(?:有关)?(?:事项|事宜|工作|议题|问题)$"
)
_NAMED_ALREADY = re.compile(r"(?:该|上述|此|本|以上|这)(?![县区市镇])")
"""会议原则通过该方案: what was decided of an item that is named before."""
_GOES_ON = re.compile(rf"\s*(?:并|还)?(?:{MANNER})*(?:{VERB})(?:了)?(?P<object>[^。]+)")
"""会议学习了A。审议并通过了B: behind a sentence with items the next one can begin with its verb."""
_HEARD = re.compile(
    r"(?:^|(?<=[。,\n]))(?:会议)?在?(?:认真|集中|现场|分别)*(?P<heard>听取)了?(?P<object>[^。;]{6,120}?)(?:之?后),(?=[^。;,]{0,12}(?:指出|强调|要求|认为|说))"
)
"""在听取…的汇报后,X指出: what was heard is told beside what was said of it."""
_SAID = re.compile(
    r",(?:会议)?(?:并|还)?(?:强调|指出|要求(?!进行)|认为).*$|,经(?:会议)?(?:研究|讨论|审议|表决|投票),.*$"
    r"|,(?:决定)?(?:任命|免去)[^,].*$|,[^,。;]{2,24}(?:颁发|宣誓|发言|讲话|表态)(?:了|[^,。;]{0,6}$).*$"
)
"""What the meeting said of an item in the same sentence is no part of the item."""
_NEXT_VERB = re.compile(
    rf"(?:[;;,,]|、(?=(?:听取|审议|研究|讨论|传达|学习)了))\s*(?:会议)?(?:还|并|又|同时)?(?:{MANNER})*(?:{VERB})(?:了)?(?=[《“\d一-鿿])"
)
# 传达学习…精神,研究部署我区工作 is one item; after a semicolon it is another
FOLLOW_UP = re.compile(
    r"[,,]\s*(?:并|还)?(?:听取(?:了)?(?:[我全本][区县市旗])?(?:贯彻|落实)+(?:情况|意见)|研究部署|安排部署|部署|研究(?:我|全|[^,。;]{0,6}贯彻))"
)
_NEXT_STEP = re.compile(
    r"[,,]\s*(?:并|还)?[研安部][^,。;]{0,5}?了?(?:下一?步|下一?阶段|[^,。;]{0,6}?(?:贯彻|落实)|有关|相关|具体)"
)
_MATTER = 4
"""Characters in a row by which plans are for the matter that was reported: 听取安全生产情况汇报,部署安全生产工作."""
_LEADING = re.compile(
    r"^(?:本次会议|会议|会上|会前|会|召开)?(?:的?(?:主要)?(?:任务|议题|议程|内容)(?:是|为|有|包括)[:,]?)?(?:根据[^,]{2,40},)?(?:以[^,]{2,40}(?:形式|方式),)?(?:同时|[还并,])*"
)
_TRAILING = re.compile(r"(?:等(?:议题|事项|文件|内容)+|等\d+[项个]议题)$")
_LISTED = frozenset({"听取汇报", "审议", "研究"})
"""What is heard, reviewed or discussed is dealt with one by one; what is studied together is one item."""


class _Clause(NamedTuple):
    """A verb with what it governs: `text[start:end]`, its object from `object` on."""

    start: int
    object: int
    end: int
    kind: str
    rule: str = "prose"


def items_of(
    text: str, start: int, end: int, ceiling: int, titles: list[Title], *, goes_on: bool
) -> Iterator[Item]:
    """The items that the sentence `text[start:end]` names, each with `ceiling` as the end of its scope.

    One that `goes_on` with what stands in front of it may begin with its verb.
    """
    for clause in _clauses(text, start, end, titles, goes_on=goes_on):
        begin = (
            clause.start
            + len(text[clause.start : clause.end])
            - len(text[clause.start : clause.end].lstrip(" ,;"))
        )
        printed = _SAID.sub("", text[begin : clause.end]).rstrip(" ,;。、")
        if _OTHERS.match(_named(printed)):
            continue
        stop = begin + len(printed)
        listed = members(text, clause.object, stop, titles) if clause.kind in _LISTED else []
        if len(listed) < 2:
            listed = [(begin, stop)]
        verb = "" if len(listed) == 1 else text[begin : clause.object]
        for first, last in listed:
            rule = "list" if verb else clause.rule
            named = _named(verb + text[first:last])
            cited = titles_in(text, titles, first, last)
            yield Item(first, last, clause.kind, named, None, rule, begin, ceiling, cited)


def _clauses(text: str, start: int, end: int, titles: list[Title], *, goes_on: bool) -> Iterator[_Clause]:
    match = _opening(text, start, end, goes_on=goes_on)
    if match is None:
        return
    if match.re is _HEARD:
        yield _Clause(match.start("heard"), match.start("object"), match.end("object"), "听取汇报", "heard")
        return
    begin, said = match.start(), match.start("object")
    kind = class_of(match["what"]) if match.re is _ABOUT else kind_of(match)
    for verb in _NEXT_VERB.finditer(text, match.start("object"), match.end("object")):
        if not _within(titles, verb.start()) and not _follows_up(text, begin, verb, kind):
            yield _Clause(begin, said, verb.start() + 1, kind)
            begin, said, kind = verb.start() + 1, verb.end(), kind_of(verb)
    yield _Clause(begin, said, match.end(), kind)


def _opening(text: str, start: int, end: int, *, goes_on: bool) -> re.Match[str] | None:
    """The first form that reads the sentence; None where it names no item, or one that is named before."""
    for form in (PROSE, _ABOUT, _HEARD, *((_GOES_ON,) if goes_on else ())):
        match = form.match(text, start, end) if form is _GOES_ON else form.search(text, start, end)
        if match and not _OTHER.match(match["object"]) and not _NAMED_ALREADY.match(match["object"]):
            return match
    return None


def _follows_up(text: str, start: int, verb: re.Match[str], kind: str) -> bool:
    """Whether `verb` goes on with the item that begins at `start`: plans for what was conveyed, or for the same matter."""
    if kind == "传达学习" or not FOLLOW_UP.match(text, verb.start()):
        return FOLLOW_UP.match(text, verb.start()) is not None
    stop = CLAUSE_END.search(text, verb.end())
    matter = text[verb.end() : stop.start() if stop else len(text)].removesuffix("工作")
    said = text[start : verb.start()]
    again = any(matter[i : i + _MATTER] in said for i in range(len(matter) - _MATTER + 1))
    return again or _NEXT_STEP.match(text, verb.start()) is not None


def _within(titles: list[Title], position: int) -> bool:
    return any(title.start < position < title.end for title in titles)


def _named(clause: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", "".join(clause.split())))
