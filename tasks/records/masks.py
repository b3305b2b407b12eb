"""Spans in which a number states no quantity: titles, document numbers, dates, telephone numbers, names and set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "\x00"
"""Stands for every masked character, so that offsets stay what they are."""

_SET_PHRASES = (
    "四个意识|四个自信|两个维护|两个确立|四个全面|五位一体|三个区分开来|四种形态|三个务必|六个必须坚持|两个责任|一岗双责|两个大局|两个毫不动摇|"
    "八项规定|六项纪律|三重一大|三会一课|四议一审两公开|四议两公开|一把手|一件事|一网通办|一网统管|一门受理|最多跑一次|三个一批|三个年|"
    "三项制度|两个清单|三个清单|三项机制|三项岗位|五个一批?|四个一批?|三个一|六个一|七个一|八个一|十个一|两项工程|两项职能|八项本领|三大攻坚战|两个不放松|"
    "三个年活动|三项整改|五个方面|三个面向|一个中心|两个基本点|四个着力|四个最严|四个不摘|两个没有变|两个先行|三个全面|三个转变|三项重点工作|四个服从|五个到位|四个到位|三个到位|"
    "两个健康|两个高于|两个结合|两个中心|三张清单|一张网|一张图|一盘棋|一条龙|一条心|一份子|一部分|三部曲|二十条|十四项建议|百日|千方百计|千家万户|百年|千年|万名干部|万人助万企|百千万|"
    "双一流|三公|九小|三资|三农|三大球|四好|五保户?|五保|六稳|六保|七五|八五|十四五|十五五|十三五|三角|四史|九一八|一二三产业?|第?[一二三]产业|三级(?:甲|乙|医院)|二级(?:甲|乙|医院|公路|巡视员|调研员)|一级(?:响应|巡视员|调研员|主任)|四级(?:调研员|主任)"
)
_NAMES = re.compile(
    r"[〔\[【(](?:19|20)\d\d[〕\]】)]\s*第?\d+号"
    r"|(?:PM|SO|NO|CO|COD|G|S|X|Y|T)\d+(?:\.\d+)?"
    r"|\d+(?:\+\d+|\+[NXn])+|\d+\+"
    r"|(?:1[12]\d|12345|12388|12309|12315|12355|96\d{3,4})(?=[^\d.,%个家项件条次人名户万亿元亩公平米处])"
    r"|(?<!\d)0\d{2,3}[-— ]\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)"
    rf"|{_SET_PHRASES}"
    r"|“[^”\n]{0,8}?[一二两三四五六七八九十百千万]+[个项大位级类种次条件][^”\n]{0,6}”"
)


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the characters of `spans`, of names and of set phrases hidden; as long as it was."""
    hidden = sorted([*spans, *(match.span() for match in _NAMES.finditer(text))])
    parts, position = [], 0
    for start, end in hidden:
        if end > position:
            start = max(start, position)
            parts += [text[position:start], HIDDEN * (end - start)]
            position = end
    parts.append(text[position:])
    return "".join(parts)
