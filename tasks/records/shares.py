"""Shares: what a percentage is a share of, and what it comes to where its sentence holds both its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

from tasks.records.model import Metric
from tasks.records.vocabulary import rows

_NOUNS: tuple[tuple[str, str], ...] = tuple(
    (noun, code) for code, *nouns in rows("share_bases.txt") for noun in nouns
)
_OF_WHAT = re.compile(
    r"占(?P<base>(?!比|总)[^,。;、\d]{1,16}?)的?(?:总[数量额])?(?:的?(?:比重|比例|比率|份额))?(?:的|达到?|为|约|近|超过?|仅|至)*$"
)
_RATE = re.compile(
    r"(?:率|占比|比例|比重|占总数的?|占总量的?|占|占全部的?)(?:的|达到?|为|约|近|超过?|仅|已|至|到|了)*$"
)
_CHANGE = re.compile(r"增长|下降|提高|提升|上升|降低|减少|增加|增幅|降幅|增速|缩减|高于|低于|超过[全省市]")
_OF_RATE = re.compile(r"(?P<verb>[一-龥]{2}?)(?:完成)?率")
_TOTAL = re.compile(
    r"共|总|计|累计|合计|全部|反馈|受理|收到|接到|制定|录入|排查|发现|认领|涉及|确定|下达|交办|召开|现有|共有"
)
_PERSONS = frozenset("人名位")
_ITEMS = frozenset(["个", "项", "条", "件", "起", "宗", "处", "家", "户", "笔", "次", "场"])
_TOLERANCE = Decimal(2)
"""Two percentage points: a report that prints more than that beside its own numbers speaks of other numbers."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A share worked out from its two numbers.

    `differs` where the report prints another at its own number of decimals, rounded; `cut` where that is only because it
    left further decimals out (89.36 as 89.3).
    """

    value: Decimal
    differs: bool
    cut: bool
    whole: Metric


def is_share(unit: str | None, label: str, before: str) -> bool:
    """True for a percentage that says which part of something: a rate or 占 in front, and no change."""
    named = _RATE.search(before) or _OF_WHAT.search(before)
    return unit == "%" and named is not None and not _CHANGE.search(label + before[-12:])


def base_of(before: str, label: str, whole: Metric | None) -> str | None:
    """The kind of things (see `data/share_bases.txt`) that a share is of: behind 占, else of `whole`, else in its rate's name."""
    stated = _OF_WHAT.search(before)
    if stated:
        return _code(stated["base"])
    return _code(whole.label or "") if whole is not None else _code(label)


Pair = tuple[Metric, Metric]
"""A part and its whole."""


def parts_of(label: str, before: str, counts: Sequence[Metric]) -> list[Pair]:
    """The part and each number that can be its whole, among the `counts` in front of a share in its sentence.

    The part stands right in front: 共…36项,已完成32项,完成率88.9%. The rate must be named after the verb of the part
    (办结…, 办结率) or follow it as 占比; otherwise there is none.
    """
    if len(counts) < 2 or (_OF_WHAT.search(before) and "占总" not in before):
        return []
    part = counts[-1]
    if not _tied(label, before, (part.label or "") + (part.comparator or "")):
        return []
    exact = (whole for whole in counts[:-1] if whole.value_max is None and not whole.qualifier)
    if part.value_max is not None or part.qualifier or not _amount(part) >= 0:
        return []
    return [(part, whole) for whole in exact if _alike(part, whole) and _amount(part) <= _amount(whole)]


def recompute(stated: Decimal, pairs: Sequence[Pair]) -> Recomputed | None:
    """The part of the whole in percent, to six decimals; None where the sentence leaves open which is the whole.

    The whole is the number that gives what is printed. Where none does, a single one that is called a whole (共, 受理,
    反馈 …) and comes near shows that the report is wrong.
    """
    found = [_share_of(stated, part, whole) for part, whole in pairs if _amount(whole)]
    right = {share.value: share for share in found if not share.differs or share.cut}
    if right:
        return next(iter(right.values())) if len(right) == 1 else None
    if len(found) != 1 or abs(found[0].value - stated) > _TOLERANCE:
        return None
    whole = found[0].whole
    return found[0] if _TOTAL.search((whole.label or "") + (whole.comparator or "")) else None


def _share_of(stated: Decimal, part: Metric, whole: Metric) -> Recomputed:
    with localcontext() as context:
        context.prec = 40
        exact = _amount(part) * 100 / _amount(whole)
    last = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return Recomputed(
        value=exact.quantize(Decimal("0.000001")),
        differs=stated != exact.quantize(last, ROUND_HALF_UP),
        cut=stated == exact.quantize(last, ROUND_DOWN),
        whole=whole,
    )


def _amount(metric: Metric) -> Decimal:
    return metric.value if metric.value_normalized is None else metric.value_normalized


def _alike(part: Metric, whole: Metric) -> bool:
    ours, theirs = part.unit_normalized or "", whole.unit_normalized or ""
    return ours == theirs or {ours, theirs} <= _PERSONS or {ours, theirs} <= _ITEMS


def _tied(label: str, before: str, part: str) -> bool:
    rate = _OF_RATE.search(label)
    if rate and rate["verb"] in part:
        return True
    return re.search(r"(?:^|[,、;(])(?:占比|占总[^,。;]{0,6})(?:的|达到?|为|约|近)*$", before) is not None


def _code(words: str) -> str | None:
    """The code of the noun that stands last in `words`; the longer of two that end together."""
    found = [(words.rfind(noun) + len(noun), len(noun), code) for noun, code in _NOUNS if noun in words]
    return max(found)[2] if found else None
