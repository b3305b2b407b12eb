"""Agenda items that are told in sentences: 会议审议了…;传达学习了…, also where an opening sums them up first."""

from __future__ import annotations

import re

from tasks.records.agenda_clauses import FOLLOW_UP, items_of
from tasks.records.agenda_words import DECIDED, Item, core
from tasks.records.brackets import Title
from tasks.text.model import Document

_ADOPTED = re.compile(r"(?:并|还)?(?:审议|讨论|研究)(?:并)?(?:原则)?通过了《")
"""Wherever it stands, the meeting did it: 并讨论通过了《…》."""
_TALK = re.compile(r"强调|指出|要求|认为")
_DECIDES = re.compile(r"^(?:(?:原则上?|审议|表决)?(?:通过|同意)了?《|原则上?同意)")
_ANSWER = re.compile(r"原则上?同意(?![^,]*关于)[^《》,]{2,14}(?:汇报|意见|建议)$")
"""同意区教育局的汇报 says no more than that what was heard is agreed to."""
_OPENING = re.compile(r"召开|主持|举行")
_SUM = re.compile(
    r"等(?:工作|事项|议题|文件|内容|汇报|情况|问题)?$|^[传达学习贯彻研究部署听取审议]+了?(?:(?:上级|有关|相关)|(?:重要|讲话|会议|文件|指示|批示|[、和])+精神$)"
)
_CONVEYED = ("传达学习", "部署")
"""Kinds of items on which nobody reports."""
_RUN = 6
"""Characters in a row that two items share only where they are the same: 秋粮收购准备."""


def find_in_prose(
    document: Document, titles: list[Title], headed: list[Item], floor: int, ceiling: int
) -> list[Item]:
    """Sentences of the form 会议审议了… in `floor:ceiling`; what a heading already has is not told twice."""
    text = document.text
    items: list[Item] = []
    covered = {title for item in headed for title in item.cited} | {core(item.title) for item in headed}
    headlines = {section.start for section in document.sections if section.heading and not section.level}
    named_to = floor
    for sentence in document.sentences:
        outside = sentence.start in headlines or not floor <= sentence.start < ceiling
        if outside or any(item.scope_start <= sentence.start < item.scope_end for item in headed):
            continue
        adopted = _ADOPTED.match(text, sentence.start)
        goes_on = adopted is not None or not text[named_to : sentence.start].strip()
        clauses = [*items_of(text, sentence.start, sentence.end, ceiling, titles, goes_on=goes_on)]
        said = text[sentence.start : sentence.end]
        if (clauses or (not items and _OPENING.search(said))) and not _TALK.search(said):
            named_to = sentence.end
        for item in clauses:
            if headed and not (set(item.cited) - covered) and not text.startswith("会议还", item.scope_start):
                continue  # the opening sums up what the sections tell; only a document without one is news
            if told := _read_before(text, item, items):
                # 会议原则同意《…》, of which the minutes have said that it was read
                decided = DECIDED.search(said)
                told.decided = decided and decided["decision"]
                continue
            if _ANSWER.match(item.title):
                continue
            if headed and covered & set(item.cited):
                item.cited = [title for title in item.cited if title not in covered]
                if not item.cited:
                    continue
            for told in items:
                if told.scope_start < item.scope_start:
                    told.scope_end = min(told.scope_end, item.scope_start)
            items.append(item)
    if headed or any(item.rule != "heard" and item.kind not in _CONVEYED for item in items):
        items = [item for item in items if item.rule != "heard"]  # 在听取汇报后 tells of an item again
    if not headed:
        items = _without_summary(text, items)
    for item in items:
        item.scope_end = min([item.scope_end, *(h.scope_start for h in headed if h.scope_start > item.start)])
    return items


def _read_before(text: str, item: Item, items: list[Item]) -> Item | None:
    """The item that read the documents which `item` only decides on; what the opening sums up does not count."""
    if not _DECIDES.match(item.title):
        return None
    if item.cited:
        same = [told for told in items if set(item.cited) <= set(told.cited)]
    else:
        same = [told for told in items if _same(item, told)]
    return next((t for t in same if "同意" in item.title or not _in_opening(text, t)), None)


def _in_opening(text: str, item: Item) -> bool:
    """Whether `item` stands in the paragraph that says that the meeting was held."""
    return _OPENING.search(text, text.rfind("\n", 0, item.start) + 1, item.start) is not None


def _without_summary(text: str, items: list[Item]) -> list[Item]:
    """What the opening sums up is told again when as many items follow; 会议还… goes on with it instead."""
    if not items or not _in_opening(text, items[0]):
        return items
    opening = [item for item in items if "。" not in text[items[0].start : item.start]]
    rest = items[len(opening) :]
    if rest and text.startswith("会议还", rest[0].scope_start):
        return items
    told = [item for item in opening if any(_same(item, later) for later in rest)]
    summed_up = len(rest) >= len(opening)
    kept = [item for item in opening if item not in told and not (summed_up and _sums_up(item, told))]
    return [*kept, *rest]


def _sums_up(item: Item, told: list[Item]) -> bool:
    """Whether an item of the opening is no more than a sum: 研究安全生产等工作, 传达学习上级会议精神."""
    conveyed = FOLLOW_UP.split(item.title)[0] if item.kind == "传达学习" else item.title
    return bool(told) or bool(_SUM.search(conveyed))


def _same(item: Item, later: Item) -> bool:
    """True where `later` tells of `item` again: it cites a document of it, or shares a run of its words."""
    if set(item.cited) & set(later.cited):
        return True
    words = core(item.title)
    run = min(_RUN, max(2, len(words.removesuffix("工作"))))  # 研究春耕工作
    return any(words[i : i + run] in later.title for i in range(len(words) - run + 1))
