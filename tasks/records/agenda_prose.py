"""Agenda items that are told in sentences: 会议审议了…;传达学习了…, also where an opening sums them up first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tasks.records.agenda_words import (
    CLAUSE_END,
    MANNER,
    PROSE,
    VERB,
    Item,
    class_of,
    core,
    kind_of,
    titles_in,
)
from tasks.records.brackets import Title
from tasks.text.model import Document

_ABOUT = re.compile(
    r"会议(?:还)?(?:就|对|围绕)(?P<object>[^。]{4,160}?)(?:等[^,。]{0,12})?(?:工作)?(?:进行|作|做|作出|做出)了?(?P<what>安排部署|部署|安排|研究|讨论|审议|学习)(?!后)"
)
_OTHER = re.compile(r"^(?:了)?(?:其他|其它|有关|相关)(?:事项|事宜|工作|议题|问题)?[。,]?$")
_NAMED_ALREADY = re.compile(r"(?:该|上述|此|本|以上|这)(?![县区市镇])")
"""会议原则通过该方案: what was decided of an item that is named before."""
_OPENING = re.compile(r"召开|主持|举行")
_NEXT_VERB = re.compile(rf"[;;,,]\s*(?:会议)?(?:还|并|又)?(?:{MANNER})*(?:{VERB})(?:了)?(?=[《“\d一-鿿])")
# 传达学习…精神,研究部署我区工作 is one item; after a semicolon it is another
_FOLLOW_UP = re.compile(r"[,,]\s*(?:并|还)?(?:研究部署|安排部署|部署|研究(?:我|全|[^,。;]{0,6}贯彻))")
_SUM = re.compile(
    r"等(?:工作|事项|议题|文件|内容|汇报|情况|问题)?$|^[传达学习贯彻研究部署听取审议]+了?(?:上级|有关|相关)"
)
_NEXT_STEP = re.compile(
    r"[,,]\s*(?:并|还)?[研安部][^,。;]{0,5}?了?(?:下一?步|下一?阶段|[^,。;]{0,6}?(?:贯彻|落实)|有关|相关|具体)"
)
_MATTER = 4
"""Characters in a row by which plans are for the matter that was reported: 听取安全生产情况汇报,部署安全生产工作."""
_RUN = 6
"""Characters in a row that two items share only where they are the same: 秋粮收购准备."""
_TRAILING = re.compile(r"(?:等(?:议题|事项|文件|内容)+|等\d+[项个]议题)$")


def find_in_prose(
    document: Document, titles: list[Title], headed: list[Item], floor: int, ceiling: int
) -> list[Item]:
    """Sentences of the form 会议审议了… in `floor:ceiling`; what a heading already has is not told twice."""
    text = document.text
    items: list[Item] = []
    covered = {title for item in headed for title in item.cited} | {core(item.title) for item in headed}
    headlines = {section.start for section in document.sections if section.heading and not section.level}
    for sentence in document.sentences:
        outside = sentence.start in headlines or not floor <= sentence.start < ceiling
        if outside or any(item.scope_start <= sentence.start < item.scope_end for item in headed):
            continue
        for item in _clauses(text, sentence.start, sentence.end, ceiling, titles):
            if headed and not (set(item.cited) - covered) and not text.startswith("会议还", item.start):
                continue  # the opening sums up what the sections tell; only a document without one is news
            if "同意《" in item.title and any(set(item.cited) <= set(told.cited) for told in items):
                continue  # 会议原则同意《…》, of which the minutes have said that it was read
            if headed and covered & set(item.cited):
                item.cited = [title for title in item.cited if title not in covered]
                if not item.cited:
                    continue
            if items:
                items[-1].scope_end = item.start
            items.append(item)
    if not headed:
        items = _without_summary(text, items)
    for item in items:
        item.scope_end = min([item.scope_end, *(h.scope_start for h in headed if h.scope_start > item.start)])
    return items


def _without_summary(text: str, items: list[Item]) -> list[Item]:
    """What the opening sums up is told again when as many items follow; 会议还… goes on with it instead."""
    if not items or not _OPENING.search(text, text.rfind("\n", 0, items[0].start) + 1, items[0].start):
        return items
    opening = [item for item in items if "。" not in text[items[0].start : item.start]]
    rest = items[len(opening) :]
    if rest and text.startswith("会议还", rest[0].start):
        return items
    told = [item for item in opening if any(_same(item, later) for later in rest)]
    summed_up = len(rest) >= len(opening)
    kept = [item for item in opening if item not in told and not (summed_up and _sums_up(item, told))]
    return [*kept, *rest]


def _sums_up(item: Item, told: list[Item]) -> bool:
    """Whether an item of the opening is no more than a sum: 研究安全生产等工作, 传达学习上级会议精神."""
    return bool(told) or bool(_SUM.search(item.title))


def _same(item: Item, later: Item) -> bool:
    """True where `later` tells of `item` again: it cites a document of it, or shares a run of its words."""
    if set(item.cited) & set(later.cited):
        return True
    words = core(item.title)
    run = min(_RUN, max(2, len(words.removesuffix("工作"))))  # 研究春耕工作
    return any(words[i : i + run] in later.title for i in range(len(words) - run + 1))


def _clauses(text: str, start: int, end: int, ceiling: int, titles: list[Title]) -> Iterator[Item]:
    """The items that one sentence names: 会议传达学习A;审议B are two."""
    for form in (PROSE, _ABOUT):
        match = form.search(text, start, end)
        if match is None or _OTHER.match(match["object"]) or _NAMED_ALREADY.match(match["object"]):
            continue
        kind = kind_of(match) if form is PROSE else class_of(match["what"])
        edges, kinds = [match.start()], [kind]
        for verb in _NEXT_VERB.finditer(text, match.start("object"), match.end("object")):
            if not _within(titles, verb.start()) and not _follows_up(text, edges[-1], verb, kinds[-1]):
                edges.append(verb.start() + 1)
                kinds.append(kind_of(verb))
        for (begin, stop), own in zip(pairwise([*edges, match.end()]), kinds, strict=True):
            begin += len(text[begin:stop]) - len(text[begin:stop].lstrip(" ,;"))
            title = text[begin:stop].strip(" ,;。")
            yield Item(
                begin,
                begin + len(title),
                own,
                _named(title),
                None,
                "prose",
                begin,
                ceiling,
                titles_in(text, titles, begin, stop),
            )
        return


def _follows_up(text: str, start: int, verb: re.Match[str], kind: str) -> bool:
    """Whether `verb` goes on with the item that begins at `start`: plans for what was conveyed, or for the same matter."""
    if kind == "传达学习" or not _FOLLOW_UP.match(text, verb.start()):
        return _FOLLOW_UP.match(text, verb.start()) is not None
    stop = CLAUSE_END.search(text, verb.end())
    matter = text[verb.end() : stop.start() if stop else len(text)].removesuffix("工作")
    said = text[start : verb.start()]
    again = any(matter[i : i + _MATTER] in said for i in range(len(matter) - _MATTER + 1))
    return again or _NEXT_STEP.match(text, verb.start()) is not None


def _within(titles: list[Title], position: int) -> bool:
    return any(title.start < position < title.end for title in titles)


def _named(clause: str) -> str:
    return _TRAILING.sub("", re.sub(r"^(?:本次会议|会议|会上|会)?(?:还)?[,,]?", "", "".join(clause.split())))
