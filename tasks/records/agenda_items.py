"""Agenda items: what a meeting dealt with, from numbered headings and from prose, each item once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.records.brackets import Title
from tasks.records.model import AgendaItem, Assignment, Meeting
from tasks.records.numerals import number
from tasks.records.spans import Lines
from tasks.text.model import Document

_KINDS: tuple[tuple[str, str], ...] = (
    ("传达学习", r"传达学习|学习传达|传达贯彻|传达|学习贯彻|集体学习|专题学习|学习"),
    ("听取汇报", r"听取并审议|听取|汇报|通报"),
    (
        "审议",
        r"研究审议|研究并审议|审议通过|审议并原则通过|审议并通过|讨论通过|原则通过|表决通过|审议|审定|审查|讨论审议|讨论|(?:原则上?)?同意(?=《)",
    ),
    ("研究", r"研究部署|专题研究|研究讨论|研究确定|研究通过|研究同意|研究|分析|商议|观看"),
    ("部署", r"安排部署|部署|安排|调度"),
)
_VERB = "|".join(f"(?P<{'abcde'[i]}>{words})" for i, (_, words) in enumerate(_KINDS))
_HEADING = re.compile(rf"\s*(?:关于)?(?:{_VERB})")
_SUBJECT = re.compile(r"关于|《")
"""Minutes also head their sections by the subject alone; the first sentence then says what was done with it."""
_MANNER = "首先|还|又|并|集体|集中|专题|专门|重点|认真|现场|分别|共同|随后|依次|书面|逐项|逐一|再次|继续|及时|深入|系统"
_PROSE = re.compile(
    rf"(?:(?<![据照按经])(?:会议还|会议|会上|会前)(?:第?[一二三四五六七八九十]{{1,2}}[项个](?:议程|议题|内容|事项))?|(?<![一-鿿])会)[,,]?(?:{_MANNER})*(?:{_VERB})(?!讨论|指出|强调|认为|决定|议定|事项|如下|以下)(?:了)?(?P<object>[^。]+)"
)
_ABOUT = re.compile(
    r"会议(?:还)?(?:就|对|围绕)(?P<object>[^。]{4,160}?)(?:等[^,。]{0,12})?(?:工作)?(?:进行|作|做|作出|做出)了?(?P<what>安排部署|部署|安排|研究|讨论|审议|学习)(?!后)"
)
_TALK = re.compile(r"会议(?:指出|强调|要求|认为|决定|议定|明确|提出|号召|希望)")
_DECIDED = re.compile(
    r"(?:会议|经(?:会议)?(?:研究|讨论|审议|表决)|与会人员|一致)(?:[^。;《》,]{0,4}(?:决定|议定|明确),)?[^。;《》,]{0,10}?(?P<decision>(?:原则上?|一致|表决|审议|研究|讨论|集体|审议并|研究并|讨论并)*(?:通过|同意)|不予通过|暂不通过|暂缓审议)|经(?:会议)?(?:研究|讨论|审议|表决),(?P<then>(?:一致|原则)?(?:上|性)?(?:通过|同意))|,(?P<late>(?:一致|原则)?(?:上|性)?同意)(?=按|该|将|由|以|上述|此|[《“])|^(?P<early>(?:审议|讨论|表决|原则)(?:并)?(?:原则)?通过)"
)
_OTHER = re.compile(r"^(?:了)?(?:其他|其它|有关|相关)(?:事项|事宜|工作|议题|问题)?[。,]?$")
_NAMED_ALREADY = re.compile(r"(?:该|上述|此|本|以上|这)(?![县区市镇])")
"""会议原则通过该方案: what was decided of an item that is named before."""
_OPENING = re.compile(r"召开|主持|举行")
_NEXT_VERB = re.compile(rf"[;;,,]\s*(?:会议)?(?:还|并|又)?(?:{_MANNER})*(?:{_VERB})(?:了)?(?=[《“\d一-鿿])")
# 传达学习…精神,研究部署我区工作 is one item; after a semicolon it is another
_FOLLOW_UP = re.compile(r"[,,]\s*(?:并|还)?(?:研究部署|安排部署|部署|研究(?:我|全|[^,。;]{0,6}贯彻))")
_SUM = re.compile(
    r"等(?:工作|事项|议题|文件|内容|汇报|情况|问题)?$|^[传达学习贯彻研究部署听取审议]+了?(?:上级|有关|相关)"
)
_NEXT_STEP = re.compile(
    r"[,,]\s*(?:并|还)?[研安部][^,。;]{0,5}?了?(?:下一?步|下一?阶段|[^,。;]{0,6}?(?:贯彻|落实)|有关|相关|具体)"
)
_CLAUSE_END = re.compile(r"[。;\n]")
_MATTER = 4
"""Characters in a row by which plans are for the matter that was reported: 听取安全生产情况汇报,部署安全生产工作."""
_RUN = 6
"""Characters in a row that two items share only where they are the same: 秋粮收购准备."""
_TRAILING = re.compile(r"(?:等(?:议题|事项|文件|内容)+|等\d+[项个]议题)$")


@dataclass(slots=True)
class _Item:
    """An item being read: where it is named, and `scope_start:scope_end`, the text that is about it."""

    start: int
    end: int
    kind: str
    title: str
    ordinal: int | None
    rule: str
    scope_start: int
    scope_end: int
    cited: list[str] = field(default_factory=list)


def find_agenda_items(
    document: Document,
    lines: Lines,
    titles: list[Title],
    tasks: Sequence[Assignment],
    meetings: Sequence[Meeting],
) -> list[AgendaItem]:
    """The items of the `meetings` that `document` reports; `tasks` are those that its sentences give to units.

    Each meeting has its own items, from where it is opened to where the next one is.
    """
    headed = _headed(document, titles)
    edges = [0, *(lines.around(meeting.start)[0] for meeting in meetings[1:]), len(document.text)]
    rows: list[AgendaItem] = []
    for start, end in pairwise(edges):
        items = [item for item in headed if start <= item.start < end]
        items += _in_prose(document, titles, items, start, end)
        items.sort(key=lambda item: item.start)
        for item in items:
            item.cited = item.cited or _decided_titles(document.text, titles, item)
        rows += [_row(document, lines, item, position, tasks) for position, item in enumerate(items, 1)]
    return rows


def _headed(document: Document, titles: list[Title]) -> list[_Item]:
    """Numbered headings that say what is dealt with: 二、审议《…》."""
    items: list[_Item] = []
    minutes = document.facts.document_type == "meeting_minutes"
    for section in document.sections:
        verb = _HEADING.match(section.heading)
        if verb is None and section.level == 1 and _SUBJECT.match(section.heading):
            verb = _PROSE.search(document.text, section.heading_end, section.tree_end) or _DECIDED.search(
                document.text, section.heading_end, section.tree_end
            )
            if verb is None and minutes:
                verb = _TALK.search(document.text, section.heading_end, section.tree_end)
        if section.marker and verb and not any(i.scope_start < section.start < i.scope_end for i in items):
            start, end = section.heading_start, section.heading_end
            printed = re.search(r"\d+|[一二三四五六七八九十]+", section.marker)
            ordinal = number(printed[0]) if printed else None
            items.append(
                _Item(
                    start,
                    end,
                    "审议" if "decision" in verb.re.groupindex and "《" in section.heading else _kind(verb),
                    "".join(section.heading.split()),
                    int(ordinal) if ordinal else None,
                    "heading",
                    section.start,
                    section.tree_end,
                    _cited(document.text, titles, start, end),
                )
            )
    return items


def _in_prose(
    document: Document, titles: list[Title], headed: list[_Item], floor: int, ceiling: int
) -> list[_Item]:
    """Sentences of the form 会议审议了… in `floor:ceiling`; what a heading already has is not told twice."""
    text = document.text
    items: list[_Item] = []
    covered = {title for item in headed for title in item.cited} | {_core(item.title) for item in headed}
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


def _without_summary(text: str, items: list[_Item]) -> list[_Item]:
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


def _sums_up(item: _Item, told: list[_Item]) -> bool:
    """Whether an item of the opening is no more than a sum: 研究安全生产等工作, 传达学习上级会议精神."""
    return bool(told) or bool(_SUM.search(item.title))


def _same(item: _Item, later: _Item) -> bool:
    """True where `later` tells of `item` again: it cites a document of it, or shares a run of its words."""
    if set(item.cited) & set(later.cited):
        return True
    words = _core(item.title)
    run = min(_RUN, max(2, len(words.removesuffix("工作"))))  # 研究春耕工作
    return any(words[i : i + run] in later.title for i in range(len(words) - run + 1))


def _clauses(text: str, start: int, end: int, ceiling: int, titles: list[Title]) -> Iterator[_Item]:
    """The items that one sentence names: 会议传达学习A;审议B are two."""
    for form in (_PROSE, _ABOUT):
        match = form.search(text, start, end)
        if match is None or _OTHER.match(match["object"]) or _NAMED_ALREADY.match(match["object"]):
            continue
        kind = _kind(match) if form is _PROSE else _class_of(match["what"])
        edges, kinds = [match.start()], [kind]
        for verb in _NEXT_VERB.finditer(text, match.start("object"), match.end("object")):
            if not _within(titles, verb.start()) and not _follows_up(text, edges[-1], verb, kinds[-1]):
                edges.append(verb.start() + 1)
                kinds.append(_kind(verb))
        for (begin, stop), own in zip(pairwise([*edges, match.end()]), kinds, strict=True):
            begin += len(text[begin:stop]) - len(text[begin:stop].lstrip(" ,;"))
            title = text[begin:stop].strip(" ,;。")
            yield _Item(
                begin,
                begin + len(title),
                own,
                _named(title),
                None,
                "prose",
                begin,
                ceiling,
                _cited(text, titles, begin, stop),
            )
        return


def _follows_up(text: str, start: int, verb: re.Match[str], kind: str) -> bool:
    """Whether `verb` goes on with the item that begins at `start`: plans for what was conveyed, or for the same matter."""
    if kind == "传达学习" or not _FOLLOW_UP.match(text, verb.start()):
        return _FOLLOW_UP.match(text, verb.start()) is not None
    stop = _CLAUSE_END.search(text, verb.end())
    matter = text[verb.end() : stop.start() if stop else len(text)].removesuffix("工作")
    said = text[start : verb.start()]
    again = any(matter[i : i + _MATTER] in said for i in range(len(matter) - _MATTER + 1))
    return again or _NEXT_STEP.match(text, verb.start()) is not None


def _within(titles: list[Title], position: int) -> bool:
    return any(title.start < position < title.end for title in titles)


def _named(clause: str) -> str:
    return _TRAILING.sub("", re.sub(r"^(?:本次会议|会议|会上|会)?(?:还)?[,,]?", "", "".join(clause.split())))


def _kind(match: re.Match[str]) -> str:
    """The kind of the verb that `match` found; what is only said to be decided was 审议 or 研究."""
    if "a" not in match.re.groupindex:
        return "审议" if re.search("通过|审议", match[0]) else "研究"
    return next(kind for letter, (kind, _) in zip("abcde", _KINDS, strict=True) if match[letter])


def _class_of(verb: str) -> str:
    return next(kind for kind, words in _KINDS if re.match(words, verb))


def _cited(text: str, titles: list[Title], start: int, end: int) -> list[str]:
    return [text[t.start + 1 : t.end - 1] for t in titles if start <= t.start < end]


def _core(title: str) -> str:
    return re.sub(rf"^(?:{_VERB})(?:了)?|[《》<>〈〉“”\s]", "", title)


def _row(
    document: Document, lines: Lines, item: _Item, position: int, tasks: Sequence[Assignment]
) -> AgendaItem:
    text = document.text
    start, end = lines.clip(item.start, item.end)
    asked = [a for a in tasks if item.scope_start <= a.start < item.scope_end]
    return AgendaItem(
        start=start,
        end=end,
        rule=item.rule,
        ordinal=item.ordinal if item.ordinal is not None else position,
        kind=item.kind,
        title=item.title,
        cited_titles=tuple(item.cited),
        decision=_decision(text, item),
        assigned_units=tuple(
            dict.fromkeys(unit for a in asked for unit in a.lead_units + a.responsible_units)
        ),
    )


def _decided_titles(text: str, titles: list[Title], item: _Item) -> list[str]:
    """Where the heading names no document, the sentence that decides does, or else the one that says what was read."""
    for form in (_DECIDED, _PROSE):
        match = form.search(text, item.scope_start, item.scope_end)
        stop = _CLAUSE_END.search(text, match.end()) if match else None
        cited = _cited(text, titles, match.start(), stop.start() if stop else len(text)) if match else []
        if cited:
            return cited
    return []


def _decision(text: str, item: _Item) -> str | None:
    match = _DECIDED.search(text[item.scope_start : item.scope_end]) or _DECIDED.search(item.title)
    return None if match is None else (match["decision"] or match["then"] or match["late"] or match["early"])
