"""The share of other projects' cases that is read right: money, units, percentages, dates and periods in sentences.

The collections are not part of the repository. Their authors' opinions are theirs: what is out of scope for documents of
a government is listed here with its reason and left out; the rest is counted, and the least share is fixed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tasks.records.extract import extract
from tasks.records.numerals import number
from tasks.text.model import Document
from tasks.text.normalize import normalize

PEERS = Path(__file__).parents[3] / "shared" / "peer_cases"
SCALE = re.compile(r"^((?:[百万亿]|千(?![米克瓦]))*).*")
"""The scale of a unit, of which the documents' own base unit (平方米 of 亩) is no part."""
Case = dict[str, Any]
Read = Callable[[str, str | None], Document]

_BLANKS = r"[\d一二三四五六七八九十点分] +[\d一二三四五六七八九十个分点百]|百 +分"
OUT_OF_SCOPE: dict[str, dict[str, str]] = {
    "jionlp_money_parser.json": {
        r"几|多|来元|数[十百千万]": "vague numbers",
        r"[块毛角分]|港币|新台币|泰铢|澳元|卢布|韩元|台币|人民币|RMB|¥|￥|\$|美金|円|日圆|镑": "colloquial money, currencies "
        "and signs that the documents do not use",
        r"[万亿kw](?:左右|上下|以[上下])?$": "amounts without a unit",
        r"[仟佰拾壹贰叁肆伍陆柒捌玖萬億]|k": "banker's figures and thousands as k",
        r"[千百万亿十].*[到至\-—~].*|[到至\-—~].*[千百万亿十]": "ranges in Chinese figures or with a scale at both ends",
        r"\d{3}\.\d{3}元": "tenths of a cent, which the collection rounds",
    },
    "ms_currency.json": {
        r"块|毛|角|\$|￥|¥|人民币|美圆|美金|美分|澳元|新西兰|先令|克朗|比索|卢比|奈拉|銭|[A-Z]{2,}|第纳尔|法郎|铢|币|台币": "colloquial "
        "money, parts of a yuan, signs and currencies that the documents do not use",
        r"\d{15,}": "order numbers",
        r"一美元|计十美元": "一 and 十 count only behind 约, 近 and their like",
    },
    "ms_dimension.json": {
        r"比特|赫兹|兆|字节|英[尺寸里亩]|盎司|加仑|马力|光年|海里|码|[斤尺寸两丈里]|°|华氏|品脱|立方厘米|帕|牛顿|夸脱|[a-zA-Z]{3,}|半|打|公分|卡|微克|(?i:cm)": "units "
        "that the documents do not use",
        r"一[吨位]": "一 counts only behind 约, 近 and their like",
    },
    "ms_percent.json": {
        r"折|半|对|[kKMGT]|几|数|打": "discounts (打八折), vague numbers, multipliers",
        r"成": "tenths (七成) are a unit of their own",
        r"[千仟万]分之": "thousandths are a fraction, not a percentage",
        r"[拾佰仟叁]": "banker's figures",
        r"http|百分位": "addresses and statistics",
        r"[萬點]": "traditional figures, which are converted before",
        r"计-|\d-\d": "a sign counts only behind a word of growth; of a range the row has the lower end as its value",
        _BLANKS: "blanks inside a number",
    },
    "ms_date_parser.json": {
        r"[今明昨前后後]天|[今明昨]日|最近|^(?!.*月).*(?:星期|周[一二三四五六日末]|礼拜)|个月|[上下本]月|大年|除夕|农历|天[前后之]|年[前后]|这": "relative "
        "days: nothing is read against today",
        r"雍正|康熙|道光|乾隆|光绪|民国|神龙|正月|初一|月(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])$": "reigns and the lunar "
        "calendar, days without 日",
        r"(?<![\d年./-])\d{1,2}[./-]\d{1,2}|\d{4} \d\d \d\d": "days in bare figures",
        r"^[^月]*[日号]": "days without a month",
        r"^(?:1357|1789|三六七)[年-]": "years before 1900",
        r"(?<!2020年)2月(?:29|30)日": "days that the calendar of the year lacks",
    },
    "ms_date_period_parser.json": {
        r"下|上个?[周月年]|周|星期|礼拜|这个|最近|[夏春秋冬]|年代|世纪|[前后近过未来去]\s*[\d一二两三四五六七八九十]+\s*[个年天月]|个月|今后|时候|年间|初期|小时|天|早|晚|中期": "relative "
        "periods, seasons, decades: nothing is read against today",
        r"雍正|康熙|乾隆|光绪|民国": "reigns",
        r"(?:^|[^年\d])\d{2} ?年|零八年|789": "years of two or three digits",
        r"20\d\d(?![\d年])|\d/\d": "years and days in bare figures",
        r"年 ?[到至与和] ?[\d二]": "ranges of years: here the last year belongs to them, there it does not",
    },
}
"""Patterns of the cases that are left out of each collection, and why."""
LEAST = {
    "jionlp_money_parser.json": 0.99,
    "ms_currency.json": 0.99,
    "ms_dimension.json": 0.99,
    "ms_percent.json": 0.98,
    "ms_date_parser.json": 0.99,
    "ms_date_period_parser.json": 0.99,
}


def in_scope(name: str) -> list[Case]:
    path = PEERS / name
    if not path.exists():
        pytest.skip("the outside collections are not part of the repository")
    cases: list[Case] = json.loads(path.read_text("utf-8"))["cases"]
    return [
        case for case in cases if not any(re.search(p, text_of(case)) for p in OUT_OF_SCOPE.get(name, ()))
    ]


def text_of(case: Case) -> str:
    """The case as it would stand in a document: normalised, and not alone on its line."""
    return (
        normalize(f"合计{case.get('text') or case.get('Input')}").text
        if "Context" not in case
        else normalize(case["Input"]).text
    )


@pytest.mark.parametrize("name", sorted(LEAST))
def test_share(name: str, read_document: Read, record_property: Callable[[str, object], None]) -> None:
    cases = in_scope(name)
    wrong = [case for case in cases if not is_right(name, case, read_document)]
    record_property(name, f"{len(cases) - len(wrong)} of {len(cases)} right")
    assert 1 - len(wrong) / len(cases) >= LEAST[name], [text_of(case) for case in wrong]


def is_right(name: str, case: Case, read: Read) -> bool:
    if "date" in name:
        return all(period in found_periods(case, read) for period in wanted_periods(case))
    metrics = extract(read(text_of(case), None))["metrics"]
    values = [number(SCALE.sub(r"1\1", metric.unit or "") or "1") * metric.value for metric in metrics]
    return all(
        any(abs(value - wanted) < Decimal("0.01") for value in values) for wanted in wanted_values(case)
    )


def wanted_values(case: Case) -> Iterator[Decimal]:
    """The amounts of a case; of a range its lower end."""
    if "expect" in case:
        amount = case["expect"]["num"]
        yield Decimal(amount[0] if isinstance(amount, list) else amount)
    for result in case.get("Results", ()):
        value = (result["Resolution"].get("value") or "").rstrip("%").replace(",", "")
        if value:
            yield Decimal(value)


Period = tuple[dt.date, dt.date]


def found_periods(case: Case, read: Read) -> set[Period]:
    """What was found, with ends both as included and as the day behind it, as some of the cases print them."""
    reference = case["Context"]["ReferenceDateTime"][:10]
    mentions = extract(read(text_of(case), reference))["dates"]
    days = [(m.start_date, m.end_date) for m in mentions if m.start_date and m.end_date]
    return {(start, end) for start, end in days} | {(start, end + dt.timedelta(1)) for start, end in days}


def wanted_periods(case: Case) -> Iterator[Period]:
    """The days of a case; a day without a year is that of the reference's year."""
    year = case["Context"]["ReferenceDateTime"][:4]
    for result in case["Results"]:
        past, future = result["Value"]["PastResolution"], result["Value"]["FutureResolution"]
        own = past if year in str(past) or not future else future
        start = own.get("date") or own.get("startDate")
        end = own.get("date") or own.get("endDate")
        if start and end:
            yield dt.date.fromisoformat(start), dt.date.fromisoformat(end)


def test_what_is_no_time_gives_no_date(read_document: Read) -> None:
    """The texts of a collection of time expressions that hold none (查询202403073计划, 二十点六)."""
    name = "jionlp_time_extractor.json"
    without = [case for case in in_scope(name) if not case["expect"]]
    assert [
        text_of(case) for case in without if extract(read_document(text_of(case), "2024-05-01"))["dates"]
    ] == []
