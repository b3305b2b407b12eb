"""Campaigns by their names: 食品安全专项整治行动, “护苗”专项行动, 扫黑除恶专项斗争."""

from __future__ import annotations

import re

KINDS = (
    r"(?:专项(?:整治|治理|行动|执法|检查|清理|斗争)|攻坚(?:行动|战)|集中整治|百日行动|大排查|大整治|整治行动|执法行动|清理行动)(?:行动|活动|工作)?+"
    r"(?!方案|领导小组|专班|办公室|实施|计划|组|部署|会议|要求)"
)
"""What the name of a campaign ends with, where it is not the name of its plan or its leading group."""
_KIND = re.compile(KINDS)
_NAME_BEFORE = re.compile(r"(?:“[^“”\n]{1,20}”|[一-龥]|、(?=[一-龥]{2,6}(?:等|和|专)))*$")
_CUT = re.compile(
    r"开展了?|组织|实施|部署|推进|通过|依托|结合|持续|深入|扎实|以|在|对|展开|启动|进行|强化|加强|统筹|开始|牵头|制定|印发|参与|配合|进一步|全面|各类|系列|为期|相关|多次|此次|本次"
)
_SHORTEST = 6
"""专项整治 alone names none."""


def campaign_ending_at(text: str, start: int, end: int) -> str | None:
    """The campaign whose name ends at `end`, as far back as `start` and the verb in front of it; None for a bare kind."""
    before = _NAME_BEFORE.search(text, start, end)
    begin = before.start() if before else end
    cuts = [cut.end() for cut in _CUT.finditer(text, begin, end)]
    name = text[cuts[-1] if cuts else begin : end]
    return name.strip("、了的") if len(name) >= _SHORTEST else None


def campaign_before(text: str, start: int, end: int) -> str | None:
    """The campaign that `text[start:end]` names last; None where it names none."""
    names = [campaign_ending_at(text, start, kind.end()) for kind in _KIND.finditer(text, start, end)]
    return next((name for name in reversed(names) if name), None)
