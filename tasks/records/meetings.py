"""Meetings: the meeting that a document reports, with its numbers, its day and who presided."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.records.attendance import Attendee
from tasks.records.chronicles import Entry
from tasks.records.cues import sentences_with
from tasks.records.meeting_bodies import BODY, ORDINAL, SESSION, body_of
from tasks.records.model import Meeting
from tasks.records.numerals import number
from tasks.records.spans import Lines
from tasks.text.model import Document, Sentence

LEAD = 8
"""The meeting that a document reports is named among its first sentences; later ones are told in passing."""

_N = ORDINAL
_KINDS = (
    r"(?:常务(?:\(扩大\)|扩大)?会议?|常委(?:会(?!议))?(?:\(扩大\)|扩大)?(?:会议)?|党组(?:\(扩大\)|扩大)?会议?|全体(?:\(扩大\)|扩大)?会议|(?:区长|县长|市长|主任|局长)?办公会议?|"
    r"主任会议|主席会议|[局部委厅办院]务(?:\(扩大\)|扩大)?会(?:议(?!室))?|专题会议?|集体学习(?:会)?|联席会议|代表大会|(?:[一-鿿“”]{1,24}?)??会议|全会|例会|[一-鿿]{2,24}?(?:工作|推进|调度|动员|部署|座谈|总结)会)"
)
_NUMBERED = re.compile(
    rf"第?(?P<count>{_N})次(?:\(总第{_N}次\))?(?P<tail>[一-鿿“”()]{{0,20}}?{_KINDS})(?:纪要)?"
)
_SESSION_AND_COUNT = re.compile(rf"第?(?P<session>{_N})届[^,。;\n]{{0,12}}?第?(?P<count>{_N})次")
_TITLES = re.compile(r"《[^》]*》")
"""Papers, whose names may name another congress and its number."""
_NAMED = re.compile(
    r"(?:主持召开|召开了?|举行了?)(?P<name>(?![\d一二两三四五六七八九十多几]+次会)(?:[^,。;:《》\n]|《[^《》\n]{1,30}》){1,40}?(?:会议|全会|大会|[常工办推调]?[一-鿿)]会|(?:集中|集体|中心组)学习))(?=[,。;、\n(]|$|(?:专题|集中|认真|及时)*(?:听取|研究|传达|审议|部署|安排|讨论|分析))"
)
_MET = re.compile(
    rf"(?P<name>[一-鿿]{{0,12}}?(?:区|县|市|镇|乡|街道|旗)(?:委|政府|人民政府|人大|政协|党工委|管委会)?(?:20\d\d年度?)?[一-鿿]{{0,10}}?{_KINDS})(?:在[^,。;]{{0,16}})?(?:召开|举行)"
)
_MINUTES_OF = re.compile(r"(?P<name>[一-鿿“”()]{2,40}?(?:会议|例会|办公会|常委会|调度会))纪要")
"""The head of minutes that have no number: 中共石桥县委常委会会议纪要."""
_TOLD_OF = re.compile(
    r"会议(?:还|首先|集体|集中|专题|认真)*(?:研究|听取|审议|传达|讨论|通报|学习|指出|强调|要求)"
)
"""A sentence that says what the meeting did; meetings in it are the object."""
_PASSED = re.compile(
    r"(?:会议|会)?(?:研究|审议|讨论|集体|审定)*(?:通过|同意|审定|批准|审议|精神|部署|要求|研究)|是在|的?(?:有关|相关)(?:事宜|事项)|筹备"
)
_PREPARED = re.compile(r"(?:研究|讨论|审议|筹备|准备|建议|提请|关于)了?(?:拟)?召开$")
"""研究召开县人大常委会第17次会议的有关事宜: one that is prepared."""
_PLANNED = re.compile(r"拟于|拟召开|另行通知|定于")
"""拟于近期召开…: a meeting to come."""
_READ = re.compile(r"传达|贯彻|落实|筹备|(?<!理论)学习(?!中心组)")
"""传达学习市委九届四次全会精神 names a meeting whose words are read, not the one that is held."""
_CUT_BEFORE = re.compile(r"主持召开了?|主持|召开了?|举行了?|出席|[,。;::、!?\s《]|(?<=[日])|上午|下午|经")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d|二[〇零][〇零一二三四五六七八九]{2})年)?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_NAMED_YEAR = re.compile(r"(20\d\d)年(?:度)?第")
"""领导小组2021年第三次会议 was held in that year."""
_DATELINE = re.compile(r"\s?[讯电](?!话|信|力|视)")
"""7月11日讯 is the day of the report."""
_TIME_LABEL = re.compile(r"(?:会议)?时\s*间\s*[::]\s*")
_HELD = re.compile(r"召开|举行|主持|召集")
_OPENS_AGAIN = re.compile(r"主持召开|召开|举行")
_PARAGRAPH = re.compile(
    r"(?:[又另]讯[,:]?\s*)?(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])?\s*(?:20\d\d年)?\d{1,2}月\d{1,2}日[^。;]{0,50}(?:主持召开|召开|举行)"
)
"""A paragraph that opens with a day and a meeting held on it."""
_OPENS = re.compile(r"召开(?!的一次)|举行|主持|会议纪要|时\s*间\s*[::]")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    context_start: int
    count: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A meeting, the sentences `around` its name, the stretch `start:end` that tells of it, and its day."""

    found: _Found
    around: tuple[Sentence, ...]
    start: int
    end: int
    day: dt.date | None


def find_meetings(
    document: Document,
    lines: Lines,
    attendees: Sequence[Attendee],
    departments: Sequence[tuple[int, int]],
    entries: Sequence[Entry],
) -> list[Meeting]:
    """The meeting that `document` reports, if it is the report or the minutes of one, and those that it goes on to;
    of a chronicle, those that its `entries` tell of.

    Of the `attendees`, the first who presides is its chair; of several meetings, the first before the next begins.
    `departments` are the spans of those that the document names.
    """
    chairs = [a for a in attendees if a.role == "主持"]
    meetings: list[Meeting] = []
    for told in _of_chronicle(document, entries) or _of_report(document):
        here = [a for a in chairs if told.start <= a.person.start < told.end]
        posted = (a for a in here if a.person.name == here[0].person.name and a.person.post)
        chair = next(posted, next(iter(here), None))  # a headline names the chair without a post
        meetings.append(_meeting(document, lines, told, chair, departments))
    return meetings


def _of_report(document: Document) -> list[_Told]:
    """The meeting that a report or minutes open with, and those that they go on to."""
    lead = document.sentences[:LEAD]
    first = _reported(document, lead)
    if first is None:
        return []
    found = [(first, lead), *_further(document, first)]
    edges = [0, *(one.context_start for one, _ in found[1:]), len(document.text)]
    days = (_date(document, around, one) for one, around in found)
    return [_Told(*one, *span, day) for one, span, day in zip(found, pairwise(edges), days, strict=True)]


def _of_chronicle(document: Document, entries: Sequence[Entry]) -> list[_Told]:
    """The meeting of each entry of a chronicle that opens with one."""
    told: list[_Told] = []
    for start, end, day in entries:
        around = tuple(s for s in document.sentences if start <= s.start < end)[:1]
        found = _numbered(document, around) or _unnumbered(document, around)
        if found is not None:
            told.append(_Told(found, around, start, end, day))
    return told


def _reported(document: Document, lead: tuple[Sentence, ...]) -> _Found | None:
    """The meeting of the `lead`: a number told in passing (把九届四次全会精神…) gives way to the one said to be held."""
    numbered, unnumbered = _numbered(document, lead), _unnumbered(document, lead)
    if numbered is None or unnumbered is None or unnumbered.context_start >= numbered.context_start:
        return numbered or unnumbered
    at = next(s for s in lead if s.start == numbered.context_start)
    told = _OPENS.search(document.text, at.start, at.end) or document.text[at.end - 1] != "。"
    return numbered if told else unnumbered


def _further(document: Document, first: _Found) -> Iterator[tuple[_Found, tuple[Sentence, ...]]]:
    """Meetings that later paragraphs of minutes open with, as the first: 11月17日,县长X主持召开县政府第43次常务会议."""
    text = document.text
    if document.facts.document_type != "meeting_minutes":
        return
    counts, days = {first.count}, {_date(document, document.sentences[:LEAD], first)}
    for sentence in sentences_with(_OPENS_AGAIN, document):
        line = text.rfind("\n", 0, sentence.start) + 1
        if line <= first.start or not _PARAGRAPH.match(text, line, sentence.end):
            continue
        around = (sentence,)
        found = _numbered(document, around) or _unnumbered(document, around)
        if found is None or (found.count is not None and found.count in counts):
            continue
        day = _date(document, around, found)
        if day not in days or (found.count is not None and None not in counts):
            counts.add(found.count)
            days.add(day)
            yield found, around


def _meeting(
    document: Document,
    lines: Lines,
    told: _Told,
    chair: Attendee | None,
    departments: Sequence[tuple[int, int]],
) -> Meeting:
    text, found, lead = document.text, told.found, told.around
    start, end = lines.clip(found.start, found.end)
    context = text[found.context_start : found.end]
    post = ((chair.person.unit or "") + (chair.person.post or "") or None) if chair else None
    return Meeting(
        start=start,
        end=end,
        rule=found.rule,
        name=text[start:end],
        body=body_of(text, found.context_start, (found.start, found.end), departments, post),
        session_ordinal=_session(context) or _session_beside(text[lead[0].start : lead[-1].end], found.count),
        meeting_ordinal=found.count,
        date=told.day,
        chair=chair.person.name if chair else None,
        chair_post=post,
    )


def _numbered(document: Document, lead: tuple[Sentence, ...]) -> _Found | None:
    """The first numbered meeting that is said to be held; of its mentions, the first that also gives the 届, or the body."""
    found = [f for sentence in lead for f in _mentions(document, sentence)]
    same = [f for f in found if f.count == found[0].count]
    text = document.text
    with_session = (f for f in same if _session(text[f.context_start : f.end]) is not None)
    with_body = (f for f in same if BODY.match(text, f.start))
    return next(with_session, None) or next(with_body, None) or next(iter(same), None)


def _mentions(document: Document, sentence: Sentence) -> Iterator[_Found]:
    text = document.text
    minutes = document.facts.document_type == "meeting_minutes"
    if not (minutes or _OPENS.search(text, sentence.start, sentence.end)):
        return
    if _TOLD_OF.match(text, sentence.start):
        return
    for match in _NUMBERED.finditer(text, sentence.start, sentence.end):
        unnumbered = not match[0].startswith("第") and "届" not in text[match.start() - 1 : match.start()]
        if unnumbered or _PASSED.match(text, match.end()) or "届" in match["tail"]:
            continue
        cuts = [m.end() for m in _CUT_BEFORE.finditer(text, sentence.start, match.start())]
        begin = cuts[-1] if cuts else sentence.start
        ahead = _PREPARED.search(text, sentence.start, begin)
        if ahead or _READ.search(text, begin, match.start()):
            continue
        count = number(match["count"])
        yield _Found(
            begin, match.end("tail"), sentence.start, None if count is None else int(count), "numbered"
        )


def _unnumbered(document: Document, lead: tuple[Sentence, ...]) -> _Found | None:
    """A meeting without a number: 区长X主持召开区政府党组会议; 区委召开常委会会议."""
    text = document.text
    minutes = document.facts.document_type == "meeting_minutes"
    for sentence in lead[: LEAD if minutes else 3]:
        said = text[sentence.start : sentence.end]
        held = ("召开" in said or "举行" in said) and not _PLANNED.search(said)
        for form, possible in (
            (_NAMED, held and (minutes or "主持" in said)),
            (_MET, held),
            (_MINUTES_OF, minutes and "纪要" in said),
        ):
            match = form.search(text, sentence.start, sentence.end) if possible else None
            if match:
                return _Found(match.start("name"), match.end("name"), sentence.start, None, "named")
    return None


def _session(context: str) -> int | None:
    sessions = [number(m["session"]) for m in SESSION.finditer(context)]
    return int(sessions[-1]) if sessions and sessions[-1] is not None else None


def _session_beside(lead: str, count: int | None) -> int | None:
    """The 届 that the lead gives with the same 次: (第十八届第29次) under the title."""
    lead = _TITLES.sub("", lead) if count is not None and "届" in lead else ""
    for match in _SESSION_AND_COUNT.finditer(lead):
        if number(match["count"]) == count:
            return int(number(match["session"]) or 0) or None
    return None


def _date(document: Document, lead: tuple[Sentence, ...], found: _Found) -> dt.date | None:
    """The day in the sentence that names the meeting, else behind 时间:, else the document's event date."""
    text = document.text
    facts = document.facts
    year = facts.year if facts.year_basis != "body" else None  # a year told of is often the one before
    year = document.reference_date.year if document.reference_date else year
    named = _NAMED_YEAR.search(text, found.start, found.end)
    year = int(named[1]) if named else year
    after = [s for s in lead if s.start >= found.context_start]
    held = [s for s in lead if _HELD.search(text, s.start, s.end)]
    ordered = [s for s in after[:1] if s in held]
    ordered += [s for s in lead if _TIME_LABEL.match(text, s.start, s.end)]
    ordered += [*held, *after[:1], *(s for s in lead if _OPENS.search(text, s.start, s.end))]
    spans = [(s.start, s.end) for s in ordered]
    for start, end in spans:
        for match in _DATE.finditer(text, start, end):
            date = None if _DATELINE.match(text, match.end()) else _day(match, year)
            if date is not None:
                return date
    return document.facts.event_date


def _day(match: re.Match[str], year: int | None) -> dt.date | None:
    if match["year"]:
        year = int(number(match["year"]) or 0)
    month, day = number(match["month"]), number(match["day"])
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, int(month), int(day))
    except ValueError:
        return None
