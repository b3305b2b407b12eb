"""People: everybody whom a document names, with unit, post and role; national leaders are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.records.attendance import Attendee
from tasks.records.bodies import body_before, ends_like_body
from tasks.records.model import Person
from tasks.records.name_lists import Named, read_names, unit_and_post
from tasks.records.name_words import title_behind
from tasks.records.names import (
    COMPOUND,
    SINGLE,
    cut_name,
    is_name,
    is_name_in_prose,
    is_padded_name,
    post_at_end,
    strip_padding,
)
from tasks.records.rosters import find_members
from tasks.records.spans import Lines
from tasks.records.vocabulary import words
from tasks.text.model import Document

_SURNAME = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(SINGLE))}])"
_FIRST = "".join(sorted(SINGLE | {surname[0] for surname in COMPOUND}))
_POST_ENDINGS = "".join(sorted({post[-1] for post in words("posts.txt")}))
_POST_TAILS = "|".join(sorted({post[-2:] for post in words("posts.txt")}))
_POSTED = re.compile(rf"[{_POST_ENDINGS}](?=[{_FIRST}])(?<={_POST_TAILS})")
"""Where a post may end and a name begin, by two characters of the one and one of the other: a cheap first look at every position."""
_WEAK_POST = re.compile(
    r"(?:领导|干部|党员|队员|成员|负责人|主管|会计|出纳|助理|监事|党代表|网格员|协理员|[河林田路街]长)$"
)
"""Words for persons behind which running text goes on with a verb far more often than with a name."""
_AFTER_NAME = re.compile(
    r"[、,。;::!?)(”\s]|$|\d{1,2}月|\d{1,2}[人名]|同志|把|党内|政务(?!服务)|违反|违规|顶风|利用|受到|涉嫌|伙同|收受|主持|通报(?!批评)|出席|参加|列席|讲话|指出|强调|要求|表示|介绍|汇报|带队|牵头|率|深入|到[㐀-鿿]|在[㐀-鿿]|赴|作|就|代表|宣读|传达|陪同|担任|任|为|等|分别|先后|一行|对|向|与|和|说|告诉|的|因|切实|认真|亲自|多次|履行|陪|听取|开展|检查|调研|督导|走访|慰问|会见|签|关于|经常|专题|专门|及|所作|应邀|受邀|专程|随后|现场|发表|致辞|作|(?<!指)出|当选|又|也|还|均|都|已|将|从|接受|看望|围绕|带领|结合"
)
_VISIT = re.compile(r"调研|视察|考察|检查|指导|督导|工作|讲话")
"""省委书记来凉调研: 来 is what the secretary did."""
_SIGNED = re.compile(
    rf"[长任席记](?P<gap>[  \u3000]+)(?P<name>{_SURNAME}[  \u3000]*[㐀-鿿]{{1,2}})[)  \u3000]*$", re.M
)
"""区长  张三 on a line of its own, under a title or a text."""
_APPOINTS = re.compile(r"任命|聘任|提名|免[去除]|辞去")
_APPOINTED = re.compile(
    rf"(?:任命|聘任|提名|推荐|免[去除]|接受|^)[ \u3000::]*(?P<name>{_SURNAME}[  \u3000]*[㐀-鿿]{{1,2}})(?:同志)?(?:为|任|的|辞去|(?<=同志))(?P<post>[^,。;()\n]{{2,30}}?)(?:职务|一职)?(?=[;。,(\n]|$)",
    re.M,
)
"""任命张三为…, 免去李四的…职务, 接受王五辞去…职务, and the lines of such lists."""
_APPOINTED_GROUP = re.compile(
    r"(?:任命|聘任|提名|免[去除]|接受|关于|通过了?|以及)(?P<list>[㐀-鿿、]{2,40}?)(?:等?[\d一二三四五六七八九十两]{1,3}[名位]同志)"
)
"""任命张三、李四两位同志为…, 通过了王五等6名同志的任职议案."""
_LONG = 3
"""A surname and two characters are a name in a list of appointments, though they begin like a word (和平川)."""
_ENDS_A_BODY = "局部院"
_BEFORE_DOT = re.compile(r"[㐀-鿿]{3,14}$")
_AFTER_DOT = re.compile(rf"[㐀-鿿]{{2,5}}?(?={_AFTER_NAME.pattern})")
_LABELLED = re.compile(
    r"(?:联系人|经办人|联络员|负责人|责任人|发言人|法定代表人|法人代表|签发人?|审核人?)\s*[::]\s*(?P<name>[㐀-鿿]{2,4}|[㐀-鿿][  \u3000]+[㐀-鿿])(?=[\s、,;。()]|$|电话|联系)"
)
_REPORTER = re.compile(
    r"(?:记者|通讯员|作者|撰稿|供稿|编辑)[::\s]+(?:记者\s*)?(?P<name>[㐀-鿿]{2,4})(?=[\s、,;。()]|$)"
)
_LABEL = re.compile(
    r"(?:联系人|经办人|联络员|负责人|责任人|发言人|法定代表人|法人代表|签发人?|审核人?|记者|通讯员|作者|撰稿|供稿|编辑)[\s::]"
)
"""What the two begin with: one look through the text for both."""
_TITLED = re.compile(
    rf"(?<![㐀-鿿])(?P<name>{_SURNAME}[㐀-鿿]{{1,2}})(?P<post>副?(?:[区县市旗镇乡局部]长|书记|主任))"
    r"(?=同志|主持|指出|强调|要求|表示|讲话|就|对|带队|一行|宣读|传达|结合|亲自|在|率|参加|出席)"
)
"""叶青禾区长指出, at the beginning of a clause; read in minutes only, where persons are spoken of so."""
_IN_CHARGE = re.compile(r"领导\s*[::]\s*(?P<list>[^\n;。,()]{2,60})")
"""牵头领导:, 责任领导:, 包抓领导: …"""


def find_people(document: Document, lines: Lines, attendees: Sequence[Attendee]) -> list[Person]:
    """The `attendees`, persons in leading groups and, elsewhere, behind a post (区委书记张三同志), in text order."""
    found: dict[int, Person] = {}
    for attendee in attendees:
        found.setdefault(attendee.person.start, _person(attendee.person, "attendance", attendee.role))
    for member in find_members(document):
        found.setdefault(member.person.start, _person(member.person, "roster", member.role))
    for named, rule in _mentions(document):
        if not any(p.start <= named.start < p.end for p in (found.get(named.start),) if p):
            found.setdefault(named.start, _person(named, rule, None))
    people = [found[s] for s in sorted(found) if lines.clip(s, found[s].end) == (s, found[s].end)]
    return _with_roles(people, attendees)


def _with_roles(people: list[Person], attendees: Sequence[Attendee]) -> list[Person]:
    """The first mention of a person (in a headline, in a report given) has the role that a list tells further down."""
    roles = {a.person.name: a.role for a in reversed(attendees) if a.role}
    excused = {a.person.name for a in attendees if a.role is None}
    named: set[str] = set()
    for index, person in enumerate(people):
        told = roles.get(person.name)
        if person.role is None and told and person.name not in named | excused:
            people[index] = replace(person, role=told)
        named.add(person.name)
    return people


def _person(named: Named, rule: str, role: str | None) -> Person:
    return Person(
        start=named.start,
        end=named.end,
        rule=rule,
        name=named.name,
        unit=named.unit,
        post=named.post,
        role=role,
    )


def _mentions(document: Document) -> Iterator[tuple[Named, str]]:
    text = document.text
    for match in _POSTED.finditer(text):
        start = match.end()
        post = post_at_end(text[max(0, start - 10) : start])
        name = _name_at(text, start) if post and not _WEAK_POST.search(post) else None
        if post and name:
            prefix = _body_before(document, start - len(post))
            unit, post = unit_and_post(prefix + post)
            yield Named(start, start + len(name), name, unit, post), "after_post"
            for at, other in _sharing(text, start + len(name)):
                yield Named(at, at + len(other), other, unit, post), "after_post"
    for match in _SIGNED.finditer(text):
        end = match.start("gap")
        post = post_at_end(text[max(0, end - 10) : end])
        name = strip_padding(match["name"])
        if post and is_name(name) and end - text.rfind("\n", 0, end) < 30:
            unit, post = unit_and_post(_body_before(document, end - len(post)) + post)
            yield Named(*match.span("name"), name, unit, post), "signature"
    appoints = _APPOINTS.search(text)
    for match in _APPOINTED.finditer(text, text.rfind("\n", 0, appoints.start()) + 1) if appoints else ():
        name = strip_padding(match["name"])
        if (is_name(name) or len(name) == _LONG) and post_at_end(match["post"]):
            yield Named(*match.span("name"), name, *unit_and_post(match["post"])), "appointment"
    minutes = document.facts.document_type == "meeting_minutes"
    for match in _TITLED.finditer(text) if minutes else ():
        if title_behind(match[0]):
            yield Named(*match.span("name"), match["name"], None, match["post"]), "before_post"
    for match in _APPOINTED_GROUP.finditer(text, appoints.start()) if appoints else ():
        for named in read_names(text, *match.span("list")):
            yield named, "appointment"
    yield from _dotted(text)
    for label in _LABEL.finditer(text):
        told = _LABELLED.match(text, label.start()) or _REPORTER.match(text, label.start())
        if told and (is_name(told["name"]) or is_padded_name(told["name"])):
            yield Named(*told.span("name"), strip_padding(told["name"])), "labelled"
    for match in _IN_CHARGE.finditer(text):
        for named in read_names(text, *match.span("list")):
            yield named, "labelled"


def _dotted(text: str) -> Iterator[tuple[Named, str]]:
    """Names with a dot behind a post: 副县长阿依努尔·艾力."""
    dot = text.find("·")
    while dot >= 0:
        before = _BEFORE_DOT.search(text, max(0, dot - 14), dot)
        after = _AFTER_DOT.match(text, dot + 1)
        holder = cut_name(text[before.start() : after.end()]) if before and after else None
        if before and after and holder and post_at_end(holder.prefix):
            start = before.start() + holder.name_start
            yield Named(start, after.end(), holder.name, *unit_and_post(holder.prefix)), "after_post"
        dot = text.find("·", dot + 1)


def _body_before(document: Document, end: int) -> str:
    """The body whose name ends at `end`, with the name of the document's own district where it is printed."""
    body, district = body_before(document.text, end), document.place.district
    if not body and document.text[end] in _ENDS_A_BODY:
        body = body_before(document.text, end + 1)[:-1]  # 区财政局长: the 局 is the body's and the post's
    start = end - len(body)
    if body and district and document.text[: start + 1].endswith(district):
        return district[:-1] + body
    return body


def _sharing(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Further names that share the post of the one in front: 副市长林望川、叶青禾作了发言."""
    while text[start : start + 1] == "、":
        name = _name_at(text, start + 1)
        if name is None or ends_like_body(name):
            return
        yield start + 1, name
        start += 1 + len(name)


def _name_at(text: str, start: int) -> str | None:
    """The name that begins at `start` behind a post: the size behind which a clause can go on; None without one."""
    sizes = (4, 3) if text[start : start + 2] in COMPOUND else (3, 2)
    for size in sizes:
        name = text[start : start + size]
        visit = name[0] == "来" and _VISIT.match(text, start + size)
        if name[0] == "由":
            break  # 办公室主任由…兼任
        if (
            len(name) == size
            and is_name_in_prose(name)
            and _AFTER_NAME.match(text, start + size)
            and not visit
        ):
            return name
    return None
