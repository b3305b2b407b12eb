"""Denials: what is stated to have happened not once (未发生一起安全事故, 无干部受到处分, 实现零上访) is the number zero."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasks.records.quantities import Quantity

_HAPPENINGS = "事故|事件|案件|案事件|上访|非访|火灾|疫情|死亡|伤亡|投诉|舆情|返贫"
_ZERO_OF = "事故|死亡|伤亡|投诉|上访|非访|进京访|发案|感染|差错|火点|火灾|败诉|发生|返贫|新增|欠薪|举报"
_DENIAL = re.compile(
    r"[未没从无零](?:"
    r"(?:(?<=[未无零])|(?<=没)有|(?<=从)[未无])发生(?:过|任何|有)?(?P<number>[一1](?P<unit>起|例|件|次|宗|人))?"
    rf"(?P<happened>[^,。;、“”\d]{{0,16}}?(?:{_HAPPENINGS}))(?!苗头|隐患|风险|应急|处置|的)"
    r"|(?<=无)(?<![有从并高]无)(?P<who>[^,。;、“”\d无]{1,10}?)(?:因[^,。;、“”\d]{1,12})?受到(?P<what>[^,。;、“”\d]{0,8}(?:处分|处罚|处理|问责|查处))(?=[,。;、]|$)"
    rf"|(?<=零)(?P<noun>{_ZERO_OF})”?(?=[,。;、]|$))"
)
"""It begins with a set of characters, which `re` skips to quickly."""
_REACHED = re.compile(r"(?:实现|保持|达到|做到|继续|连续[^,。;]{0,6}|为|[一-龥]{2})了?$")
_SLOGAN = re.compile(r"(?:目标|争取|坚持|理念|对)[^,。;]{0,8}$")


@dataclass(frozen=True, slots=True)
class Denial:
    """The quantity zero, and what it counts."""

    quantity: Quantity
    label: str


def find_denials(text: str) -> Iterator[Denial]:
    """All denials of `text`, in order. A quantity starts at its number where one is printed (一起), else at the denial."""
    for match in _DENIAL.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()].rstrip("“")
        if match["noun"]:
            if _SLOGAN.search(before) or not _REACHED.search(before):
                continue
            label = match["noun"] if match["noun"] != "发生" else before.rsplit(",", 1)[-1].lstrip("。;、")
        else:
            label = match["happened"] or match["who"] + "受到" + match["what"]
        yield Denial(_none(match), label)


def _none(match: re.Match[str]) -> Quantity:
    start = match.start("number") if match["number"] else match.start()
    zero = Decimal(0)
    return Quantity(start, match.end(), zero, None, match["unit"], zero, match["unit"], None, "denial")
