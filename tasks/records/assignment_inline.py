"""Tasks given inside a sentence: 请发改局…, 责成营商局…, 由区司法局牵头,各部门配合."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.records.bodies import ends_like_body, is_collective, is_named, split_bodies
from tasks.records.chapters import Chapters
from tasks.records.cues import sentences_with
from tasks.records.deadlines import Deadline, read_deadline
from tasks.records.model import Assignment
from tasks.text.model import Document

REPORTS = frozenset({"annual_report", "rectification_report", "work_report", "statistical_bulletin"})
"""Genres that tell what was done: 责成X…, 由X牵头 in them is the past, not a task."""

_GIVING = frozenset({"meeting_minutes", "action_plan"})
"""Genres that give duties; rules and reports state those that a unit has."""

_CHARGES = re.compile(r"(?<!财政)(?<!机构)(?:分工|职责)|责任(?:划分|落实|分解)|任务分解")
"""A chapter that says who does what (三、职责分工): there a duty stated of a unit is given to it in every genre."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]+[章条]")
_RULES = re.compile(r"(?:规则|规定|办法|制度|细则|条例|章程)(?:\([^()]*\))?(?:》|的?通知|$)")
"""Rules, by their chapters and by their titles: what they say of a unit is a duty that it has."""
_STAFF = re.compile(r"(?:机关|系统|局机关)?(?:全体|上下|干部|职工)")
"""要求区水务局全体干部职工…: an appeal, and no task of the unit."""
_ATTRIBUTE = re.compile(r"(?:推进|实施|建设|组织|承担|开展|承办|制定|编制|起草|组建)?的(?=[一-鿿])")
"""由县水务局牵头实施的工程已完工: what the unit leads is told of, not given to it."""

_CUE = re.compile(r"[请由牵]|责[成令]|负责|委托|要求|指定")
_BEFORE_ASKING = r"(?<![申提报邀聘恳敬函延烦呈吁])"
_ASKING = r"请(?![示求假教客柬辞功缨])|责成|责令|委托|指定"
_ASKED = re.compile(rf"{_BEFORE_ASKING}(?:{_ASKING}|要求(?=[^,。;]{{2,20}}(?:牵头|负责|会同)))")
_ASKED_IN_MINUTES = re.compile(
    rf"{_BEFORE_ASKING}(?:{_ASKING}|要求(?=[区县市州旗]|[一-鿿]{{2,6}}?(?:局|街道|管委会)))"
)
_LED = re.compile(r"(?<![理自缘经])由(?P<units>[^,。;:!?\n]{2,60}?)(?:负责|共同)?牵头(?:负责|组织|落实)?")
_IN_CHARGE = re.compile(
    r"(?<![理自缘经])由(?P<units>[^,。;:!?\n牵]{2,60}?)(?:具体|全面|统一|分别|共同)?负责(?!人|同志|解释|通知)"
)
_OWN_DUTY = re.compile(
    r"(?:^(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])?|(?<=[,。;:]))(?P<units>[^,。;:!?\n牵由(〔【\[]{2,40}?):?(?:具体|统一)?负责(?!人|同志|解释|制)"
)
"""会议议定,区财政局负责…; 区财政局:负责…: in minutes and plans a duty stated of a unit is one given to it."""
_OWN_LEAD = re.compile(
    r"(?:^(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])?|(?<=[,。;:]))(?!责[成令]|请|委托|指定|要求)(?P<units>[^,。;:!?\n牵由(〔【\[]{2,40}?)(?:负责)?牵头(?![^。;]{0,24}(?:起草|制定|编制|印发|开展|完成|召开|建立)了)(?!单位|部门|人|领导|科室|作用|责任|抓总的)"
)
"""县住建局牵头,县公安局配合: without 由."""
_DECIDED_BY = re.compile(r"(?:(?:明确|决定|议定|确定|同意|通过)(?:[^。;由]{0,40},)?|^|(?<=;))(?P<by>由)")
_NO_TASK = re.compile(r"[、,。;]|会同|商|牵头|[一-鿿]{0,3}?负责|$")
"""What other forms read."""
_WITH_PARTNER = re.compile(
    r"(?<![理自缘经])由(?P<units>[^,。;:!?\n牵]{2,30}?)(?=(?:会同|商)[市区县省州旗各])"
)
_WITH = re.compile(
    r"(?:(?:(?!负责|牵头)[^,。;:!?\n]){0,16}[,,])?\s*[,,、]?\s*(?P<units>[^,。;:!?\n]{2,80}?)(?:积极|密切|协同|共同)?(?:配合|协助|参与)"
)
_JOINTLY = re.compile(r",?(?:会同|联合|商)(?P<units>[^,。;:!?\n]{2,60})")

# The first of these ends a unit's name and begins what it is to do
_ACTION = re.compile(
    r"商(?=[市区县省州旗])|将|把|对|按|根据|依|要|就|于|在|并|完善|进一步|抓|落实|做|结合|会同|联合|认真|尽快|牵头|负责|配合|提请|报(?!社)|加[强快大]|制定|制订|起草"
    r"|组织(?!部|人事)|研究(?!院|室|所)|继续|进行|尽|推[进动]|开展|协调(?!小组|办)|向|为|从|以|用|使|到|督促|强化|积极|严格|切实|全面|深入|及时|会后"
    r"|迅速|立即|抓紧|主动|统筹|同步|修改|汇总|梳理|拿出|形成|提出|牢固|高度|逐[一项条]|分别|共同|充分|适时|持续|尽早|予以|给予|跟[进踪]|审[核查定]|核实|参照|借鉴|汲取|吸[取收]|坚[持决]|围绕|聚焦|着[力眼]"
)
# The last character of what looks like a name belongs to another word: 主管部|门, 全体干部|职工, 作出处|理
_INSIDE_WORD = re.compile(
    r"部[门分署]|(?<=干)部|会[议商审谈场员]|处[理分罚置以于]|办[理公法案好事]|局[面势部]|院[士校长]|队[伍员]|站[位在]|台[账风]|所[有在以]|室[内外]|委[托员派]|组[织建成]|社[会]|校[园长]|场[所]|园[林]|村民"
)
_DEADLINE = re.compile(
    r"(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|份|[上中下]旬)?[之以]?前|(?:20\d\d|今|本|明)?年[底末]前?|(?:20\d\d年)?(?:第?[一二三四]季度|上半年|下半年)末?前|立行立改|\d+个?(?:工作)?[日天]内)"
)


def find_inline(document: Document, chapters: Chapters) -> list[Assignment]:
    """Tasks that a sentence gives to named units. Appeals to all (请各部门…) name nobody and are left out.

    Of a report only the `chapters` that tell of plans are read.
    """
    found: list[Assignment] = []
    reports = document.facts.document_type in REPORTS
    giving = document.facts.document_type in _GIVING
    charges = [] if reports or giving else _charges(document)
    for start, end in chapters.telling_of_plans() if reports else ((0, None),):
        for sentence in sentences_with(_CUE, document, start, end):
            duties = giving or any(first <= sentence.start < last for first, last in charges)
            text = document.text[sentence.start : sentence.end]
            found += _read(document, text, sentence.start, duties=duties)
    return found


def _charges(document: Document) -> list[tuple[int, int]]:
    """The chapters of `document` that say who does what, but for those of rules."""
    if _RULES.search(document.facts.title or ""):
        return []
    return [
        (section.start, section.tree_end)
        for section in document.sections
        if section.level and _CHARGES.search(section.heading) and not _ARTICLE.match(section.marker or "")
    ]


def _read(document: Document, text: str, offset: int, *, duties: bool) -> Iterator[Assignment]:
    """The tasks in the sentence `text`; a duty stated of a unit (区财政局负责…) is one where `duties` are given."""
    minutes = document.facts.document_type == "meeting_minutes"
    for match in (_ASKED_IN_MINUTES if minutes else _ASKED).finditer(text):
        units, end = units_at(text, match.end())
        if _STAFF.match(text, end):
            continue
        if units and text.startswith("牵头", end):
            yield _assignment(document, text, offset, match.start(), end + 2, "led", lead=units)
        elif units:
            yield _assignment(document, text, offset, match.start(), end, "asked", responsible=units)
    for match in _DECIDED_BY.finditer(text) if minutes else ():
        units, end = units_at(text, match.end())
        if units and not _NO_TASK.match(text, end):
            yield _assignment(document, text, offset, match.start("by"), end, "in_charge", responsible=units)
    for form in (_LED, _WITH_PARTNER, _IN_CHARGE, _OWN_LEAD, *((_OWN_DUTY,) if duties else ())):
        for match in form.finditer(text):
            if _ATTRIBUTE.match(text, match.end()):
                continue
            units = split_bodies(match["units"])
            if not all(ends_like_body(unit) or is_collective(unit) for unit in units) or not any(
                map(is_named, units)
            ):
                continue
            begin = match.start("units" if form in (_OWN_DUTY, _OWN_LEAD) else 0)  # behind a list marker
            if form in (_LED, _WITH_PARTNER, _OWN_LEAD):
                yield _assignment(document, text, offset, begin, match.end(), "led", lead=units)
            else:
                yield _assignment(document, text, offset, begin, match.end(), "in_charge", responsible=units)


def units_at(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The named units that stand at `start`, and where they end; nothing where no named unit stands there."""
    stop = re.search(r"[,。;:!?\n“《]", text[start:])
    limit = start + stop.start() if stop else len(text)
    action = _ACTION.search(text, start, limit)
    region = text[start : action.start() if action else limit]
    for size in range(len(region), 1, -1):
        if ends_like_body(region[:size]) and not _INSIDE_WORD.match(text, start + size - 1):
            units = split_bodies(region[:size])
            named = all(map(ends_like_body, units)) and any(map(is_named, units))
            return (units, start + size) if named else ((), start)
    return (), start


def _assignment(
    document: Document,
    text: str,
    offset: int,
    start: int,
    end: int,
    rule: str,
    lead: tuple[str, ...] = (),
    responsible: tuple[str, ...] = (),
) -> Assignment:
    stop = re.search(r"[。;!?\n]", text[end:])
    limit = end + stop.start() if stop else len(text)
    partner = _JOINTLY.match(text, end, limit) or (None if rule == "asked" else _WITH.match(text, end, limit))
    cooperating: tuple[str, ...] = ()
    if partner:
        cooperating, _ = units_at(text, partner.start("units"))
    title = text[end:limit].strip(" ,、")
    if rule != "asked":
        title = _clause_before(text, start) + text[start:limit]
    deadline: Deadline | None = None
    printed = _DEADLINE.search(text, end, limit)
    if printed:
        deadline = read_deadline(printed[0], document.reference_date, document.facts.year)
    return Assignment(
        start=offset + start,
        end=offset + limit,
        rule=rule,
        title=title or text[start:limit],
        lead_units=lead,
        responsible_units=responsible,
        cooperating_units=cooperating,
        deadline_text=deadline.text if deadline else None,
        deadline_kind=deadline.kind if deadline else None,
        deadline_date=deadline.date if deadline else None,
    )


def _clause_before(text: str, start: int) -> str:
    """What stands between the last 。 or ; and `start`: 由X牵头 often follows what is to be done."""
    return re.sub(
        r"^\s*(?:\([一二三四五六七八九十\d]+\)|\d+[.、])", "", re.split(r"[。;:]", text[:start])[-1]
    ).lstrip(" ,")
