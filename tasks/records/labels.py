"""What a quantity counts: the noun phrase behind its unit, or else the words of its clause in front of it."""

from __future__ import annotations

import re

from tasks.records.quantities import Quantity
from tasks.records.vocabulary import alternatives, words

_CLAUSE = re.compile(r"[,。;:!?\n]")
_NOUN_BEHIND = re.compile(
    r"(?P<of>的)?(?P<noun>(?:“[^”\n]{1,20}”|\([^()\n]{1,10}\)|[^,。;:!?、()“”《》\d\s\x00]){1,30})"
)
_MODIFIED_NOUN = re.compile(
    r"(?![由从比较同占为、和与及的”]|均|至|增加|降低|新增|提高)(?P<modifier>[^,。;:!?《》\n]{1,20}?)的(?P<noun>(?:“[^”\n]{1,20}”|[^,。;:!?、()“”《》\d\s]){1,16})"
)
_SHARED_NOUN = re.compile(
    r"[、和]\s?\d+(?:\.\d+)?[余多]?(?:起|件|名|个|次|例|家|户|项|场|条|部|份)(?=[^\s,。;、:和])"
)
_VERBS = alternatives(words("verbs_after_nouns.txt"))
_NO_NOUN = re.compile(
    rf"(?:[,。;:!?、()”\n]|$|[和与及并]|以及|已|均|占|较|比|同比|其中|在(?!建|校|职|册|岗)|为|由|从|到|于|被|将|对|以|按|参训|"
    rf"的?问题$|左右|(?:之|以)?[内后前](?![容部设外资河勤期往沿瞻台列])|中[,,]|{_VERBS})"
)
_STOP = re.compile(
    rf"{_VERBS}|主要|超过|已|均|将|由|因|赴|被|对(?![口象外接标账])|在(?![建校职册岗线])|为(?!民)|未(?!成年)|到(?!位)|从(?!业)|以(?![上下内])|中$"
)
_LEADING = re.compile(
    r"^(?:[、和与及并]|以及|截至目前|截至|目前|当前|现在|现|今年|去年|全年|期间|共计|共有|共|累计|总计|合计|已经|已有|已|先后|分别|其中|其余|余下|剩余|还有|同时|成功|"
    r"有序|新|全部|\d{4}年(?:度)?(?:以来)?(?:\d{1,2}(?:-\d{1,2})?月)?|前三季度|上半年|[一二三四五六七八九十]是|我区|我县|我市|全区|全县|全市|年度)+"
)
_TRAILING = re.compile(
    r"(?P<comparator>(?:累计|总计|共计|合计|已经|已|均|也)?(?:提高到|提升到|提升至|提高至|增加到|增加至|增长到|新增到|上升到|上升至|上调至|扩大到|扩大至|下降到|下降至|降至|"
    r"降低为|降低到|降低至|减少到|减少至|压缩为|压缩至|压缩到|缩短为|缩短至|由原来的|由原|从原来的|从原|由|从|达到|达|完成|实现|超额完成|为|至|有|共有|共计|共|累计|总计|合计|位列|位居|排名|列|"
    r"约为|约|近|超过|超|逾|突破|不低于|不少于|不超过|不足|低于|高于|至少|的有|各|等|涉及|仅|了|分别))+$"
)
_CHANGE = re.compile(
    r"(?P<change>(?:同比|环比|比[^,。]{0,10}|较[^,。]{0,12})?(?:净)?(?:增长|增加|提高|提升|上升|下降|降低|减少|缩减|压缩|缩短|压减|增幅|前移|后移|翻))(?:了|约|近|超|超过|达|达到)?$"
)
_BARE_VERB = re.compile(
    r"(?:开工|开工建设|竣工|落地|投产|完成|办结|整改|签约|新增|建成|在建|促成|更换|获批|申报|储备|涉及|其中|余下|还有|检查|整治|占|占比|金额|总额|总投资|投资)?"
)
_BEHIND_FIRST = re.compile(r"元$|%|百分点|亩|米|公里|公顷|吨")
_REST_OF_CLAUSE = re.compile(r"[^,。;:!?、”\d\n]{2,24}")
_LONGEST = 30


def label_of(
    text: str, quantity: Quantity, floor: int, previous: str | None
) -> tuple[str | None, str | None]:
    """What `quantity` counts and the comparator in front of it (达到, 同比增长, …).

    `floor` is where its sentence, or the quantity before it in the sentence, begins to be out of reach; `previous` is
    the label of the quantity before it in the same sentence, from which a clause without a subject takes its own.
    """
    chunk = _CLAUSE.split(text[floor : quantity.start])[-1]
    change = _CHANGE.search(chunk)
    comparator = change["change"] if change else None
    if comparator is None:
        trailing = _TRAILING.search(chunk)
        if trailing:
            comparator, chunk = trailing["comparator"], chunk[: trailing.start()]
    before = _LEADING.sub("", chunk).strip(" “”\x00")
    behind = None if change else _behind(text, quantity)
    if behind and not (
        _BEHIND_FIRST.search(quantity.unit or "%")
        and len(before) > 1
        and text[quantity.end : quantity.end + 1] != "的"
    ):
        return behind, comparator
    subject = before[: len(before) - len(comparator)] if change and comparator else before
    if previous and (not subject or (_BARE_VERB.fullmatch(subject) and "次" not in (quantity.unit or ""))):
        return _short(before + previous if not change else previous.removesuffix(before) + before), comparator
    if before:
        return _short(before), comparator
    if comparator and comparator[0] in "由从":
        return _short(_clause_before(text, floor, quantity.start)), comparator
    return behind or _clause_behind(text, quantity) or _short(
        _clause_before(text, floor, quantity.start)
    ), comparator


def _behind(text: str, quantity: Quantity) -> str | None:
    """The noun phrase right behind the unit, cut off before the verb that follows it."""
    position = quantity.end
    shared = _SHARED_NOUN.match(text, position)
    if shared:  # 4批、12起典型案例: both count the same
        position = shared.end()
    modified = _MODIFIED_NOUN.match(text, position)
    if modified:
        return modified["modifier"] + "的" + _until_verb(modified["noun"])
    if _NO_NOUN.match(text, position):
        return None
    match = _NOUN_BEHIND.match(text, position)
    return _until_verb(match["noun"]) or None if match else None


def _until_verb(noun: str) -> str:
    stop = _STOP.search(noun, 2)
    return (noun[: stop.start()] if stop else noun).rstrip("的和与及等")


def _clause_behind(text: str, quantity: Quantity) -> str | None:
    match = _REST_OF_CLAUSE.match(text, quantity.end)
    return match[0] if match else None


def _clause_before(text: str, floor: int, end: int) -> str | None:
    """The clause in front of one that says nothing but its number."""
    clauses = [clause for clause in _CLAUSE.split(text[floor:end])[:-1] if clause]
    return clauses[-1] if clauses else None


def _short(label: str | None) -> str | None:
    return label[-_LONGEST:] if label else None
