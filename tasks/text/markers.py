"""Numbering: what stands at the beginning of a heading's line. Data and the reading of one line, no judgement.

A *family* is a way of numbering; a document nests some of them. `RANK` is the customary order, outermost first.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

FAMILIES = (
    "part",  # 第一部分, 第一编
    "chapter",  # 第一章
    "section",  # 第一节
    "article",  # 第一条
    "topic",  # 议题一:
    "capital",  # 壹、
    "chinese",  # 一、
    "chinese_paren",  # (一)
    "arabic",  # 1.
    "decimal2",  # 1.1
    "decimal3",  # 1.1.1
    "decimal4",  # 1.1.1.1
    "arabic_paren",  # (1)
    "arabic_half",  # 1)
    "circled",  # ①
    "ordinal",  # 第一,
)
RANK = {family: rank for rank, family in enumerate(FAMILIES)}
"""Family → customary depth."""

_CAPITALS = "壹贰叁肆伍陆柒捌玖"
_DIGITS = (
    {c: i for i, c in enumerate("〇一二三四五六七八九")}
    | {c: i for i, c in enumerate(_CAPITALS, 1)}
    | {"零": 0, "参": 3}
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SINGLE = {
    character: value
    for row in (
        _CIRCLED,
        "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
        "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
        "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    )
    for value, character in enumerate(row, 1)
}
"""Characters that are a whole number with its brackets or dot."""

_HAN = "一二三四五六七八九十百"
_CN = "[一二三四五六七八九十百〇零]{1,5}"
_PAIRS = "|".join(f"{a}、{b}" for a, b in pairwise("一二三四五六七八九十百"))
_NO_PAIR = rf"(?!(?:{_PAIRS})(?![〇○零]|十大|中全会))"
"""一、二产业 begins no list, but 一、二〇三五年远景目标 does."""
_NO_UNIT = r"(?!\d+(?:\.\d+)?\s?(?:[万亿元%‰倍米吨亩分度千百]|公[里顷斤]|平方|立方|个百分点))"
_NO_NUMBER = r"(?![\d.,%\s-]+$)"
"""A cell of a table: 1.2"""
_ORDINAL_NOUN = r"(?=\S{1,30}$|\S\s+\S$)(?!\S*[,;])"

_FORMS: tuple[tuple[str, str, bool, re.Pattern[str]], ...] = tuple(
    (family, starts, firm, re.compile(pattern))
    for family, starts, firm, pattern in (
        ("part", "第", True, rf"第\s?({_CN})\s?(?:部分|编|篇)(?:[:、,.\s]\s*|$)"),
        ("part", "第", False, rf"第\s?({_CN})\s?(?:部分|编|篇){_ORDINAL_NOUN}"),
        ("chapter", "第", True, rf"第\s?({_CN}|\d{{1,2}})\s?章(?:[:、.\s]\s*|$)"),
        ("chapter", "第", True, rf"第\s?({_CN}|\d{{1,2}})\s?章{_ORDINAL_NOUN}"),
        ("section", "第", True, rf"第\s?({_CN}|\d{{1,2}})\s?节(?:[:、.\s]\s*|$)"),
        (
            "section",
            "第",
            True,
            rf"第\s?({_CN}|\d{{1,2}})\s?节(?![课日约假])(?!能[源耗])(?!水){_ORDINAL_NOUN}",
        ),
        ("article", "第", True, rf"第\s?({_CN}|\d{{1,3}})\s?条(?:[:\s]\s*|$)"),
        ("article", "第", False, rf"第\s?({_CN}|\d{{1,3}})\s?条(?=\S)"),
        ("ordinal", "第", True, rf"第({_CN})\s?[,、:]\s*(?!第)"),
        ("topic", "议事任", True, rf"(?:议题|事项|任务)\s?({_CN}|\d{{1,2}})\s?[:、.]\s*"),
        ("capital", _CAPITALS + "拾参", True, rf"([{_CAPITALS}拾参]{{1,3}})\s?、\s*"),
        ("chinese", _HAN, True, rf"{_NO_PAIR}({_CN})\s?[、.][.、]?\s*(?![一二三四五六七八九十]+[、是])"),
        ("chinese", _HAN, False, rf"({_CN})\s?[、.,:]\s*"),
        ("chinese_paren", "([〔【", True, rf"[(\[〔【]\s?({_CN})\s?、?[)\]〕】]\s?[、.,:]?\s*"),
        ("chinese_paren", _HAN, False, rf"({_CN})\s?\)\s?[、.,]?\s*"),
        ("chinese_paren", "(", False, rf"\(\s?({_CN})\s?[、.,]?\s*(?=[^\s)、.,]{{2}})"),
        ("chinese_paren", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", True, r"([㈠-㈩])[、.]?\s*"),
        ("arabic", "0123456789", True, r"(\d{1,3})\s?(?:[.、]{1,2}|\.\s)\s*(?![\d%.、])"),
        ("arabic", "0123456789", False, rf"(\d{{1,3}})\s?[.、]\s*{_NO_UNIT}{_NO_NUMBER}"),
        ("arabic", "0123456789", False, r"(\d{1,2})\s?[,:]\s*(?!\d)"),
        ("arabic", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", True, r"([⒈-⒛])[、.]?\s*"),
        ("arabic_paren", "(", True, r"\(\s?(\d{1,3})\s?\)\s?[、.,:]?\s*"),
        ("arabic_paren", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", True, r"([⑴-⒇])[、.]?\s*"),
        ("arabic_half", "0123456789", True, r"(\d{1,3})\s?\)\s?[、.]?\s*"),
        ("circled", _CIRCLED, True, rf"([{_CIRCLED}])\s?[、.]?\s*"),
    )
)
"""(family, characters it begins with, whether no sentence begins so, form)."""

_BY_START: dict[str, list[tuple[str, bool, re.Pattern[str]]]] = {}
for _family, _starts, _firm, _form in _FORMS:
    for _start in _starts:
        _BY_START.setdefault(_start, []).append((_family, _firm, _form))
_COUNTED = r"[万亿元倍米吨亩千百]|度(?!汛)|[年月](?!度)|日(?!常)|个(?![人体案别])|分(?![级类工组布步期配])"
"""Behind a decimal: it is an amount (1.5亿元, 2.3个), not the number of 1.5 日常值守."""
_DECIMAL = re.compile(
    rf"(\d{{1,2}}(?:\.\s?\d{{1,2}}){{0,3}})\.?(\s*)(?=[\u4e00-\u9fffⅠ-Ⅻ“《]|[A-Z]{{1,3}}[级类型])(?!{_COUNTED}){_NO_UNIT}"
)


_INLINE = frozenset(("ordinal", "arabic", "arabic_paren", "arabic_half", "circled"))
"""Families that also count off inside a paragraph, sentence by sentence; the others only inside a sentence."""
_STOP = re.compile(r"[。;]\s*")
_PAUSE = re.compile(r";\s*")


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


@lru_cache(maxsize=4096)
def read_marker(words: str) -> Marker | None:
    """The marker at the start of a line (blank edges stripped), or None. Remembered: bundle, titles and outline all ask."""
    for family, firm, form in _BY_START.get(words[:1], ()):
        found = form.match(words)
        if found and (ordinal := read_ordinal(found[1])):
            return Marker(family, ordinal, found[0].rstrip(), found.end(), firm)
    return None


def read_decimal(words: str, chapters: Container[int] = ()) -> Marker | None:
    """The marker of a text that numbers 1, 1.1, 1.1.1, as emergency plans do; the depth is part of the family.

    `chapters` are the numbers that have a 1.1: these and the next are believed where no blank stands behind (1总则).
    """
    found = _DECIMAL.match(words) if words[:1].isdecimal() else None
    if not found:
        return None
    parts = [part.strip() for part in found[1].split(".")]
    if len(parts) == 1 and not found[2] and ("。" in words or not _is_chapter(int(parts[0]), chapters)):
        return None
    family = "arabic" if len(parts) == 1 else f"decimal{len(parts)}"
    return Marker(family, int(parts[-1]), found[0].rstrip(), found.end(), True) if int(parts[-1]) else None


def _is_chapter(number: int, chapters: Container[int]) -> bool:
    """The last chapter often has no 4.1."""
    return number in chapters or number - 1 in chapters


def runs_on(words: str, marker: Marker) -> bool:
    """True where the number after `marker` follows inside its line: 第一,人手不足;第二,经费不足."""
    stops = (_STOP if marker.family in _INLINE else _PAUSE).finditer(words)
    inside = (
        read_marker(words[stop.end() :]) for stop in stops if words[stop.end() : stop.end() + 1] in _BY_START
    )
    return any(m and m.family == marker.family and m.ordinal == marker.ordinal + 1 for m in inside)


def read_ordinal(numeral: str) -> int:
    """The value of a list number: 3, 十二, ⑫; 0 where it is none (三五)."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral in _SINGLE:
        return _SINGLE[numeral]
    total = digit = 0
    for character in numeral:
        if character in "十拾百":
            total += (digit or 1) * (100 if character == "百" else 10)
            digit = 0
        elif digit:
            return 0
        else:
            digit = _DIGITS[character]
    return total + digit
