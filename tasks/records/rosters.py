"""Leading groups: 组长 / 副组长 / 成员 with their names and posts, as attachments print them line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.records.cues import sentences_with
from tasks.records.name_lists import Named, read_names
from tasks.text.model import Document

_ROLE = (
    r"(?:第一|常务|执行|总)?\s*(?:副\s*)?(?:组\s*长|总\s*指\s*挥|指\s*挥\s*长|指\s*挥|总\s*召\s*集\s*人|召\s*集\s*人|主\s*任\s*委\s*员|主\s*任|会\s*长|队\s*长|秘\s*书\s*长|[河林田路街]\s*长)"
    r"|成\s*员(?:单位)?|组\s*员|委\s*员|顾\s*问|联\s*络\s*员|队\s*员|政\s*委|办公室(?:副)?主任"
)
_OPENING = re.compile(rf"\s*(?P<role>{_ROLE})(?:\s*(?P<colon>[::])\s*|\s*$|(?P<gap>[  \u3000]+)(?=[㐀-鿿]))")
"""成员: with or without a list behind it, and 组长  林望川."""
_ROLE_STARTS = frozenset("第常执总副组指召主会队秘河林田路街成委顾联政办 \u3000")
_APPOINTS = re.compile(r"任(?:(?<=[担兼长]任)|(?<!责任)(?![务何期免命])[^,。;\n]{0,12}[组主总指召秘负副])")
"""It begins with one character, to which `re` skips in no time."""
_APPOINTED = re.compile(
    r"(?:由|(?<=[,;]))(?P<list>[^,。;:\n]{2,160}?)(?:同志)?(?:兼任|担任|(?<!主)任|为(?=副?组长))(?P<role>[^,。;\n]{0,14}?(?:组长|政委|主任|总指挥|指挥长|召集人|秘书长|负责人))(?:[,。;、]|$)"
)
_OFFICE_HEAD = re.compile(
    r"(?P<role>(?:办公室|专班|组)?(?:副?主任|副?组长|副?总指挥|副?召集人|联络员))由(?P<list>[^,。;:\n]{2,60}?)(?:同志)?(?:兼任|担任)"
)
_ENDS_ROSTER = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\d+[.、]|\([一二三四五六七八九十]+\)|附件)|。")


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the role in the group."""

    person: Named
    role: str


def find_members(document: Document) -> list[Member]:
    """The members of all leading groups that `document` lists, in order."""
    text = document.text
    found: dict[int, Member] = {}
    role: str | None = None
    for sentence in document.sentences:
        if role is None and text[sentence.start] not in _ROLE_STARTS:
            continue
        line = text[sentence.start : sentence.end]
        role, members = _line(text, sentence.start, sentence.end, line, role)
        for member in members:
            found.setdefault(member.person.start, member)
    for sentence in sentences_with(_APPOINTS, document):
        for member in _in_prose(text, sentence.start, text[sentence.start : sentence.end]):
            found.setdefault(member.person.start, member)
    return [found[start] for start in sorted(found)]


def _line(text: str, start: int, end: int, line: str, role: str | None) -> tuple[str | None, list[Member]]:
    """Read one line of a roster: the role that holds from here on, and the persons on the line."""
    opening = _OPENING.match(line)
    if opening:
        role = "".join(opening["role"].split())
        people = read_names(text, start + opening.end(), end, labelled=not opening["gap"])
        if opening["gap"] and not people:
            return None, []
        return role, [Member(person, role) for person in people]
    if role is None or _ENDS_ROSTER.search(line) or len(line) > 80:
        return None, []
    people = read_names(text, start, end)
    # A line that names nobody (各镇街主要负责人) may stand between two that do
    return role, [Member(person, role) for person in people]


def _in_prose(text: str, start: int, line: str) -> Iterator[Member]:
    for form in (_OFFICE_HEAD, _APPOINTED):
        for match in form.finditer(line):
            for person in read_names(text, start + match.start("list"), start + match.end("list")):
                yield Member(person, match["role"])
