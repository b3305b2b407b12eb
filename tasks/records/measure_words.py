"""Measure words and units: what may follow a number, and when it is another word that follows."""

from __future__ import annotations

import re

from tasks.records.vocabulary import rows

_ROWS = rows("measure_words.txt")

FOR_CHINESE_NUMERALS = frozenset(row[0] for row in _ROWS if "三" in row[2:])
"""Units that make a quantity of a Chinese numeral (三家, 两起)."""


def unit_pattern() -> str:
    """Regex source of every unit, each with what must not follow it; one set of characters rules out most words.

    Of units with the same first character the longest is tried first. Otherwise they are tried in the order of the
    file, in which the common ones come first: behind most numbers stands 个, 项 or 人.
    """
    firsts = [*dict.fromkeys(unit[0] for unit, *_ in _ROWS)]
    units = "|".join(
        re.escape(unit) + (f"(?![{forbidden}])" if forbidden != "-" else "")
        for unit, forbidden, *_ in sorted(_ROWS, key=lambda row: (firsts.index(row[0][0]), -len(row[0])))
    )
    return f"(?=[{re.escape(''.join(firsts))}])(?:{units})"
