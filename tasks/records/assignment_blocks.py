"""Blocks that say who does a task and by when: lines of 牵头单位: / 责任单位: / 完成时限:, or the same in brackets.

Also brackets without labels: (区发改局牵头,区财政局配合), (区住建局、各镇街按职责分工负责).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks.records.bodies import ends_like_body, is_collective, is_named, split_bodies
from tasks.records.rows import ROLES
from tasks.text.model import Document

_LEAD = r"牵头(?:责任|负责|组织)?(?:单位|部门|科室|处室|股室)|主办(?:单位|部门|科室)|主责(?:单位|部门)"
_RESPONSIBLE = (
    r"(?:整改|主体|落实|主要|具体|共同|工作)?责任(?:单位|部门|科室|处室|股室|主体)(?:及部门)?"
    r"|(?:落实|承办|实施|负责|执行|整改)(?:单位|部门|科室)"
)
_COOPERATING = r"(?:配合|协助|协同|协作|参与|参加|协办)(?:责任)?(?:单位|部门|科室|处室)"
_DEADLINE = r"(?:完成|整改|办理|办结|落实|工作|推进|实施|销号)?(?:时限|期限|时间节点|时间要求)(?:要求)?|(?:完成|整改|办结|销号|实施)时间"
_PEOPLE = r"(?:责任|牵头|分管|包抓|包联|督办|县级|区级|市级|整改|主管|挂点)(?:责任)?(?:[县区市]?领导|人|人员)|督(?:办|导)(?:单位|部门)|监管单位|验收单位"
_ORDER = r"(?:第?[一二三四五六七八九十]|\d)?"

_LABEL = re.compile(
    rf"(?<![一-鿿])[\[【]?(?:(?P<lead>{_LEAD})|(?P<responsible>{_RESPONSIBLE})|(?P<cooperating>{_COOPERATING})"
    rf"|(?P<deadline>{_DEADLINE})|(?P<people>{_PEOPLE}))[\]】]?\s*[::]"
)
LABEL_ALONE = re.compile(rf"\n[ \u3000]*(?:{_LEAD}|{_RESPONSIBLE}|{_COOPERATING})[ \u3000|]*(?=\n)")
"""A label on a line of its own, without a colon: the head of a column."""
_COLON = re.compile(":")
_BETWEEN = re.compile(r"[\s;;,,、。.()【】\[\]]*")
_BRACKET = re.compile(
    r"\(((?:[^()\n]|\([^()\n]*\))*(?:牵头|负责|配合|落实)(?:[^()\n]|\([^()\n]*\))*)\)"
    r"|[〔【\[]([^〔〕【】\[\]\n]*(?:牵头|负责|配合|落实)[^〔〕【】\[\]\n]*)[〕】\]]"
)
_UNITS_ONLY = re.compile(r"\((?P<units>[^()\n。;:]{3,120})\)(?=\s*(?:\n|$))")
_LAST_SENTENCE = re.compile(r"[。;]\s*$")
"""In front of units alone in brackets: the last sentence of a paragraph ends."""
_PIECE = re.compile(
    r"(?:由)?(?P<units>.+?)(?:(?P<lead>负责牵头|牵头督导|牵头负责|牵头落实|牵头组织|牵头)|(?P<cooperating>(?:积极|密切)?(?:配合|协助|协同|参与)(?:落实|实施)?)"
    r"|(?P<responsible>(?:等(?:部门|单位)?)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|组织)?(?:负责|落实|抓好落实)(?:落实|实施)?))"
)
_ROLE_WORD = re.compile(r"牵头|负责|配合|落实|供稿|印发|来源|摘自")
_UNLABELLED_DEADLINE = re.compile(r".{0,20}(?:前|底|季度|长期|持续).{0,12}$")
_LAST_PIECE = re.compile(r"[;,](?P<piece>[^;,、\n]{2,20})$")
_REMARK = re.compile(r"\s*(?:以下|以上|不再|下同)")
"""What a bracket says of others: 以下各项均需各镇落实,不再列出."""
_DONE = re.compile(r"(?:全部|基本)?完成$")
_WIDEST_GAP = 20
"""Characters between a sentence and its brackets."""


@dataclass(frozen=True, slots=True)
class Block:
    """Who and when, as printed at `start:end`; `own_line` when nothing but the block stands on its first line."""

    start: int
    end: int
    own_line: bool
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    deadline: str | None = None


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    values: dict[str, list[str]] = field(default_factory=dict)


def find_blocks(document: Document) -> list[Block]:
    """All blocks of the body, in order; labels that follow each other make one block until one repeats."""
    blocks = [*_labelled(document.text), *_unlabelled(document)]
    furniture = [(line.start, line.end) for line in document.furniture]
    # 主办单位: at the foot of a page is the site's owner
    inside = [b for b in blocks if not any(start <= b.start < end for start, end in furniture)]
    return sorted(inside, key=lambda block: block.start)


def label_role(words: str) -> str | None:
    """What a label or the head of a column says: lead, responsible, cooperating, deadline, people; None else."""
    match = _LABEL.fullmatch("".join(words.split()).rstrip(":") + ":")
    return str(match.lastgroup) if match else None


def _labelled(text: str) -> Iterator[Block]:
    draft: _Draft | None = None
    labels = _labels(text)
    limits = [*(label.start() for label in labels[1:]), len(text)]
    for match, limit in zip(labels, limits, strict=False):
        role = str(match.lastgroup)
        end = _value_end(text, match.end(), limit, lists=role in ROLES)
        value = text[match.end() : end]
        follows = draft is not None and _BETWEEN.fullmatch(text, draft.end, match.start())
        if draft is None or not follows or role in draft.values:
            if draft is not None:
                yield from _finish(text, draft)
            draft = _Draft(match.start(), end)
        draft.values.setdefault(role, []).append(value)
        draft.end = end
    if draft is not None:
        yield from _finish(text, draft)


def _finish(text: str, draft: _Draft) -> Iterator[Block]:
    if "deadline" not in draft.values:
        _set_deadline_apart(draft)
    values = {role: split_bodies(";".join(draft.values.get(role, ()))) for role in ROLES}
    deadline = "".join(draft.values.get("deadline", ())).strip(" \n。;,)") or None
    leads = tuple(unit for role in ROLES[1:] for unit in _marked_leads(draft.values.get(role, ())))
    if any(values.values()):
        lead = values["lead"] + leads
        responsible = tuple(unit for unit in values["responsible"] if unit not in leads)
        yield Block(
            draft.start,
            draft.end,
            _opens_line(text, draft.start),
            lead,
            responsible,
            values["cooperating"],
            deadline,
        )


def _set_deadline_apart(draft: _Draft) -> None:
    """责任单位:区财政局;长期坚持 ends with a deadline that has no label."""
    for role in ROLES:
        for index, value in enumerate(draft.values.get(role, ())):
            last = _LAST_PIECE.search(value)
            if last and _UNLABELLED_DEADLINE.fullmatch(last["piece"]) and not ends_like_body(last["piece"]):
                draft.values[role][index] = value[: last.start()]
                draft.values["deadline"] = [last["piece"]]


def _marked_leads(values: list[str] | tuple[()]) -> Iterator[str]:
    """责任单位:区发改局(牵头)、区财政局 names its lead in brackets."""
    for value in values:
        for marked in re.findall(r"([^、,;()\s]+)\(牵头\)", value):
            yield from split_bodies(marked)


def _opens_line(text: str, start: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return not line.strip(" (【[")


def _labels(text: str) -> list[re.Match[str]]:
    """The labels of blocks in `text`, in order: looked for in front of each colon, which are few."""
    found, done = [], 0
    for colon in _COLON.finditer(text):
        label = _LABEL.search(text, max(done, colon.start() - 20), colon.end())
        done = colon.end()
        if label:
            found.append(label)
    return found


def _value_end(text: str, start: int, limit: int, *, lists: bool) -> int:
    """Where the value at `start` ends: at `limit` (the next label), closing bracket, 。, or an unbroken line's end."""
    depth, position = 0, start
    while position < limit:
        character = text[position]
        if character in "(【[〔":
            depth += 1
        elif character in ")】]〕":
            if not depth:
                return position
            depth -= 1
        elif character == "。":
            return position
        elif character == "\n":
            broken = lists or not text[start:position].strip()
            resume = _continuation(text, start, position, limit) if broken else None
            if resume is None:
                return position
            position = resume
            continue
        position += 1
    return limit


_NEW_PARAGRAPH = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|[(〔]|\d{1,3}[.、.]|第[一二三四五六七八九十]+[章节条]|附件"
)


def _continuation(text: str, start: int, line_end: int, limit: int) -> int | None:
    """Where the value goes on after a line break inside it; None where the break ends it."""
    resume = line_end
    while resume < limit and text[resume].isspace():
        resume += 1
    stop = text.find("\n", resume)
    line = text[resume : stop if 0 <= stop < limit else limit].strip()
    if not line or len(line) > 80 or "。" in line or _NEW_PARAGRAPH.match(line):
        return None
    said = text[start:line_end].strip()
    if line.startswith("各") and not said.endswith(("、", ",")):
        return None  # 各镇街… opens a paragraph more often than it goes on with a list
    last = re.split(r"[、,;\s]", said)[-1]
    open_ended = not said or said[-1] in "、,(" or not (ends_like_body(last) or is_collective(last))
    listed = all(ends_like_body(unit) or is_collective(unit) for unit in split_bodies(line))
    return resume if open_ended and listed else None


def _unlabelled(document: Document) -> Iterator[Block]:
    text = document.text
    reported = document.facts.document_type == "meeting_minutes"
    for match in _BRACKET.finditer(text):
        if any(label.lastgroup in ROLES for label in _LABEL.finditer(match[0])):
            continue
        block = _read_bracket(text, match)
        if block is not None:
            yield block
    for match in _UNITS_ONLY.finditer(text):
        if not _LAST_SENTENCE.search(text, max(0, match.start() - _WIDEST_GAP), match.start()):
            continue
        units = split_bodies(match["units"])
        if reported and len(units) == 1 and not text[match.end() :].strip():
            continue  # (县政府办) below a report is who wrote it
        if all(map(ends_like_body, units)) and any(map(is_named, units)) and not _ROLE_WORD.search(match[0]):
            yield Block(match.start("units"), match.end("units"), False, responsible=units)


def _bare(unit: str) -> str:
    """A unit without what it adds in brackets: 区人民政府(管委会)."""
    return unit.split("(")[0]


def _read_bracket(text: str, bracket: re.Match[str]) -> Block | None:
    roles: dict[str, tuple[str, ...]] = {role: () for role in ROLES}
    deadline, carried = None, ""
    for piece in re.split(r"[,;。,;]", bracket[1] or bracket[2]):
        if not piece.strip() or _REMARK.match(piece):
            continue
        label = _LABEL.match(piece.strip())
        if label:
            deadline = piece.strip()[label.end() :] if label["deadline"] else deadline
            continue
        match = _PIECE.fullmatch(piece.strip())
        if match is None:
            if _UNLABELLED_DEADLINE.fullmatch(piece.strip()):
                deadline = _DONE.sub("", piece.strip())
            else:
                carried += piece + "、"
            continue
        units = split_bodies(carried + match["units"])
        carried = ""
        if not units or not all(ends_like_body(_bare(unit)) or is_collective(unit) for unit in units):
            return None
        roles[str(match.lastgroup)] += units
    if carried or not any(roles.values()):
        return None
    return Block(
        bracket.start() + 1, bracket.end() - 1, _opens_line(text, bracket.start()), **roles, deadline=deadline
    )
