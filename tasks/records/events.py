"""Events: the dated steps of an inspection and its rectification, from the group's arrival to publication.

A step is a date and what its clause tells. What a step does not say itself (the group, the body inspected, the streams)
it has from the inspection that the document named before it. A step without a date is no row; where only a month is
printed the row has no `date`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.records.model import DateMention, Event
from tasks.records.spans import Lines
from tasks.records.streams import streams_in
from tasks.text.model import Document

_SUBJECT = re.compile(
    r"(?:巡视|巡察|督察|督导|审计)[一二三四五六七八九十\d]{0,3}组|(?:巡视|巡察|督察|反馈)[^。\n]{0,12}整改"
)
"""A document of another type without this tells of no inspection and is not read."""
_EXERCISE = re.compile(r"巡视|巡察|督察|整改|反馈")
"""What a sentence must speak of before a meeting, a group or a plan in it belongs to the exercise."""

_ON_SITE = re.compile(
    r"对(?P<object>(?:[^,。;:、]{2,20}、){0,16}[^,。;:、]{2,30}?)(?:进行|开展|实施)了?(?P<what>[^,。;:]{0,40}?(?:巡视|巡察|督察)(?:“?回头看”?)?"
    r"(?:[和与及暨、][^,。;:]{2,16}(?:巡视|巡察|督察|审计|检查))?)"
)
_ARRIVAL = re.compile(
    r"(?:巡视|巡察|督察|督导)[^,。;]{0,6}组(?:正式|全面)?进驻(?P<object>[^,。;:开]{2,30}?)(?=[,。;:开]|$)"
)
_DEPARTURE = re.compile(
    r"结束[^,。;]{0,12}进驻|(?:结束|完成)[^,。;]{0,12}(?:现场(?:巡视|巡察|督察))|撤离(?P<object>[^,。;:]{2,30})?"
)
_FEEDBACK = re.compile(
    r"(?<!应)[向对](?![照标表应])(?P<object>[^,。;:]{2,30}?)(?:进行了?|集中|正式|全面|分别|书面|现场|当面|“?一对一”?|逐一|作了?)*反馈(?=[,。;了]|[^,。;整审]{0,8}(?:意见|情况|问题|结果)[,。;]|$)(?!了审核)"
    r"|[视察]组反馈(?:意见|情况|问题)(?=[,。;]|$)|(?<!整改)反馈了(?!审核)[^,。;]{0,10}(?:意见|情况|问题|结果)|(?:召开|举行)[^。;,]{0,40}?反馈(?:大会|会议?)(?!精神|后|以来|要求)"
)
_STEPS: Mapping[str, re.Pattern[str]] = {
    "feedback": _FEEDBACK,
    "review": re.compile(
        r"对[^。;]{0,40}?整改[^。;]{0,20}?(?:审核|评估|验收|检查|督查|回访)|反馈了?审核意见"
        r"|整改[^,。;]{0,10}(?:评估|验收|审核)|“回头看”"
    ),
    "democratic_life_meeting": re.compile(r"(?:召开|开好|开展|举行)[^。;]{0,40}?民主生活会"),
    "leading_group": re.compile(
        r"(?:成立|组建|调整)[^。;,]{0,40}?(?:巡视|巡察|督察|整改)[^。;,]{0,20}?(?:领导小组|工作专班|工作组|指挥部)"
        r"|召开[^。;,]{0,20}?(?:巡视|巡察|督察|整改)[^。;,]{0,20}?领导小组[^,。;]{0,12}?会"
    ),
    "plan_adopted": re.compile(
        r"(?:审议|审定|通过|印发|制定|制发|下发|出台|研究)了?[^。;]{0,40}?整改[^。;,]{0,16}?方案"
    ),
    "publication": re.compile(
        r"(?:公布|公开|公示|发布)了?[^。;]{0,20}?整改[^。;]{0,8}?(?:情况|结果|报告|通报)|整改[^。;,]{0,16}?(?:向社会|对外)(?:公布|公开|公示)"
    ),
    "meeting": re.compile(
        r"(?:召开|举行)[^。;]{0,40}?(?:会议|大会|常委会|专题会|党组会|推进会|动员会|部署会|调度会|座谈会)"
    ),
}
"""Kind of a step and what its clause says; a `meeting` is what is none of the others."""
_SAID_BY_ANYONE = frozenset(["on_site_start", "on_site_end", "feedback"])
"""Steps that are read in documents of every type; the others are too common outside reports on rectification."""
_LASTING = frozenset(["on_site_start", "on_site_end", "feedback", "review"])
"""Steps that are rows even where only their month is printed; 1月至7月共召开会议5次 is a count, no event."""
_NEAR = 40
"""So many characters may stand between a date and its meeting."""
_AHEAD = re.compile(r"[,]?(?:将|拟|计划|预计|力争|要)")
_PUBLISHED = re.compile(r"(?:发布|公布|公开|发文|上传)(?:时间|日期)?[: ]*$|(?:时间|日期)[: ]*$")

_GROUP = re.compile(r"[一-龥\d]{0,24}?(?:巡视|巡察|督察|督导|审计)第?[一二三四五六七八九十\d]{0,3}组")
_BEFORE_GROUP = re.compile(
    r".*(?:[由经于受向并起至后对了]|\d[日月年]|派出|统一|部署|安排|批准|领导小组|中共|接受|配合|根据|按照)"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十\d]+(?:[一-龥]{2,8})?(?:巡视|巡察|督察|督导|审计)?组|第[一二三四五六七八九十\d]+"
)


@dataclass(frozen=True, slots=True)
class _Inspection:
    """What the document has said about the inspection so far."""

    group: str | None = None
    object: str | None = None
    streams: tuple[str, ...] = ()
    left: dt.date | None = None


def find_events(document: Document, dates: Sequence[DateMention], lines: Lines) -> list[Event]:
    """All dated steps of an inspection in `document`, in order; `dates` are the dates found in it."""
    reports = document.facts.document_type == "rectification_report"
    if not reports and not _SUBJECT.search(document.text):
        return []
    inspection = _Inspection()
    found: list[Event] = []
    usable = [date for date in dates if _is_step(date)]
    for index, date in enumerate(usable):
        start, end = lines.around(date.start)
        if not lines.in_sentence(date.start):
            found.extend(_publication(document, date, start) if reports else ())
            continue
        floor = max(start, usable[index - 1].end) if index else start
        ceiling = min(end, usable[index + 1].start) if index + 1 < len(usable) else end
        clause = _Clause(document.text, date, floor, ceiling, start, end)
        events = [event for event in clause.events(inspection) if reports or event.kind in _SAID_BY_ANYONE]
        for event in events:
            inspection = _known(inspection, event)
            found.append(_filled(event, inspection))
    return found


def _is_step(date: DateMention) -> bool:
    """A day, a month or a range of them that happened: no year, quarter or deadline."""
    return date.precision in ("day", "month", "range") and date.start_date is not None


def _known(inspection: _Inspection, event: Event) -> _Inspection:
    group = event.group_name
    if group and inspection.group and not _NUMBERED.search(group):
        group = inspection.group
    return _Inspection(
        group=group or inspection.group,
        object=event.object or inspection.object,
        streams=event.streams or inspection.streams,
        left=event.date if event.kind == "on_site_end" else inspection.left,
    )


def _filled(event: Event, inspection: _Inspection) -> Event:
    return replace(
        event,
        group_name=inspection.group,
        object=event.object or inspection.object,
        streams=event.streams or inspection.streams,
    )


def _publication(document: Document, date: DateMention, line_start: int) -> Iterator[Event]:
    """The day of publication in the line of page furniture that prints it."""
    printed = _PUBLISHED.search(document.text, line_start, date.start)
    if printed and date.start_date == document.facts.publish_date:
        yield Event(
            start=date.start,
            end=date.end,
            rule="publication_line",
            kind="publication",
            date=date.start_date,
            year_inferred=False,
        )


@dataclass(frozen=True, slots=True)
class _Clause:
    """A date and what is told of it: `text[floor:ceiling]` within its sentence `text[start:end]`."""

    text: str
    date: DateMention
    floor: int
    ceiling: int
    start: int
    end: int

    def events(self, inspection: _Inspection) -> Iterator[Event]:
        if _AHEAD.match(self.text, self.date.end):
            return
        on_site = _ON_SITE.search(self.text, self.date.end, self.ceiling)
        arrival = None if on_site else _ARRIVAL.search(self.text, self.date.end, self.ceiling)
        told = on_site or arrival
        if told and self.date.rule != "range" and self._group(told) is None:
            return  # 施工队进驻小区 and 对商户开展检查 tell of something else
        streams = self._streams()
        if told:
            start = self._event("on_site_start", told, self.date.start_date, inspection)
            yield replace(start, streams=streams or start.streams)
        if on_site and self.date.rule == "range":
            end = self._event("on_site_end", on_site, self.date.end_date, inspection)
            yield replace(end, streams=streams or end.streams)
        elif not told:
            yield from self._steps(inspection)

    def _streams(self) -> tuple[str, ...]:
        """The streams of all inspections told of behind the date: 对甲开展常规巡察;对乙开展教育领域专项巡察."""
        told = _ON_SITE.finditer(self.text, self.date.end, self.ceiling)
        return tuple(dict.fromkeys(stream for one in told for stream in streams_in(one["what"])))

    def _steps(self, inspection: _Inspection) -> Iterator[Event]:
        departure = _DEPARTURE.search(self.text, self.date.end, self.ceiling)
        if departure:
            yield self._event("on_site_end", departure, self.date.start_date, inspection)
        of_exercise = _EXERCISE.search(self.text, self.start, self.end) is not None
        found = False
        for kind, step in _STEPS.items():
            match = step.search(self.text, self.date.end, self.ceiling) if of_exercise else None
            if kind == "meeting" and match and (found or match.start() > self.date.end + _NEAR):
                continue
            if match and (self._has_days() or kind in _LASTING):
                found = True
                yield self._event(kind, match, self.date.start_date, inspection)

    def _event(self, kind: str, match: re.Match[str], day: dt.date | None, inspection: _Inspection) -> Event:
        said = match.groupdict()
        inferred = self.date.basis != "explicit"
        return Event(
            start=self.date.start,
            end=match.end(),
            rule=kind if self._has_days() else f"{kind}_month",
            kind=kind,
            date=_not_before(day, inspection.left, inferred) if self._has_days() else None,
            year_inferred=inferred,
            group_name=self._group(match),
            object=said.get("object"),
            streams=streams_in(said.get("what") or ""),
        )

    def _has_days(self) -> bool:
        printed = self.text[self.date.start : self.date.end]
        return self.date.precision == "day" or "日" in printed or "号" in printed

    def _group(self, match: re.Match[str]) -> str | None:
        """The group that the clause names, else the last one named between the date before and this one."""
        behind = _GROUP.search(self.text, self.date.end, match.end())
        ahead = list(_GROUP.finditer(self.text, self.floor, self.date.start))
        group = behind or (ahead[-1] if ahead else None)
        return _BEFORE_GROUP.sub("", group[0]) if group else None


def _not_before(day: dt.date | None, left: dt.date | None, inferred: bool) -> dt.date | None:
    """`day`, a year later where its year was inferred and it would lie before the end of the inspection."""
    if day and left and inferred and day < left and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year + 1)
    return day
