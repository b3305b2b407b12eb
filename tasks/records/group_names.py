"""Names that are known by how they end, whatever they are about: zones, streets, leading groups, firms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tasks.records.bank_names import BRANCH, banks
from tasks.records.organisation_names import CUT, NO_LEVEL, divisions, matches_in
from tasks.records.vocabulary import alternatives
from tasks.text.model import Sentence
from tasks.text.places.divisions import standard_divisions
from tasks.text.places.short_names import short_names

# Each of these begins with one character or word, which `re` finds eight times as fast as one of several
_ZONE_ENDS = (
    (re.compile(r"管(?<=[发园新范假开港高]区管|业园管|工委管)(?:委会|理委员会)"), 11),
    (re.compile(r"街道(?:办事处|办(?!事))"), 11),
    (re.compile(r"工作委员会(?<=区工作委员会)"), 24),
    (re.compile(r"党工委(?<=区党工委)(?![书委副])"), 11),
)
"""Each with the characters that its name may have in front; a party committee's begins with 中国共产党."""
_VERB = re.compile("落实|推进|指导|支持|服务|引导|严格")
"""In front of a zone's name, and never part of it."""
_GROUP_ENDS = tuple(re.compile(rf"{end}(?:办公室)?") for end in ("领导小组", "指挥部", "工作专班"))
_COMMISSION = re.compile(
    r"委(?<=[省市区县州旗]委)(?!常务|员会)(?:(?!委|和|与|及|由|召开|的)[一-鿿]){2,12}委员会(?:办公室)?"
)
"""A commission of a party committee, from its 委 on: the level stands right in front."""
_BEHIND = re.compile(r"(?:[一-鿿]|“[^“”\n]{1,30}”){0,36}$")
GENERIC = frozenset(("领导小组", "指挥部", "工作专班"))
"""Names that leave open of what: they count only with more in front."""

_OF_A_LEVEL = re.compile(r"[省市区县州乡镇]级|各级")
"""县级防汛指挥部: one of each division, none by its name."""
_FIRM = re.compile("公司")
_FIRM_NAME = re.compile(r"(?:[一-鿿]|\([一-鿿]{2,6}\)){4,26}(?:有限|有限责任)$")
_OWN_FIRM = re.compile(
    r"(?:(?<![一-鿿])|(?<=[对由和与及向]))(?P<place>(?:[一-鿿]{2,6})?[市县区州旗])(?![属级直内域外])(?:(?!和|与|及|的|由|等|各|局|委|成立|国有|平台|了|开展|所有|子公司)[一-鿿]){2,10}$"
)
"""A firm of the district, as it stands in lists: 县城投公司, 区粮油购销公司."""
_LONGEST_FIRM = 34


def zones(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Spans of the offices of zones and streets: 柳渡经济开发区管委会, 柳渡街道办事处."""
    for end, reach in _ZONE_ENDS:
        for start, match in matches_in(end, text, sentences):
            begin = _name_before(text, max(start, match.start() - reach), match.start())
            verbs = [verb.end() for verb in _VERB.finditer(text, begin, match.start())]
            begin = verbs[-1] if verbs else begin
            # 各镇街(经济园区管委会) is no body of that name
            if begin < match.start() and text[begin - 1 : begin] not in ("(", "各"):
                yield begin, match.end()


def groups(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Spans of leading groups, headquarters, task forces and commissions by their names; bare 领导小组 only with its office."""
    for end in _GROUP_ENDS:
        for start, match in matches_in(end, text, sentences):
            begin = _name_before(text, max(start, match.start() - 40), match.start())
            bare = match[0].removesuffix("办公室")
            if _OF_A_LEVEL.match(text, begin):
                continue
            if begin < match.start():
                yield begin, match.start() + len(bare)
            elif bare != match[0]:
                yield match.span()
    for start, match in matches_in(_COMMISSION, text, sentences):
        level = match.start() - 1
        if level >= start:
            yield _name_before(text, max(start, level - 12), level), match.end()


def _name_before(text: str, floor: int, end: int) -> int:
    """Where the name that `end` stands in begins: behind the last 成立, 由, 和 … outside quotes."""
    behind = _BEHIND.search(text, floor, end)
    begin = max(behind.start() if behind else end, text.rfind("中共", floor, end))
    quote = text.find("“", begin, end)
    cuts = [match.end() for match in CUT.finditer(text, begin, quote if quote >= 0 else end)]
    return cuts[-1] if cuts else begin


def firms(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Spans of the full names of firms (石桥县宏远建材有限公司), and of a district's own by their short ones (县城投公司)."""
    reached = 0
    for start, match in matches_in(_FIRM, text, sentences):
        floor, reached = max(start, reached, match.start() - _LONGEST_FIRM), match.end()
        full = _FIRM_NAME.search(text, floor, match.start())
        begin = _firm_begin(text, full.start(), match.start()) if full else None
        own = None if full else _OWN_FIRM.search(text, floor, match.start())
        if (
            own
            and not NO_LEVEL.search(own["place"])
            and (len(own["place"]) == 1 or own["place"] in divisions())
        ):
            begin = own.start()
        if begin is not None:
            yield begin, match.end()


def branches(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Spans of the branches of national banks that name their place: 农业银行石桥县支行."""
    for _, match in banks(BRANCH, text, sentences):
        yield match.span()


def _firm_begin(text: str, floor: int, end: int) -> int | None:
    """Where the full name of a firm begins: with the place of its seat, else behind the 、 of a list; no other is sure."""
    if "某" in text[floor:end]:
        return None
    seats = [*_seats().finditer(text, floor, end)]
    if seats:
        return seats[-1].start()
    return (
        floor
        if text[max(0, floor - 1) : floor] in ("、", "\n") and not CUT.search(text, floor, end)
        else None
    )


@cache
def _seats() -> re.Pattern[str]:
    """Provinces and cities one behind the other, by their short names or full ones: what most firms' names begin with."""
    above = [division for division in standard_divisions() if division.level in ("province", "city")]
    names = alternatives(name for division in above for name in (division.name, *short_names(division)))
    return re.compile(rf"(?:中国|(?:{names})+)(?!\))")
