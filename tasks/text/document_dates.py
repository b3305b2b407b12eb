"""The days of a document (published, signed, held) and the year that it counts for. Never relative to today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.text.days import MONTH_DAY, find_days, first_day, make_day
from tasks.text.document_numbers import number_year
from tasks.text.page_keys import STAMP
from tasks.text.parts import Parts

PUBLISHED = (
    "发布时间",
    "发布日期",
    "发布于",
    "公开日期",
    "公开时间",
    "日期",
    "时间",
    "录入时间",
    "上传时间",
    "更新时间",
    STAMP,
    "刊发日期",
    "发文日期",
    "生成日期",
    "公文生成日期",
)
"""Keys of a page, the surest first. 发文日期 and 生成日期 are days of the web entry: often later than 成文日期."""
SIGNED = ("成文日期", "印发日期")
ABOUT_A_PERIOD = frozenset(("annual_report", "statistical_bulletin"))
"""Types whose year is the year that they report on, not the one in which they came out."""
OF_AN_EVENT = frozenset(("meeting_minutes", "work_report"))

BUDGET_MONTH = 11
"""From here on the plans that a meeting reads are for the year to come."""
CONGRESSES = {"十八大": 2012, "十九大": 2017, "二十大": 2022, "二十一大": 2027}
_AHEAD = re.compile(r"(?:迎接|喜迎|迎)党?的?(?:党的)?(十八大|十九大|二十大|二十一大)")
_TITLE_YEAR = re.compile(r"(?<![\d—–~-])((?:19|20)\d\d)\s*(?:年度?)?(?!\d|\s*年?\s*[—–~至-]\s*(?:19|20)\d\d)")
_TITLE_RANGE = re.compile(r"(?:19|20)\d\d\s*年?\s*[—–~至-]+\s*(?:19|20)\d\d")
_TITLE_ISSUED = re.compile(r"\((?:19|20)\d\d年(?:更新|修[订改正]|印发|发布|公布)版?\)")
_TITLE_OUTLOOK = re.compile(r"[和与及暨、](?:19|20)\d\d年\S{0,24}(?:计划|打算|安排|思路|要点|草案)")
_REPORTED = re.compile(r"现将\S{0,14}?((?:19|20)\d\d)年(?!\d{1,2}月)\S{0,40}")
_REVIEWED = re.compile(
    r"((?:19|20)\d\d)年度?(?!第?[一二三四1-4]季度|[上下]半年|\d{1,2}[-—至]?\d{0,2}月)(?:\S{0,24})(?:情况(?:的?报告|汇报)|工作总结|总结)"
)
_HELD_AS = re.compile(
    r"(?:召开|举行)了?[^,。;]{0,20}?((?:19|20)\d\d)年度?第[\d一二三四五六七八九十百]{1,4}次"
)
"""主持召开县政府2022年第六次常务会议."""
_BUDGETED = re.compile(
    r"((?:19|20)\d\d)年(?:(?!(?:19|20)\d\d年)\S){0,24}执行情况[和与及暨]((?:19|20)\d\d)年\S{0,20}(?:草案|计划)"
)
"""2023年预算执行情况和2024年预算草案: in the last months of a year it is read before the year is over."""
_BODY_YEAR = re.compile(r"(?<![\d—–~到至-])(?<![到至]\n)((?:19|20)\d\d)年(?![—–~至底末-])")
"""A year that the text speaks of; 到2025年 and 2025年底 are what it aims at."""
_FEEDBACK = re.compile(r"反馈\S{0,8}(?:意见|情况)|反馈了")
_ADOPTED = re.compile(r"通过|批准|修订|发布|公布")
_AT_A_MEETING = re.compile(r"在\S{2,40}(?:会议|大会)\S{0,8}上")
_DATELINE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日?\s?[讯电](?!话|信|力)")
"""本报5月17日讯: the day of the report."""
_ISSUED = re.compile(r"编印|刊发|总第\s?\d+\s?期")
"""A line of the newspaper's own in the head: the day of the issue."""
_UNDATED = re.compile(r"近日|日前|近期")
"""近日,县政府召开…: the days that follow are those of other meetings."""
_THE_DAY = re.compile(r"\s*(?P<d>[0-3]?\d)日(?=[,上下晚])")
"""8日,区长主持召开…, in a report whose page says when it was published."""
_HELD = re.compile(r"主持召开|召开|举行|在\S{2,40}(?:会议|大会)\S{0,8}上")


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of a document and its year; `year_basis` says where the year is from."""

    publish: dt.date | None
    signed: dt.date | None
    event: dt.date | None
    year: int | None
    year_basis: str | None


def document_dates(parts: Parts, document_type: str, number: str | None, path: str) -> Dates:
    """All dates of a document. `path` is its source's path, the last resort for the year."""
    meeting_day = _stated(parts, ("会议时间", "时间")) if parts.value("地点", "会议地点") else None
    publish = _stated(parts, [key for key in PUBLISHED if key != "时间" or meeting_day is None])
    signed = _signed(parts, document_type)
    if document_type in OF_AN_EVENT:
        event = meeting_day or _event(parts, (signed, publish), number, path)
    else:
        event = _delivered(parts)
    year, basis = _year(parts, document_type, (publish, signed, event), number, path)
    return Dates(publish, signed, event, year, basis)


def _stated(parts: Parts, keys: Iterable[str]) -> dt.date | None:
    for key in keys:
        span = parts.page.get(key)
        if span and (day := first_day(parts.text, *span)):
            return day
    return None


def _signed(parts: Parts, document_type: str) -> dt.date | None:
    """The day of the signature; of a meeting's report, a bare date under the title is the meeting's."""
    signature = parts.signature
    bare = signature is not None and signature.start == signature.end and signature.start < parts.body
    if signature is not None and not (bare and document_type in OF_AN_EVENT):
        return signature.day
    return _stated(parts, SIGNED) or _adopted(parts)


def _adopted(parts: Parts) -> dt.date | None:
    """The day in a note under the title: (2022年12月16日县第十九届人大常委会第七次会议通过)."""
    for start, end in parts.head:
        note = parts.text[start:end].strip()
        if note.startswith("(") and _ADOPTED.search(note):
            return first_day(note)
    return None


def _delivered(parts: Parts) -> dt.date | None:
    """The day in the line under the title of a report to a meeting: ——2024年1月10日在…大会…会议上."""
    for start, end in parts.head:
        if _AT_A_MEETING.search(parts.text, start, end):
            return first_day(parts.text, start, end)
    return None


def _event(
    parts: Parts, anchors: tuple[dt.date | None, ...], number: str | None, path: str
) -> dt.date | None:
    """The day of the meeting: from the head or the first sentence, its year inferred where it is not printed."""
    masthead = parts.signature.start if parts.signature else None
    for start, end in (*parts.head, (parts.body, parts.body + 400)):
        if start == masthead or _ISSUED.search(parts.text, start, min(end, parts.body)):
            continue
        span = _DATELINE.sub("", parts.text[start:end])
        held = _HELD.search(span)
        full = next(find_days(span), None)
        partial = MONTH_DAY.search(span)
        noted = start < parts.body and not _ADOPTED.search(span)
        if full and (partial is None or full[0] <= partial.start()) and (held or noted):
            return full[2]
        day_only = None if partial else _THE_DAY.match(span)
        if day_only and held and anchors[1]:
            return _in_month_of(anchors[1], int(day_only["d"]))
        if partial and held and not _UNDATED.search(span, 0, partial.start()):
            return _with_year(int(partial["m"]), int(partial["d"]), parts, anchors, number, path)
    return None


def _in_month_of(published: dt.date, day: int) -> dt.date | None:
    """The last day of that number up to publication."""
    if day <= published.day:
        return make_day(published.year, published.month, day)
    before = published.replace(day=1) - dt.timedelta(days=1)
    return make_day(before.year, before.month, day)


def _with_year(
    month: int, day: int, parts: Parts, anchors: tuple[dt.date | None, ...], number: str | None, path: str
) -> dt.date | None:
    """A day whose year stands elsewhere: it lies at or before the signature and publication, else in the year that
    the title, the number, the body or the path tells; None where nothing does."""
    for anchor in anchors:
        if anchor is not None:
            same = make_day(anchor.year, month, day)
            return same if same and same <= anchor else make_day(anchor.year - 1, month, day)
    year = _title_year(parts) or number_year(number) or _meeting_year(parts.text, month) or _path_year(path)
    return make_day(year, month, day) if year else None


def _meeting_year(text: str, month: int) -> int | None:
    """The year of a meeting in `month` by its name, or by what it did: it looked forward to a congress, or reviewed last
    year's report."""
    if held := _HELD_AS.search(text):
        return int(held[1])
    if ahead := _AHEAD.search(text):
        return CONGRESSES[ahead[1]]
    if month >= BUDGET_MONTH and (budgeted := _BUDGETED.search(text)):
        return int(budgeted[1])
    reviewed = [int(year) + 1 for year in _REVIEWED.findall(text)]
    named = [int(year) for year in _BODY_YEAR.findall(text)]
    return max(reviewed) if reviewed else max(named, default=None)


def _year(
    parts: Parts,
    document_type: str,
    days: tuple[dt.date | None, dt.date | None, dt.date | None],
    number: str | None,
    path: str,
) -> tuple[int | None, str | None]:
    publish, signed, event = days
    reported = _REPORTED.search(parts.text, *parts.preamble)
    ways: list[tuple[int | None, str]] = [
        (_title_year(parts), "title"),
        (signed.year if signed else None, "signed_date"),
        (publish.year if publish else None, "publish_date"),
        (event.year if event else None, "event_date"),
        (_feedback_year(parts) if document_type == "rectification_report" else None, "body"),
        (number_year(number), "document_number"),
        (_path_year(path), "path"),
        (_named_year(parts), "body"),
    ]
    if document_type in ABOUT_A_PERIOD:
        ways.insert(1, (int(reported[1]) if reported else None, "body"))
    if document_type in OF_AN_EVENT:
        ways.insert(0, (event.year if event else None, "event_date"))
    return next(((year, basis) for year, basis in ways if year), (None, None))


def _title_year(parts: Parts) -> int | None:
    """The one year that the title names, an outlook on the next aside; several, or a range, do not tell."""
    if parts.title is None:
        return None
    title = _TITLE_ISSUED.sub("", parts.title.title)
    title = _TITLE_OUTLOOK.sub("", _TITLE_RANGE.sub("", title))
    years = {int(year) for year in _TITLE_YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


def _feedback_year(parts: Parts) -> int | None:
    """The year in which the inspection's findings were handed over, else the last year that the preamble prints.

    A report on rectification seldom prints its own date. The feedback opens the exercise that it reports on, all
    districts of a round have it within days, and it is the last dated step that every report names.
    """
    start, end = parts.preamble
    last: dt.date | None = None
    for sentence in re.split(r"[。\n]", parts.text[start:end]):
        full = [day for _, _, day in find_days(sentence)]
        if _FEEDBACK.search(sentence):
            if full:
                return full[-1].year
            partial = MONTH_DAY.search(sentence)
            if partial and last:
                month_day = (int(partial["m"]), int(partial["d"]))
                return last.year + (month_day < (last.month, last.day))
        last = _end_of_period(sentence, full) or last
    return last.year if last else None


def _end_of_period(sentence: str, full: list[dt.date]) -> dt.date | None:
    """The last day of a sentence, a second one without its year (2023年9月22日至11月30日) included."""
    if not full:
        return None
    partial = list(MONTH_DAY.finditer(sentence))
    if not partial:
        return full[-1]
    return make_day(full[-1].year, int(partial[-1]["m"]), int(partial[-1]["d"])) or full[-1]


def _path_year(path: str) -> int | None:
    found = re.findall(r"(?<!\d)((?:19|20)\d\d)(?:年|(?!\d))", path) or re.findall(
        r"(?<!\d)(20\d\d)(?=[01]\d[0-3]\d(?!\d))", path
    )
    return int(found[-1]) if found else None


def _named_year(parts: Parts) -> int | None:
    """The one year that the preamble names."""
    years = {int(year) for year in _BODY_YEAR.findall(parts.text[slice(*parts.preamble)])}
    return years.pop() if len(years) == 1 else None
