"""Agenda items that are told in sentences: 会议审议了…;传达学习了…, also where an opening sums them up first."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.records.agenda_words import (
    CLAUSE_END,
    DECIDED,
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
_ADOPTED = re.compile(r"(?:并|还)?(?:审议|讨论|研究)(?:并)?(?:原则)?通过了《")
"""Wherever it stands, the meeting did it: 并讨论通过了《…》."""
_TALK = re.compile(r"强调|指出|要求|认为")
_SAID = re.compile(
    r",(?:会议)?(?:并|还)?(?:强调|指出|要求(?!进行)|认为).*$|,经(?:会议)?(?:研究|讨论|审议|表决|投票),.*$"
)
"""What the meeting said of an item in the same sentence is no part of the item."""
_DECIDES = re.compile(r"^(?:(?:原则上?|审议|表决)?(?:通过|同意)了?《|原则上?同意)")
_OPENING = re.compile(r"召开|主持|举行")
_NEXT_VERB = re.compile(
    rf"(?:[;;,,]|、(?=(?:听取|审议|研究|讨论|传达|学习)了))\s*(?:会议)?(?:还|并|又|同时)?(?:{MANNER})*(?:{VERB})(?:了)?(?=[《“\d一-鿿])"
)
# 传达学习…精神,研究部署我区工作 is one item; after a semicolon it is another
_FOLLOW_UP = re.compile(
    r"[,,]\s*(?:并|还)?(?:听取(?:了)?(?:[我全本][区县市旗])?(?:贯彻|落实)+(?:情况|意见)|研究部署|安排部署|部署|研究(?:我|全|[^,。;]{0,6}贯彻))"
)
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
_LEADING = re.compile(
    r"^(?:本次会议|会议|会上|会前|会|召开)?(?:根据[^,]{2,40},)?(?:以[^,]{2,40}(?:形式|方式),)?(?:同时|[还并,])*"
)
_TRAILING = re.compile(r"(?:等(?:议题|事项|文件|内容)+|等\d+[项个]议题)$")


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
        clauses = _clauses(text, sentence.start, sentence.end, ceiling, titles, goes_on=goes_on)
        said = text[sentence.start : sentence.end]
        if (clauses or (not items and _OPENING.search(said))) and not _TALK.search(said):
            named_to = sentence.end
        for item in clauses:
            if headed and not (set(item.cited) - covered) and not text.startswith("会议还", item.start):
                continue  # the opening sums up what the sections tell; only a document without one is news
            if told := _read_before(text, item, items):
                # 会议原则同意《…》, of which the minutes have said that it was read
                decided = DECIDED.search(said)
                told.decided = decided and decided["decision"]
                continue
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
    if rest and text.startswith("会议还", rest[0].start):
        return items
    told = [item for item in opening if any(_same(item, later) for later in rest)]
    summed_up = len(rest) >= len(opening)
    kept = [item for item in opening if item not in told and not (summed_up and _sums_up(item, told))]
    return [*kept, *rest]


def _sums_up(item: Item, told: list[Item]) -> bool:
    """Whether an item of the opening is no more than a sum: 研究安全生产等工作, 传达学习上级会议精神."""
    conveyed = _FOLLOW_UP.split(item.title)[0] if item.kind == "传达学习" else item.title
    return bool(told) or bool(_SUM.search(conveyed))


def _same(item: Item, later: Item) -> bool:
    """True where `later` tells of `item` again: it cites a document of it, or shares a run of its words."""
    if set(item.cited) & set(later.cited):
        return True
    words = core(item.title)
    run = min(_RUN, max(2, len(words.removesuffix("工作"))))  # 研究春耕工作
    return any(words[i : i + run] in later.title for i in range(len(words) - run + 1))


def _clauses(
    text: str, start: int, end: int, ceiling: int, titles: list[Title], *, goes_on: bool
) -> list[Item]:
    """The items that one sentence names: 会议传达学习A;审议B are two. One that `goes_on` may begin with its verb."""
    items: list[Item] = []
    for form in (PROSE, _ABOUT, *((_GOES_ON,) if goes_on else ())):
        match = form.match(text, start, end) if form is _GOES_ON else form.search(text, start, end)
        if match is None or _OTHER.match(match["object"]) or _NAMED_ALREADY.match(match["object"]):
            continue
        kind = class_of(match["what"]) if form is _ABOUT else kind_of(match)
        edges, kinds = [match.start()], [kind]
        for verb in _NEXT_VERB.finditer(text, match.start("object"), match.end("object")):
            if not _within(titles, verb.start()) and not _follows_up(text, edges[-1], verb, kinds[-1]):
                edges.append(verb.start() + 1)
                kinds.append(kind_of(verb))
        for (begin, stop), own in zip(pairwise([*edges, match.end()]), kinds, strict=True):
            begin += len(text[begin:stop]) - len(text[begin:stop].lstrip(" ,;"))
            title = _SAID.sub("", text[begin:stop]).strip(" ,;。、")
            named = _named(title)
            if _OTHERS.match(named):
                continue
            items.append(
                Item(
                    begin,
                    begin + len(title),
                    own,
                    named,
                    None,
                    "prose",
                    begin,
                    ceiling,
                    titles_in(text, titles, begin, begin + len(title)),
                )
            )
        break
    return items


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
    return _TRAILING.sub("", _LEADING.sub("", "".join(clause.split())))
