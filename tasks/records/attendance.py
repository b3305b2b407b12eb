"""Who presided over a meeting, attended it or sat in: 主持, 出席, 列席, 应邀列席, 记录."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.records.assignment_inline import REPORTS
from tasks.records.cues import sentences_with
from tasks.records.name_lists import Named, posted_name, read_names
from tasks.text.model import Document

_CUE = re.compile(r"主\s*持|列\s*席|出\s*席|参\s*[加会]|到会|与会|召集|记\s*录|请\s*假|缺\s*席")
_CUE_OF_MINUTES = re.compile(rf"{_CUE.pattern}|召\s*开")
_LABEL = re.compile(
    r"(?<![㐀-鿿])(?:会议)?(?P<role>应邀列席|列席|应邀出席|应邀参加|出\s*席|参\s*加|参\s*会|与会|到会|主\s*持|主持召开|召集|记\s*录|列\s*席|(?:因[公事病故])?请\s*假|缺\s*席)"
    r"(?:会议|本次会议|此次会议)?(?:\s*(?:的|人员|领导|同志|人|者|单位|还|有|名单|为|及))*\s*[::]"
)
_LISTED = re.compile(
    r"(?P<role>应邀列席|列席|应邀出席|应邀参加|出席|参加)(?:了)?(?:本次|此次|这次)?(?:会议|座谈会)?的?(?:领导|同志|人员)?(?:还有|有)[::]?"
)
_DID = re.compile(
    r"(?P<role>应邀列席|应邀出席|应邀参加|列席|出席|参加|参会|到会(?=指导|祝贺|讲话))(?:或列席|、列席|并列席)?(?:了)?(?:本次|此次|这次)?"
    r"(?:[㐀-鿿]{0,12}(?:会议?|活动|调研|学习))?(?:并?指出|并?讲话|并?发言|指导|祝贺)?(?:并?强调|并?要求)?(?=[。;,\n]|$)"
)
_PRESIDED_BY = re.compile(
    r"(?:会议|大会|本次会议|会)[,,]?由(?P<list>[^。;\n]{2,50}?)(?:同志)?(?:召集并)?主持"
)
_PRESIDED = re.compile(
    r"(?P<list>[^。;,::\n]{2,40}?)(?:同志)?(?:在[^。;,\n]{2,20})?(?:召集并)?(?:主持召开|主持了?会议|主持了?[^,。;\n]{0,24}会议?(?=[^㐀-鿿]|并|$)|主持(?=并讲话|[,。;]|$)|召开(?=[^,。;\n]{0,24}会)|召集(?=[^。;\n]{2,120}(?:召开|研究|协调|商[议讨]|举行|会议)))"
)
_INVITED = re.compile(r"[,;]?[^,。;]{0,6}邀请了?")
"""会议还邀请了…列席: what stands in front of the list."""
_WHILE = re.compile(r"在[^,。;、]{2,20}时$")
"""副区长X在研究相关议题时列席: when those of the list sat in."""
_WHEN = re.compile(r"^.*(?:[日号]|上午|下午|晚上?|近日|日前|今天|昨天|当天|当日)(?=[㐀-鿿])")
_CLEARED = {
    "参会": "出席",
    "与会": "出席",
    "到会": "出席",
    "参加": "出席",
    "应邀出席": "应邀出席",
    "应邀参加": "应邀出席",
    "召集": "主持",
    "主持召开": "主持",
}


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person and what the person did at the meeting; None for those who were excused."""

    person: Named
    role: str | None


def find_attendance(document: Document) -> list[Attendee]:
    """Everybody whom `document` names as presiding, attending or sitting in, in order of the text, each once a role.

    Reports of a year's work tell of many meetings: who presided over one of them has no role.
    """
    text = document.text
    found: dict[int, Attendee] = {}
    reports = document.facts.document_type in REPORTS
    minutes = document.facts.document_type == "meeting_minutes"
    for sentence in sentences_with(_CUE_OF_MINUTES if minutes else _CUE, document):
        for attendee in _read(text, sentence.start, sentence.end, document):
            attendee = Attendee(attendee.person, None) if reports else attendee
            found.setdefault(attendee.person.start, attendee)
    return [found[start] for start in sorted(found)]


def _read(text: str, start: int, end: int, document: Document) -> Iterator[Attendee]:
    yield from _presiding(text, start, end)
    forward = [*_LABEL.finditer(text, start, end), *_LISTED.finditer(text, start, end)]
    if forward:
        starts = sorted({m.start() for m in forward})
        for match in forward:
            following = [s for s in starts if s > match.start()]
            stop = following[0] if following else _list_end(text, match.end(), end, document)
            yield from _people(text, match.end(), stop, match["role"], labelled=True)
        return
    position = start
    for match in _DID.finditer(text, start, end):
        while_ = _WHILE.search(text, position, match.start())
        stop = while_.start() if while_ else match.start()
        yield from _people(text, _list_start(text, position, stop), stop, match["role"])
        position = match.end()


def _list_start(text: str, start: int, end: int) -> int:
    """Where the list that ends at `end` begins: behind the clauses in front of it that are no list."""
    edges = (edge.end() for edge in re.finditer(r"[,;:]", text[start:end]))
    begin = next((start + e for e in (0, *edges) if read_names(text, start + e, end)), end)
    invited = _INVITED.match(text, begin, end)
    return invited.end() if invited else begin


def _list_end(text: str, start: int, end: int, document: Document) -> int:
    """A list goes on over line ends as long as each further line names somebody and opens no new label."""
    for sentence in document.sentences:
        if sentence.start < end:
            continue
        line = text[sentence.start : sentence.end]
        if (
            text[start : sentence.start].rstrip().endswith("。")
            or _LABEL.search(line)
            or len(line) > 60
            or "。" in line
        ):
            return end
        if re.match(r"[一二三四五六七八九十]+、|\d+[.、]", line) or not read_names(
            text, sentence.start, sentence.end
        ):
            return end
        end = sentence.end
    return end


def _presiding(text: str, start: int, end: int) -> Iterator[Attendee]:
    said = text[start:end]
    if not any(word in said for word in ("主持", "召集", "召开")):
        return
    for match in _PRESIDED_BY.finditer(text, start, end):
        yield from _people(text, *match.span("list"), "主持")
    for match in _PRESIDED.finditer(text, start, end):
        when = _WHEN.match(match["list"])
        begin = match.start("list") + (when.end() if when else 0)
        begin = max(begin, text.rfind("由", begin, match.end("list")) + 1)
        people = read_names(text, begin, match.end("list"))
        last = people[-1] if people else None
        behind = text[last.end : match.end("list")] if last else ""
        if last and not last.post and text.startswith("召开", match.end("list")):
            continue  # 石桥县召开…: a county and no person
        if last and (not behind or (last.post or "").endswith(behind)):
            yield Attendee(last, "主持")
        elif not people and (chair := posted_name(text, begin, match.end("list"))):
            yield Attendee(chair, "主持")


def _people(text: str, start: int, end: int, role: str, *, labelled: bool = False) -> Iterator[Attendee]:
    role = "".join(role.split())
    for person in read_names(text, start, end, labelled=labelled):
        yield Attendee(person, None if "假" in role or "缺" in role else _CLEARED.get(role, role))
