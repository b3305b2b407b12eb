"""Whether a number is about all of what an indicator describes: of the district, not of a part or an occasion."""

from __future__ import annotations

import datetime as dt
import re

from tasks.coding.lists import Indicator
from tasks.coding.stated import Stated

SPEAKS_FOR_THE_DISTRICT = frozenset(
    ("annual_report", "work_report", "statistical_bulletin", "action_plan", "notice")
)
"""Types of documents whose numbers are the district's unless they say whose else. Elsewhere the words must say so."""
_LONG_ENOUGH = dt.timedelta(days=27)
"""A month: what is counted over less is an occasion (国庆期间, 3月5日), not the district's figure."""
_NAME = "[^各个级镇乡及和由等全、,。;:]{2}"
_PART = re.compile(
    r"[开高经产工园街镇乡](?:(?<=开)发区|(?<=高)新区|(?<=经)开区|(?<=[产工])业园|(?<=[^各]园)区"
    rf"|(?<={_NAME}街)道|(?<={_NAME}[镇乡])(?![村镇街道级(]))(?!主要领导|领导)"
)
"""Part of a district: what a sentence says after it without a scope of its own may be the part's. It begins with a set of
characters, which `re` skips to quickly."""
_SUBJECT = 14
"""So many characters can hold the subject of a sentence."""
_WHOLE = re.compile(r"[全我][区县旗]|辖区|全年")
_FLOW = re.compile(r"新(?:增|认定|培育|注册|登记|获|引进)|净增|(?<!累计)培育|申报|推荐|晋升|招引")
_STATE = re.compile(r"达|[现拥共保实]有|累计|总[数量]|存[量续]")


def is_of_its_scope(indicator: Indicator, stated: Stated) -> bool:
    """True where the number is about what the indicator describes: a department's or a campaign's is not the district's."""
    if stated.scope in indicator.scopes:
        return True
    if stated.scope is None:
        return "district" in indicator.scopes and _is_of_the_whole(indicator, stated)
    name = stated.scope_name or ""
    return any(word in name for word in indicator.scopes)


def is_stock(stated: Stated) -> bool:
    """False where the verb in force says how many came to be: 新增瞪羚企业10家、雏鹰企业5家 tells of no stock."""
    said = stated.left + stated.label
    flows = [match.start() for match in _FLOW.finditer(said)]
    return not flows or _STATE.search(said, flows[-1]) is not None


def _is_of_the_whole(indicator: Indicator, stated: Stated) -> bool:
    """True where a number without a scope is the district's: by its document, its sentence, or the time that it covers."""
    if stated.document_type in SPEAKS_FOR_THE_DISTRICT:
        return not _PART.search(stated.left, 0, _SUBJECT)
    if "zone" not in indicator.scopes and _PART.search(stated.left):
        return False
    if stated.document_type in indicator.bare or _WHOLE.search(stated.left):
        return True
    start, end = stated.period_start, stated.period_end
    return stated.period_basis == "sentence" and (start is None or end is None or end - start >= _LONG_ENOUGH)
