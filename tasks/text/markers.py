"""Numbering: what stands at the beginning of a heading's line. Data and the reading of one line, no judgement.

A *family* is a way of numbering; a document nests some of them. `RANK` is the customary order, outermost first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RANK = {
    name: rank
    for rank, name in enumerate(
        (
            "part",  # 第一部分, 第一编
            "chapter",  # 第一章
            "section",  # 第一节
            "article",  # 第一条
            "chinese",  # 一、
            "chinese_paren",  # (一)
            "arabic",  # 1.
            "arabic_paren",  # (1)
            "arabic_half",  # 1)
            "circled",  # ①
            "ordinal",  # 第一,
        )
    )
}
"""Family → customary depth."""

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_CN = "[一二三四五六七八九十百〇零]{1,5}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_RINGS = {c: i for i, c in enumerate(_CIRCLED, 1)}
_RINGS |= {c: i for i, c in enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", 1)}
_RINGS |= {c: i for i, c in enumerate("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", 1)}
_RINGS |= {c: i for i, c in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", 1)}

_FORMS: tuple[tuple[str, bool, re.Pattern[str]], ...] = (
    ("part", True, re.compile(rf"第\s?({_CN})\s?(?:部分|编|篇)(?:[::、,.\s]\s*|$|(?=\S{{2,30}}$))")),
    ("chapter", True, re.compile(rf"第\s?({_CN}|\d{{1,2}})\s?章(?:[::、.\s]\s*|$|(?=\S{{1,30}}$))")),
    ("section", True, re.compile(rf"第\s?({_CN}|\d{{1,2}})\s?节(?:[::、.\s]\s*|$|(?=\S{{1,30}}$))")),
    ("article", True, re.compile(rf"第\s?({_CN}|\d{{1,3}})\s?条(?:[::\s]\s*|$)")),
    ("article", False, re.compile(rf"第\s?({_CN}|\d{{1,3}})\s?条(?=\S)")),
    ("ordinal", True, re.compile(rf"第({_CN})\s?[,、:]\s*")),
    ("chinese", True, re.compile(rf"({_CN})\s?、[.、]?\s*(?![一二三四五六七八九十])")),
    ("chinese", False, re.compile(rf"({_CN})(?:\s?[、,.::]|\s)\s*")),
    ("chinese_paren", True, re.compile(rf"[((\[〔【]\s?({_CN})\s?、?[))\]〕】]\s?[、.,:]?\s*")),
    ("chinese_paren", False, re.compile(rf"({_CN})[))]\s?[、.,]?\s*|[((]({_CN})[、.,]\s*")),
    ("chinese_paren", True, re.compile(r"([㈠-㈩])[、.]?\s*")),
    ("arabic", True, re.compile(r"(\d{1,3})\s?[.、]{1,2}\s*(?![\d%])")),
    ("arabic", False, re.compile(r"(\d{1,3})\s?(?:[.、]\s*|[,:]\s*)")),
    ("arabic", True, re.compile(r"([⒈-⒛])[、.]?\s*")),
    ("arabic_paren", True, re.compile(r"[((]\s?(\d{1,3})\s?[))]\s?[、.,:]?\s*|([⑴-⒇])[、.]?\s*")),
    ("arabic_half", True, re.compile(r"(\d{1,3})\s?[))]\s?[、.]?\s*")),
    ("circled", True, re.compile(rf"([{_CIRCLED}])\s?[、.]?\s*")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line.

    `printed` is the marker as it stands there, `width` the characters up to the heading's first one. `firm` is False
    for a form that an ordinary sentence could begin with: it counts only where the sequence wants it.
    """

    family: str
    ordinal: int
    printed: str
    width: int
    firm: bool


def read_marker(words: str) -> Marker | None:
    """The marker at the start of a line (blank edges stripped), or None."""
    if not words or words[0] not in _STARTS:
        return None
    for family, firm, form in _FORMS:
        found = form.match(words)
        if found:
            ordinal = read_ordinal(next(group for group in found.groups() if group))
            if ordinal:
                return Marker(family, ordinal, found[0].rstrip(), found.end(), firm)
    return None


_STARTS = frozenset("第一二三四五六七八九十百((〔[【0123456789") | frozenset(_RINGS)


def read_ordinal(numeral: str) -> int:
    """The value of a list number: 3, 十二, ⑫; 0 where it is none (三五)."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral in _RINGS:
        return _RINGS[numeral]
    total = digit = 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        elif digit:
            return 0
        else:
            digit = _DIGITS[character]
    return total + digit
