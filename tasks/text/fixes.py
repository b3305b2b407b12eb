"""The named fixes: each looks for one thing and returns the new text with the map to the old one, or None.

A fix gets the text and the set of its unusual characters, so that what cannot fire costs nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from tasks.text.conversion import simplify
from tasks.text.offsets import Edit, OffsetMap, apply_edits
from tasks.text.script import TRADITIONAL_ONLY, traditional_lines
from tasks.text.widths import CANONICAL, INVISIBLE
from tasks.text.wrapping import joins

Fixed = tuple[str, OffsetMap] | None
Fix = Callable[[str, AbstractSet[str]], Fixed]

_CARRIAGE_RETURN = re.compile(r"\r\n?")
# Not &amp;: what it would begin together with the text behind it is nobody's intention
_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|ldquo|rdquo|lsquo|rsquo|quot|mdash|ndash|hellip|middot|bull|lt|gt|laquo|raquo|"
    r"times|deg|permil|yen|copy|#(?!0*38;)\d{2,6}|#x(?!0*26;)[0-9a-fA-F]{2,5});"
)
_INVISIBLE = re.compile(f"[{re.escape(''.join(sorted(INVISIBLE)))}]+")

# Converted pages print the sound after some traditional characters: 發(fā)展. With a tone mark it is always that;
# without one (們(men)) only after a character that is traditional.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SOUND = rf"\([a-zü{_TONED}]{{1,6}}\)"
_PINYIN = re.compile(rf"{_SOUND}(?:{_SOUND})*")
_POINT = re.compile(
    r"\.(?<=[一-鿿”)》%]\.)(?=[ \u3000]*(?:\n|\Z)|会议|同时|此外|另外|其中|截至|目前|今年|去年|下一步|按照|根据|为了|为进一步|各[乡镇县区部级单地]"
    r"|全[县区市年省]|要[坚严强加抓进把以持围聚紧认切深扎高全充主压落做突确统发着提推]|[一二三四五六]是|[县区市][委政]|责成|请[各县区市]|由[县区市])"
)
_SHORTEST_SENTENCE = 10
_SHORTEST_CLAUSE = 4
_TONE_MARKS = frozenset(_TONED)


def unify_newlines(text: str, strange: AbstractSet[str]) -> Fixed:
    """CR LF and lone CR become LF."""
    if "\r" not in strange:
        return None
    return apply_edits(text, ((m.start(), m.end(), "\n") for m in _CARRIAGE_RETURN.finditer(text)))


def unescape_entities(text: str, strange: AbstractSet[str]) -> Fixed:
    """What a web editor left in plain text (&nbsp; &ldquo; &#8212;) becomes the character that it stands for."""
    edits = [(m.start(), m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(text)]
    return apply_edits(text, edits) if edits else None


def remove_invisible(text: str, strange: AbstractSet[str]) -> Fixed:
    """Zero-width characters, byte order marks inside the text and direction marks go."""
    if INVISIBLE.isdisjoint(strange):
        return None
    return apply_edits(text, ((m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)))


def canonical_widths(text: str, strange: AbstractSet[str]) -> Fixed:
    """Widths, spaces and look-alikes in their canonical form, one character for one."""
    fixed = text
    for character in strange & CANONICAL.keys():
        fixed = fixed.replace(character, CANONICAL[character])
    return None if fixed == text else (fixed, OffsetMap.identity(len(text)))


def remove_pinyin(text: str, strange: AbstractSet[str]) -> Fixed:
    """The sound printed after a character goes: 發(fā)展 → 發展."""
    edits = list(_pinyin_edits(text))
    return apply_edits(text, edits) if edits else None


def _pinyin_edits(text: str) -> Iterator[Edit]:
    for match in _PINYIN.finditer(text):
        sounded = text[match.start() - 1 : match.start()]
        toned = not _TONE_MARKS.isdisjoint(match[0])
        if sounded in TRADITIONAL_ONLY or (toned and "\u4e00" <= sounded <= "\u9fff"):
            yield match.start(), match.end(), ""


def simplify_script(text: str, strange: AbstractSet[str]) -> Fixed:
    """Lines in traditional script become simplified; simplified lines stay to the letter."""
    if TRADITIONAL_ONLY.isdisjoint(strange):
        return None
    lines = text.split("\n")
    traditional = traditional_lines(lines)
    fixed = "\n".join(simplify(line) if one else line for line, one in zip(lines, traditional, strict=True))
    return None if fixed == text else (fixed, OffsetMap.identity(len(text)))


def full_stops(text: str, strange: AbstractSet[str]) -> Fixed:
    """A point typed for 。: behind a clause, and at the end of its line or in front of what opens a sentence."""
    edits = [(m.start(), m.end(), "。") for m in _POINT.finditer(text) if _ends_clause(text, m.start())]
    return apply_edits(text, edits) if edits else None


def _ends_clause(text: str, position: int) -> bool:
    """Not so the points of 一.总体要求, of 阿依努尔.艾力 and of 第三章.附则: too little stands in front of them."""
    line = text.rfind("\n", 0, position) + 1
    clause = max(text.rfind(mark, line, position) for mark in ",。;:、!? ") + 1
    return position - line >= _SHORTEST_SENTENCE and position - max(line, clause) >= _SHORTEST_CLAUSE


def join_wrapped_lines(text: str, strange: AbstractSet[str]) -> Fixed:
    """Lines that a fixed width has broken become paragraphs again."""
    offsets = OffsetMap.identity(len(text))
    joined = text
    # again: what was joined can show that more was broken, and normalising twice must not differ from once
    while edits := list(joins(joined)):
        joined, step = apply_edits(joined, edits)
        offsets = offsets.then(step)
    return (joined, offsets) if joined != text else None


FIXES: tuple[Fix, ...] = (
    unescape_entities,
    unify_newlines,
    remove_invisible,
    canonical_widths,
    remove_pinyin,
    simplify_script,
    full_stops,
    join_wrapped_lines,
)
"""In the order in which they are applied."""
