"""Numerals as documents print them: 1,234.5, 1.34万亿, 三千二百, 二〇二三, 两, 百分之三十, 三分之二.

`ARABIC` and `CHINESE` are regex sources for whoever has to find a number; `number` reads one that was found.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {
    c: v
    for v, row in enumerate(
        ["零〇洞", "一壹幺", "二贰两俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for c in row
}
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": "二十", "卅": "三十"}
BIG = {"亿": 10**8, "万": 10**4, "萬": 10**4}

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = "[" + "".join(DIGITS) + "".join(SCALES) + "万亿点廿卅]+"

_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MIXED = re.compile(rf"(?P<arabic>{ARABIC})(?P<scale>[十百千万亿]*)")
_PARTS = re.compile(r"(?P<whole>百|千|万|[^分之]+)分之(?P<part>.+)")


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """The value of a printed number in Arabic, Chinese or mixed figures; None where it is none.

    万 and 亿 are applied. 百分之三十 is 30 (percent stays percent), 三分之二 its quotient.
    """
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    text = text.replace(" ", "")
    parts = _PARTS.fullmatch(text)
    if parts:
        return _share(parts["whole"], parts["part"])
    if text[:1].isdigit():
        return _mixed(text)
    return chinese_number(text)


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> Decimal | None:
    """The value of a number in Chinese figures, by place value (三百零五) or digit by digit (二〇二三)."""
    for short, long in TENS.items():
        text = text.replace(short, long)
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    digits = decimals.rstrip("十百千万亿")
    if not digits or any(c not in DIGITS for c in digits):
        return None
    scale = _mixed("1" + decimals[len(digits) :]) or Decimal(1)
    return Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in digits)}") * scale


def _share(whole: str, part: str) -> Decimal | None:
    value = number(part)
    if whole in ("百", "100") or value is None:
        return value
    divisor = number(whole) or chinese_number("一" + whole)  # 千分之二, 万分之三
    return value / divisor if divisor else None


def _mixed(text: str) -> Decimal | None:
    total, position = Decimal(0), 0
    text = text.replace("零", "")  # 1千零20
    for match in _MIXED.finditer(text):
        if match.start() != position:
            return None
        value = Decimal(match["arabic"].replace(",", ""))
        for scale in match["scale"]:
            value *= BIG.get(scale) or SCALES[scale]
        total, position = total + value, match.end()
    return total if position == len(text) else None


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    for big, factor in BIG.items():
        if big in text:
            head, _, tail = text.rpartition(big)
            return _join(_whole(head) if head else None, tail, factor)
    return _below_ten_thousand(text)


def _join(head: int | None, tail: str, factor: int) -> int | None:
    if head is None:
        return None
    if len(tail) == 1 and DIGITS.get(tail, 0):
        return head * factor + DIGITS[tail] * factor // 10  # 三万五 is 35,000
    rest = _whole(tail) if tail else 0
    return None if rest is None else head * factor + rest


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last_scale = 0, None, 10**4
    for character in text:
        if character in DIGITS:
            if digit:
                return None  # two digits in a row beside place values: 三五百 is a range, not a number
            digit = DIGITS[character]
        else:
            scale = SCALES.get(character)
            if scale is None or scale >= last_scale:
                return None
            total += (digit or 1) * scale  # 一千零十二: the 零 in front of 十 only fills the gap
            digit, last_scale = None, scale
    if not digit:
        return total
    bare = len(text) > 1 and text[-2] in SCALES and last_scale > 10
    return total + digit * (last_scale // 10 if bare else 1)  # 两百五 is 250
