"""Units that measure the same thing, reckoned in one of them: 亩, 公顷 and 平方公里 in 平方米, ㎡ is 平方米.

The table is `data/units.txt`. Percent and 个百分点 stay apart, and so do 人 and 人次: they count different things.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from tasks.records.vocabulary import rows

_BASE: Mapping[str, tuple[str, Fraction]] = {
    unit: (base, Fraction(factor)) for unit, base, factor in rows("units.txt")
}
_ONE = Fraction(1)
_MICRO = Decimal("0.000001")
"""Six decimals, as amounts are published."""
_DIGITS = 60


def in_base_unit(value: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """`value` of `unit` (its 万 and 亿 applied already) in its base unit, rounded half-even to six decimals; and that unit."""
    if unit is None or unit not in _BASE:
        return value, unit
    base, factor = _BASE[unit]
    if factor == _ONE:
        return value, base
    with localcontext() as context:
        context.prec = _DIGITS
        exact = value * factor.numerator / factor.denominator
        return exact.quantize(_MICRO, ROUND_HALF_EVEN), base
