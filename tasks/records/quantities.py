"""Quantities: numbers with their units, as printed. What they count is the business of `metrics`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from tasks.records.masks import is_name
from tasks.records.measure_words import FOR_CHINESE_NUMERALS, unit_pattern
from tasks.records.numerals import ARABIC, number
from tasks.records.units import in_base_unit

_SCALE = "(?:[百万亿]|千(?![瓦米克伏卡帕赫焦]))"
_PER = "(?:/(?:标准立方米|平方米|立方米|平方公里|公里|公顷|平米|工作日|小时|千瓦时?|学年|学期|人次|床日|[日天周月年人户亩吨升次个度家件头只株套辆台座间米瓦秒克方车册单票]))?"
_UNIT = unit_pattern()
_HAN_DIGIT = "[零〇一二两三四五六七八九十百千]"
_FIRST_OF_UNIT = "".join(sorted({unit[0] for unit in FOR_CHINESE_NUMERALS}))
_CANDIDATE = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿](?:(?<=\d)[\d.]*(?:,\d{3}[\d.]*)*"
    rf"|(?<!\d)[零〇一二两三四五六七八九十百千万亿]*(?=[余多点分{_FIRST_OF_UNIT}])|(?<=为零))"
)
"""Where a quantity can begin: first a set of characters, which `re` skips to quickly. Trying the long expression only there makes the search five times faster."""
_QUANTITY = re.compile(
    rf"(?P<free>(?<![由从]))?(?P<arabic>(?:(?<=[长速幅率比降为是、和与及]-)|(?<![\d.A-Za-z+×第〔-]))(?:{ARABIC}))"
    r"(?:\s?(?(free)(?:[%‰]|[百千万亿]{0,2}(?:元|亩|吨|人|个|公里|平方米|天)(?=[-—–~～至]))?)\s?[-—–~～至到]{1,2}\s?(?P<max>\d+(?:\.\d+)?))?"
    rf"\s?(?P<more>[余多])?(?P<scale>{_SCALE}{{0,3}})(?P<more_after>[余多])?\s?(?:(?P<unit>(?:{_UNIT}){_PER})|(?P<bare>(?=[^\d.])|$))"
    rf"|(?P<han>(?<![第零〇一二两三四五六七八九十百千万几数点])(?:{_HAN_DIGIT}+|(?=[万亿]余))(?:点{_HAN_DIGIT}+)?)"
    rf"(?P<han_more>[余多])?(?P<han_scale>[万亿]{{0,2}})(?P<han_more_after>[余多])?(?P<han_unit>(?:{_UNIT}){_PER})"
    rf"|百分之(?P<percent>{_HAN_DIGIT}+(?:点{_HAN_DIGIT}+)?|{ARABIC})"
    r"|(?<=第)(?P<rank>\d+)(?P<rank_unit>[位名])(?![次额])"
    r"|(?<=第)(?P<place>\d{1,3})(?=[、,。;)和])"
    r"|(?<=为)(?P<zero>零)(?=[,。;、!)\n]|$)"
    rf"|(?P<fraction>{_HAN_DIGIT}{{1,3}}分之{_HAN_DIGIT}{{1,3}})"
)
_NOT_COUNTING = frozenset(["", "零", "〇", "一", "二"])
"""一 is mostly an article (一个整体); 二 before a measure word is an ordinal (二期, 二次), for one counts with 两."""
_HOTLINES = frozenset(
    ["12345", "12315", "12388", "12380", "12309", "12333", "12355", "12328", "12369", "12348"]
)
_RANK = re.compile(r"(?:排名|排位|位列|位居|名列|列|居|排在?|名次)[^\d,。;:、]{0,8}?第?(?:\d+[-—至到])?$")
_RANKED = re.compile(r"位居|位列|排名|排位|名列|跻身|居全|列全")
_INDEX = re.compile(
    r"(?:系数|指数|得分|评分|平均分)(?:由|从|提高|提升|上升|增加|下降|降低|达|为|至|到|是|了|约|的)*$"
)
_INDEX_LIST = re.compile(
    rf"(?:系数|指数|得分|评分|平均分)[^,。;\d]{{0,6}}(?:分别)?(?:为|是|达到?)?(?:(?:{ARABIC})[、和与及])*$"
)
_SHORT_NAME = re.compile(r"\d+(?:分钟|小时|个|天|公里)[^”,。;\n]{0,6}”")
"""“15分钟”便民圈, “3个100”工程: what stands in short quotes is a name."""
_SLASHED = re.compile(r"([1-9]\d?)/([1-9]\d?)(?![\d./年月日%])")
_ASKS_FOR_SHARE = re.compile(r"(?:占|的|[低高少多]于|不足|超过?|达到?|近|约|至少|[到了])$")
_MICRO = Decimal("0.000001")
_HALF_MORE = re.compile("半(月|小时|学期)")
"""Behind 1个: 1个半月 is one and a half."""
_HALF = Decimal("0.5")
_MEAN_OF_HOURS = re.compile(r"(?:滑动)?平均(?:浓度|值)")
"""In the name of a measurement: 臭氧日最大8小时平均浓度."""
_RATIO = re.compile(rf"(?:{ARABIC}):(?:{ARABIC})(?P<third>:(?:{ARABIC}))?(?![\d:])")
_OF_PAIR = re.compile(r"比(?:例|值)?(?:约|达到?|调整|提高|优化)?[为是到]$")
_LONGEST_RATIO = 24
_LONGEST_LIST = 60
_PEOPLE = re.compile(r"人口[^,。;、\d]{0,3}$")
_STOP = re.compile(r"[,。;、)]")
"""Behind a number of people that is printed without a unit: 总人口63.3万|,"""
_OF_RATIO = re.compile(r"结构|比例|之比|构成|[^对]比(?=[由从调为达是])")
"""In front of a ratio of three (三次产业结构为12:40:48), in its clause; elsewhere two colons make a time of day."""
_VOLTAGE = re.compile(r"\d+(?:千伏|伏|kV|KV)(?=[^,。;、\d]{0,14}(?:变|输|线路|开关站|电网|工程|供电))")
"""In the name of a line or a substation: 110千伏东城变电站."""
_VOLTS = ("千伏", "伏", "kV", "KV")
_SIGNS = ("-", "负")
_NEGATIVE = re.compile(r"-$|(?<![欠承担自抱肩减增])负$")
_UNIT_AHEAD = re.compile(
    rf"(?:[、和与及]\s?-?(?:{ARABIC}))*[、和与及]\s?-?(?:{ARABIC})(?P<scale>{_SCALE}{{0,2}})(?P<unit>{_UNIT})"
)
"""Behind a number that shares the unit of the last one of its list: 分别回落2.1和1.6个百分点."""
_DAY_ALONE = re.compile(
    r"(?:[,上下晚凌]午?晨?(?!旬)|记者|笔者|讯|[对向就在](?![职岗外内])|召开|举行|发布|公布|通报|电(?=[\s\u3000]))"
)
"""Behind a day whose month was named before, or is today's: 28日,市政府召开…"""
_LASTS = re.compile(r"(?:拘留|为期|期限|共|满|达|延长|逾期|停业|少于|超过|近|约)$")
_NUMBERED = frozenset("批期轮号")
_LIST_MARKER = re.compile(r"(?:^|\n)[ \t　]*\d{0,2}[.、]?$")
_BEFORE = re.compile(
    r"(不低于|不少于|不超过|不高于|不多于|不足|不到|低于|高于|少于|多于|超过|超出|超|逾|突破|将近|接近|近|大约|(?<![签履节预违集邀解特续条公])约|至少|最多|最高|最低|(?<![以之网线马路身])上)\s?$"
)
_BEFORE_ENDS = frozenset("于少过高多足到超出逾破近约上低")
"""The last characters of what `_BEFORE` finds: it is tried only behind one."""
_AFTER = re.compile(r"(?:\(含\))?(以上|以下|以内|之内|左右|上下|余|多)(?![年月个万亿名次])")


@cache
def _factor(scale: str) -> Decimal:
    return number("1" + scale) or Decimal(1)


class Quantity(NamedTuple):
    """A number with its unit: `text[start:end]`, from the first figure to the end of the unit (or qualifier).

    `value` is as printed (1.2 of 1.2万亩), `normalized` applies the scale, `unit` holds it (万亩).
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    normalized: Decimal
    unit_normalized: str | None
    qualifier: str | None
    rule: str


def find_quantities(masked: str) -> Iterator[Quantity]:
    """All quantities of a text whose titles and dates were masked, in order."""
    position = 0
    for candidate in _CANDIDATE.finditer(masked):
        start = candidate.start()
        match = _QUANTITY.match(masked, start) if start >= position else None
        quantity = _read(masked, match) if match else None
        if quantity is not None:
            position = quantity.end
            yield quantity


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    if match["arabic"]:
        return _arabic(text, match)
    if match["han"] is not None:
        return _chinese(text, match)
    if match["rank"]:
        return _quantity(text, match, number(match["rank"]), match["rank_unit"], "", None, "rank")
    if match["place"]:
        return _place(text, match)
    if match["percent"]:
        return _quantity(text, match, number(match["percent"]), "%", "", None, "percent_words")
    if match["zero"]:
        return _quantity(text, match, Decimal(0), None, "", None, "zero_word")
    value = number(match["fraction"])
    rounded = None if value is None else value.quantize(_MICRO)
    return _quantity(text, match, rounded, None, "", None, "fraction")


def _slashed(text: str, match: re.Match[str]) -> Quantity | None:
    """占总数的1/4: a fraction where the words in front ask for one, for 5/6 is also a day or a pair."""
    fraction = _SLASHED.match(text, match.start())
    if not fraction or int(fraction[1]) >= int(fraction[2]):
        return None
    if not _ASKS_FOR_SHARE.search(text, max(0, match.start() - 8), match.start()):
        return None
    value = (Decimal(fraction[1]) / Decimal(fraction[2])).quantize(_MICRO)
    return _quantity(text, match, value, None, "", None, "fraction", end=fraction.end())


def _arabic(text: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    before = text[max(0, start - 16) : start]
    arabic, unit, scale, more, more_after = match.group("arabic", "unit", "scale", "more", "more_after")
    if unit is None:
        return _bare(text, match, before)
    if unit == "日" and (
        before.endswith("月") or (_DAY_ALONE.match(text, match.end()) and not _LASTS.search(before))
    ):
        return None  # a day whose year nobody says
    if unit == "期" and before.endswith("\x00"):
        return None  # 2017年18期: the number of an issue
    if "\n" in match[0]:
        return None  # the end of a line and the beginning of the next: 10:12:04, 分享
    if unit in _NUMBERED and match["max"] and arabic == "1":
        return None  # 第1-11批: their numbers, not how many
    if arabic in _HOTLINES or before.endswith(("届", "〕")):
        return None
    if unit.startswith(_VOLTS) and _VOLTAGE.match(text, start):
        return None
    if before.endswith("“") and _SHORT_NAME.match(text, start):
        return None
    if "." in arabic and _LIST_MARKER.search(before):
        return None  # the number of a list item runs into the number that it begins with: 2.8个乡镇
    if unit == "小时" and _MEAN_OF_HOURS.match(text, match.end()):
        return None
    if unit == "岁" and match["max"]:
        return None  # 18-34岁人口: who is counted
    value = _signed(arabic, before)
    half = _HALF_MORE.match(text, match.end()) if unit == "个" and value is not None else None
    if half and value is not None:
        return _quantity(text, match, value + _HALF, unit + half[1], scale, None, "half_more", end=half.end())
    return _quantity(text, match, value, unit, scale, more or more_after, "arabic_with_unit")


def _signed(arabic: str, before: str) -> Decimal | None:
    """The value of a number by the sign in front of it: 增长-3.2%."""
    value = number(arabic)
    negative = value is not None and before[-1:] in _SIGNS and _NEGATIVE.search(before)
    return -value if value is not None and negative else value


def _bare(text: str, match: re.Match[str], before: str) -> Quantity | None:
    """A number without a unit is a quantity where it is an index (系数达到0.58) or a rank (排名71)."""
    if text.startswith("/", match.end()):
        return _slashed(text, match)
    if match["scale"]:
        people = _PEOPLE.search(before) and _STOP.match(text, match.end())
        value = number(match["arabic"])
        return _quantity(text, match, value, "", match["scale"], None, "of_people") if people else None
    if "分" in before and _INDEX_LIST.search(text, max(0, match.start() - _LONGEST_LIST), match.start()):
        return _quantity(text, match, number(match["arabic"]), None, "", None, "index")
    if text[match.end() : match.end() + 1] in "、和与及" and _deals_out(text, match.start()):
        ahead = _UNIT_AHEAD.match(text, match.end())
        value = _signed(match["arabic"], before)
        return ahead and _quantity(text, match, value, ahead["unit"], ahead["scale"], None, "unit_of_list")
    if _INDEX.search(before) and text[match.end() : match.end() + 1] not in (":", "/"):
        return _quantity(text, match, number(match["arabic"]), None, "", None, "index")
    if _RANK.search(before):
        return _quantity(text, match, number(match["arabic"]), None, "", None, "rank")
    if ":" in (text[match.end() : match.end() + 1], before[-1:]) and _in_ratio(text, match.start()):
        return _quantity(text, match, number(match["arabic"]), None, "", None, "ratio")
    return None


def _deals_out(text: str, position: int) -> bool:
    """True behind a 分别 of the same clause."""
    start = max(
        text.rfind(mark, max(0, position - _LONGEST_LIST), position) for mark in ("。", ";", ",", "\n")
    )
    return text.find("分别", max(start, position - _LONGEST_LIST, 0), position) >= 0


def _in_ratio(text: str, position: int) -> bool:
    """True for each part of a ratio of three, or of two that is called one (性别比为105:100)."""
    start = max(text.rfind(mark, 0, position) for mark in "。;,\n") + 1
    ratios = _RATIO.finditer(text, start, position + _LONGEST_RATIO)
    ratio = next((ratio for ratio in ratios if ratio.start() <= position < ratio.end()), None)
    called = _OF_RATIO if ratio and ratio["third"] else _OF_PAIR
    return ratio is not None and called.search(text, start, ratio.start()) is not None


def _place(text: str, match: re.Match[str]) -> Quantity | None:
    """A rank without 位, of which a list may hold several: 位居全国投资潜力第3、绿色发展第5."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
    ranked = _RANKED.search(text, start, match.start())
    return _quantity(text, match, number(match["place"]), None, "", None, "rank") if ranked else None


def _chinese(text: str, match: re.Match[str]) -> Quantity | None:
    unit, printed = match["han_unit"], match["han"]
    more = match["han_more"] or match["han_more_after"]
    if unit not in FOR_CHINESE_NUMERALS or (printed in _NOT_COUNTING and not match["han_scale"]):
        return None
    if unit in "名位轮届" and text[match.start() - 1 : match.start()] in ("前", "后", "末"):
        return None  # 位列前三名: a rank in words
    if is_name(text, match.start()):
        return None
    if printed in ("百", "千", "十", "万") and not more and not _BEFORE.search(text[: match.start()][-4:]):
        return None
    return _quantity(
        text, match, number(printed or "一"), unit, match["han_scale"], more, "chinese_with_unit"
    )


def _quantity(
    text: str,
    match: re.Match[str],
    value: Decimal | None,
    unit: str | None,
    scale: str,
    more: str | None,
    rule: str,
    *,
    end: int | None = None,
) -> Quantity | None:
    if value is None:
        return None
    end = match.end() if end is None else end
    factor = _factor(scale)
    words = text[max(0, match.start() - 4) : match.start()]
    before = _BEFORE.search(words) if words.rstrip()[-1:] in _BEFORE_ENDS else None
    after = _AFTER.match(text, end)
    maximum = match["max"]
    normalized, base_unit = in_base_unit(value * factor if scale else value, unit)
    return Quantity(
        start=match.start() - (value < 0),
        end=after.end() if after else end,
        value=value,
        value_max=Decimal(maximum) if maximum else None,
        unit=None if unit is None else scale + unit,
        normalized=normalized,
        unit_normalized=base_unit or None,
        qualifier=more or (after[1] if after else None) or (before[1] if before else None),
        rule=rule,
    )
