"""Measure words and units: what may follow a number, and when it is another word that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tasks.records.vocabulary import rows

_ROWS = rows("measure_words.txt")

FOR_CHINESE_NUMERALS = frozenset(row[0] for row in _ROWS if "三" in row[2:])
"""Units that make a quantity of a Chinese numeral (三家, 两起)."""

ALIASES: Mapping[str, str] = {
    "平米": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "m³": "立方米",
    "千米": "公里",
    "km": "公里",
    "平方千米": "平方公里",
    "千克": "公斤",
    "百分点": "个百分点",
    "个点": "个百分点",
    "度电": "千瓦时",
    "kWh": "千瓦时",
}
"""Spellings of one unit that mean the same amount."""


def unit_pattern() -> str:
    """Regex source of every unit, the longest first, each with what must not follow it; one set of characters rules out most words."""
    units = "|".join(
        re.escape(unit) + (f"(?![{forbidden}])" if forbidden != "-" else "")
        for unit, forbidden, *_ in sorted(_ROWS, key=lambda row: (-len(row[0]), row[0]))
    )
    first = "".join(sorted({unit[0] for unit, *_ in _ROWS}))
    return f"(?=[{re.escape(first)}])(?:{units})"
