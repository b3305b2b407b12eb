"""One sentence of minutes cut into the items that it names: 会议传达学习A;审议《B》《C》 are three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tasks.records.agenda_lists import members
from tasks.records.agenda_words import CLAUSE_END, MANNER, PROSE, VERB, Item, class_of, kind_of, titles_in
from tasks.records.brackets import Title

_ABOUT = re.compile(
    r"(?:会议(?:还)?|会上(?:,[^,。;:]{2,20}?(?=[就对]))?),?(?:(?:深入|认真|全面)*(?:贯彻|落实)[^,。]{2,60},)?(?:就|对|围绕)(?P<object>[^。]{4,160}?)(?:等[^,。]{0,12})?(?:工作)?(?:进行|作|做|作出|做出)了?(?:具体|全面|详细)?(?P<what>安排部署|部署安排|部署|安排|督办|研究|讨论|审议|学习)(?!后)"
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
    r"(?:^|(?<=[。,\n]))(?:会议)?在?(?:认真|集中|现场|分别)*(?P<heard>听取)了?(?P<object>[^。;]{6,120}?)(?:之?后)(?:,(?=[^。;,]{0,12}(?:指出|强调|要求|认为|说|发言|讨论|表示|提出))|(?=强调|指出|要求))"
)
"""在听取…的汇报后,X指出; 会议在听取…后强调: what was heard is told beside what was said of it."""
_REPORTED = re.compile(
    r"会上,(?P<heard>[^,。;:]{2,40}?)(?:分别)?(?:汇报|通报)了(?P<object>(?!(?:有关|相关|具体)?情况[,。;])[^。]{4,})"
)
"""会上,区水务局汇报了…;区财政局汇报了…: who reported stands in front."""
_NEXT_REPORT = re.compile(r";(?=[^,。;]{2,40}?(?:分别)?(?:汇报|通报)了)")
_SAID = re.compile(
    r",(?:会议)?(?:并|还)?(?:强调|指出|要求(?!进行)|认为).*$|,经(?:会议)?(?:研究|讨论|审议|表决|投票),.*$"
    r"|,(?:充分|广泛)?(?:听取|征求|吸收)[^,。;]{2,60}意见(?:和?建议)?$|,就[^。;]{2,60}(?:讲话|提出[^。;,]{0,8}(?:要求|意见)).*$|,(?:决定)?(?:任命|免[去除])[^,].*$|,[^,。;]{2,24}(?:颁发|宣誓|发言|讲话|表态)(?:了|[^,。;]{0,6}$).*$"
    r"|(?<=汇报)并提出[^,。;]{0,12}要求$|,与会[^。;]*$|,(?:并|并?结合[^,。;]{2,20})?提出了[^。;]*$|,(?:[区县市旗州镇乡]|各)[^。;,]{0,4}(?:领导|负责)[^。;]*(?:出席|参加|列席)了?会?议?$|,[^,。;]{2,160}(?:出席|参加|列席)了?(?:会议)?$"
)
"""What the meeting said of an item in the same sentence is no part of the item."""
_NEXT_VERB = re.compile(
    rf"(?:[;;,,]|、(?=(?:听取|审议|研究|讨论|传达|学习)了))\s*(?:会议)?(?:还|并|又|同时)?(?:{MANNER})*(?:{VERB})(?:了)?(?=[《“\d一-鿿])"
)
_NEXT_PLANS = re.compile(
    r"[,;](?:会议)?(?:还|并|同时)?[对就](?P<matter>[^,。;]{4,80}?)(?:进行|作出|做出|作|做)了?(?:具体|全面|详细)?(?:安排部署|部署安排|部署|安排)"
)
"""研究了A,并对B进行安排部署."""
_LATER = "下一"
"""下一步, 下一阶段: plans for what was dealt with."""
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
    r"^(?:本次会议|会议|会上|会前|与会(?:人员|同志)|会|召开)?(?:召开,)?(?:的?(?:主要)?(?:任务|议题|议程|内容)(?:是|为|有|包括)[:,]?)?(?:(?:深入|认真|全面)*(?:贯彻|落实|分析|总结)[^。;]{2,160}?,(?=安排部署|研究部署|部署))?(?:根据[^,]{2,40},)?(?:以[^,]{2,40}(?:形式|方式),)?(?:同时|[还并,])*"
)
_TRAILING = re.compile(
    r"(?:等(?:议题|事项|文件|内容)+|等[\d一二两三四五六七八九十]+[项个](?:议题|事项|文件|内容))$"
)
_ADOPTED = re.compile(r",并(?P<decision>(?:原则|一致|表决|审议)?(?:通过|同意))$")
"""审议了《…》等三项议题,并原则通过."""
_SEMICOLON = re.compile(";")
_MATTER_NAMED = re.compile(
    r"(?![^;]*(?:作|做|进行|发表|提出)了)(?!要|会议|强调|指出|同意|决定|明确|由|请|对)[^,。;]*(?:精神|情况|工作|事项|事宜|问题|方案|报告|汇报|请示|意见|办法|[》)])"
)
"""Behind a semicolon: one more thing with which the verb deals, and no sentence of its own."""
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
        said = text[clause.start : clause.end]
        begin = clause.start + len(said) - len(said.lstrip(" ,;"))
        printed = _SAID.sub("", text[begin : clause.end]).rstrip(" ,;。、")
        decided = _ADOPTED.search(printed)
        stop = begin + (decided.start() if decided else len(printed))
        if _OTHERS.match(_named(text[begin:stop])):
            continue
        verb = text[begin : clause.object]
        governed = _governed(text, clause, stop, titles)
        listed = len(governed) > 1
        for first, last in governed:
            yield Item(
                start=first if listed else begin,
                end=last,
                kind=clause.kind,
                title=_named(verb + text[first:last]),
                ordinal=None,
                rule="list" if listed else clause.rule,
                scope_start=begin,
                scope_end=ceiling,
                cited=titles_in(text, titles, first, last),
                decided=decided and decided["decision"],
            )


def _governed(text: str, clause: _Clause, stop: int, titles: list[Title]) -> list[tuple[int, int]]:
    """What the verb of `clause` governs as far as `stop`, a span an item: 听取A情况;B情况 are two."""
    edges = [semicolon.start() for semicolon in _SEMICOLON.finditer(text, clause.object, stop)]
    edges = [clause.object - 1, *(e for e in edges if not _within(titles, e)), stop]
    spans: list[tuple[int, int]] = []
    for number, (before, last) in enumerate(pairwise(edges)):
        first = before + 1
        if number and not _MATTER_NAMED.fullmatch(text, first, last):
            continue
        spans += members(text, first, last, titles) if clause.kind in _LISTED else [(first, last)]
    return spans


def _clauses(text: str, start: int, end: int, titles: list[Title], *, goes_on: bool) -> Iterator[_Clause]:
    match = _opening(text, start, end, goes_on=goes_on)
    if match is None:
        return
    if match.re in (_HEARD, _REPORTED):
        cuts = [match.start("heard")]
        cuts += [
            next_.end()
            for next_ in _NEXT_REPORT.finditer(text, *match.span("object"))
            if match.re is _REPORTED
        ]
        for first, last in pairwise([*cuts, match.end("object")]):
            yield _Clause(first, first, last, "听取汇报", "heard")
        return
    begin, said = match.start(), match.start("object")
    kind = class_of(match["what"]) if match.re is _ABOUT else kind_of(match)
    for verb in _next_verbs(text, *match.span("object")):
        if not _within(titles, verb.start()) and not _follows_up(text, begin, verb, kind):
            yield _Clause(begin, said, verb.start() + 1, kind)
            begin, said = verb.start() + 1, verb.end()
            kind = "部署" if verb.re is _NEXT_PLANS else kind_of(verb)
    yield _Clause(begin, said, match.end(), kind)


def _opening(text: str, start: int, end: int, *, goes_on: bool) -> re.Match[str] | None:
    """The first form that reads the sentence; None where it names no item, or one that is named before."""
    for form in (PROSE, _ABOUT, _HEARD, _REPORTED, *((_GOES_ON,) if goes_on else ())):
        match = form.match(text, start, end) if form is _GOES_ON else form.search(text, start, end)
        if match and not _OTHER.match(match["object"]) and not _NAMED_ALREADY.match(match["object"]):
            return match
    return None


def _next_verbs(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Where `text[start:end]` goes on with a verb of its own, in order."""
    found = [*_NEXT_VERB.finditer(text, start, end), *_NEXT_PLANS.finditer(text, start, end)]
    return sorted(found, key=lambda verb: verb.start())


def _follows_up(text: str, start: int, verb: re.Match[str], kind: str) -> bool:
    """Whether `verb` goes on with the item that begins at `start`: plans for what was conveyed, or for the same matter."""
    said = text[start : verb.start()]
    if verb.re is _NEXT_PLANS:
        return _LATER in verb["matter"] or _same_matter(verb["matter"], said)
    if kind == "传达学习" or not FOLLOW_UP.match(text, verb.start()):
        return FOLLOW_UP.match(text, verb.start()) is not None
    stop = CLAUSE_END.search(text, verb.end())
    matter = text[verb.end() : stop.start() if stop else len(text)].removesuffix("工作")
    return _same_matter(matter, said) or _NEXT_STEP.match(text, verb.start()) is not None


def _same_matter(matter: str, said: str) -> bool:
    return any(matter[i : i + _MATTER] in said for i in range(len(matter) - _MATTER + 1))


def _within(titles: list[Title], position: int) -> bool:
    return any(title.start < position < title.end for title in titles)


def _named(clause: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", "".join(clause.split())))
