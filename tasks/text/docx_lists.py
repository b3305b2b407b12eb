"""numbering.xml and styles.xml of a DOCX → the lists it has, and which list and level a paragraph belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from tasks.text.numbering import LEVELS, Level, NumberedList

Element = Any
"""An lxml element; its types are not published."""

_LONGEST_CHAIN = 16
"""Styles that a style may be based on, one on the other."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Which list a paragraph or style belongs to and how deep (0 is outermost); None where it does not say."""

    list_id: str | None
    depth: int | None


def read_lists(numbering: Element | None, styles: Mapping[str, Element]) -> dict[str, NumberedList]:
    """The lists of numbering.xml by the id that paragraphs use."""
    if numbering is None:
        return {}
    definitions = {d.get(qn("w:abstractNumId")): d for d in numbering.iterchildren(qn("w:abstractNum"))}
    nums = {num.get(qn("w:numId")): num for num in numbering.iterchildren(qn("w:num"))}
    return {
        list_id: _list(num, definitions, nums, styles) for list_id, num in nums.items() if list_id is not None
    }


def _list(
    num: Element,
    definitions: Mapping[str | None, Element],
    nums: Mapping[str | None, Element],
    styles: Mapping[str, Element],
) -> NumberedList:
    abstract = value(num, "w:abstractNumId") or ""
    definition = definitions.get(abstract)
    link = value(definition, "w:numStyleLink") if definition is not None else None
    if (
        link is not None and link in styles
    ):  # the levels stand in the definition that the list style points to
        linked = nums.get(membership(styles[link]).list_id)
        abstract = (value(linked, "w:abstractNumId") if linked is not None else None) or abstract
        definition = definitions.get(abstract, definition)
    levels = dict(_levels(definition)) if definition is not None else {}
    starts: dict[int, int] = {}
    for override in num.iterchildren(qn("w:lvlOverride")):
        levels.update(_levels(override))
        start = value(override, "w:startOverride")
        if start is not None:
            starts[_number(override.get(qn("w:ilvl")))] = _number(start)
    return NumberedList(abstract, levels, starts)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for level in parent.iterchildren(qn("w:lvl")):
        depth = _number(level.get(qn("w:ilvl")))
        restart = value(level, "w:lvlRestart")
        if 0 <= depth < LEVELS:
            yield (
                depth,
                Level(
                    start=_number(value(level, "w:start"), 1),
                    form=value(level, "w:numFmt") or "decimal",
                    text=value(level, "w:lvlText") or "",
                    suffix=value(level, "w:suff") or "tab",
                    plain=level.find(qn("w:isLgl")) is not None,
                    restart=None if restart is None else _number(restart),
                ),
            )


def membership(parent: Element) -> Membership:
    """What the w:pPr inside a paragraph or style says about lists."""
    found = parent.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if found is None:
        return Membership(None, None)
    depth = value(found, "w:ilvl")
    return Membership(value(found, "w:numId"), None if depth is None else _number(depth))


def list_of(paragraph: Element, styles: Mapping[str, Element], default: str | None) -> tuple[str, int] | None:
    """List and level of a paragraph: its own, or those of its style and the styles that it is based on."""
    own = membership(paragraph)
    list_id, depth = own.list_id, own.depth
    name = value(paragraph.find(qn("w:pPr")), "w:pStyle") or default
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(name or "")
        if style is None or (list_id is not None and depth is not None):
            break
        inherited = membership(style)
        list_id = inherited.list_id if list_id is None else list_id
        depth = inherited.depth if depth is None else depth
        name = value(style, "w:basedOn")
    # list 0 takes a paragraph out of the list of its style
    return None if list_id in (None, "0") else (str(list_id), depth or 0)


def value(parent: Element | None, name: str) -> str | None:
    """w:val of the child `name`; None where there is no such child."""
    child = None if parent is None else parent.find(qn(name))
    found = None if child is None else child.get(qn("w:val"))
    return None if found is None else str(found)


def _number(printed: str | None, otherwise: int = 0) -> int:
    return int(printed) if printed is not None and printed.isascii() and printed.isdecimal() else otherwise
