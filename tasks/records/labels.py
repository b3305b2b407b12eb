"""What a quantity counts: the noun phrase behind its unit, or else the words of its clause in front of it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tasks.records import label_words as words
from tasks.records.masks import HIDDEN
from tasks.records.quantities import Quantity


class Label(NamedTuple):
    """What is counted, and the word in front of the number that compares or sums up (达到, 同比增长); either may be missing."""

    text: str | None
    comparator: str | None
    noun: str | None = None
    """What a clause without a subject takes over: the label without the verb of its own clause."""


@lru_cache(maxsize=1024)
def hands_on(unit: str | None, following: str | None) -> bool:
    """True where a number of `unit` can lend its label to one of `following`: an amount of money names no persons."""
    return (unit or "")[-1:] not in words.MONEY_ENDS or bool(words.SET_AGAINST.search(following or "%"))


def only_changes(text: str, start: int, end: int) -> bool:
    """True where nothing but a change stands in `text[start:end]`, between two numbers: …262件,同比下降3%|,同比减少|7件."""
    return words.ONLY_CHANGES.fullmatch(text, start, end) is not None


def goes_on(label: Label, previous: Label | None) -> bool:
    """True where `label` took the noun of `previous` over."""
    noun = previous and (previous.noun or previous.text)
    return bool(noun and label.text and label.text.startswith(noun))


def label_of(text: str, quantity: Quantity, floor: int, previous: Label | None) -> Label:
    """The label of `quantity` in `text`, in which dates are hidden.

    `floor` is where its sentence begins or the quantity before it ends; `previous` is the label of that quantity, from
    which a clause without a subject (…项目20个,落地8个; 收入5亿元,同比增长3%) takes its own.
    """
    chunk, previous = _in_front(text, quantity, floor, previous)
    heir = previous.noun or previous.text if previous else None
    change = _change_at_end(chunk, heir)
    if change:
        return change
    trailing = words.TRAILING.search(chunk) if chunk[-1:] in words.ENDS else None
    comparator = trailing["comparator"] if trailing else None
    before = _clean(chunk[: trailing.start()] if trailing else chunk)
    if heir and _is_multiple(text, quantity) and words.MULTIPLIED.fullmatch(before):
        return Label(heir, comparator, heir)
    if before.endswith(("对", "将", "把")) and words.OBJECT_AHEAD.fullmatch(before):
        return Label(_behind(text, quantity) or _around(text, floor, quantity), comparator)
    if before.endswith("先后") and "次" in (quantity.unit or ""):
        return Label(_around(text, floor, quantity), comparator)
    if (
        before == "的"
        and not _behind(text, quantity)
        and (of_rate := _of_rate(text, quantity, floor, comparator))
    ):
        return of_rate
    if heir and (again := _same_thing(heir, before, comparator, quantity)):
        return again
    behind = _behind(text, quantity)
    if behind and chunk.endswith("等"):
        return Label(behind, comparator)
    if behind and _counts_what_follows(text, quantity, before, behind):
        return Label(behind, comparator)
    if words.BARE_VERB.fullmatch(before) and not (before and "次" in (quantity.unit or "")):
        if previous and not before and not comparator:
            same = previous.noun if (previous.text or "").endswith("的") else previous.text
            return Label(same or previous.text, None, previous.noun)
        return _without_subject(text, quantity, floor, heir, before, comparator)
    paid = words.PAID.match(text, quantity.end) if before.startswith("按") or "按每" in before else None
    return Label(
        paid["noun"] if paid else _short(before) or behind or _around(text, floor, quantity), comparator
    )


def _in_front(text: str, quantity: Quantity, floor: int, previous: Label | None) -> tuple[str, Label | None]:
    """The words of the clause in front of `quantity`, and the label that it may take over from `previous`; None for none."""
    if words.IN_VIEW.match(text, floor, quantity.start):
        previous = None
    chunk = words.CLAUSE.split(text[floor : quantity.start])[-1].replace(HIDDEN, "")
    chunk = _aside(chunk).rstrip()
    if ")" in chunk and chunk.find(")") < (chunk.find("(") % len(chunk)):
        chunk = _across_bracket(text, floor, chunk)
    if previous and previous.text and words.LIST_AFTER.match(chunk, len(previous.text)):
        chunk = chunk.removeprefix(previous.text)  # 9个乡镇、5万人: it belongs to the number in front
        if (quantity.unit or "")[-1:] in words.PERSONS and len(chunk) == 1:
            previous = None
    return chunk, previous


def _is_multiple(text: str, quantity: Quantity) -> bool:
    """True for how many times as much, and for the amount that it is a multiple of: 是上年4.3亿元|的1.8倍."""
    return "倍" in (quantity.unit or "") or words.TIMES.match(text, quantity.end) is not None


def _change_at_end(chunk: str, heir: str | None) -> Label | None:
    """The label of a number that says how far something rose or fell: 粮食产量|同比增长."""
    compares = chunk.rstrip(words.AFTER_CHANGE).endswith(words.COMPARING)
    change = words.CHANGE.search(chunk) if compares else None
    if not change:
        return None
    subject = _clean(chunk[: change.start()])
    if heir and words.TERMS.fullmatch(subject):
        subject = ""
    if heir and subject.startswith(words.MEAN):
        heir = heir.removesuffix("增速").removesuffix("降幅")
    noun = (heir or "" if words.BARE_VERB.fullmatch(subject) else "") + subject
    return Label(_short(noun + change["change"]), change["change"], noun or None)


def _of_rate(text: str, quantity: Quantity, floor: int, comparator: str | None) -> Label | None:
    """The label of a number that stands behind a rate: 完成率达到100%的|51个."""
    clause = words.CLAUSE.split(text[max(0, floor - words.LONGEST) : quantity.start])[-1]
    of_rate = words.OF_RATE.fullmatch(clause)
    return Label(_short(of_rate[0]), comparator, of_rate["noun"] or None) if of_rate else None


def _same_thing(heir: str, before: str, comparator: str | None, quantity: Quantity) -> Label | None:
    """The label of a number that says more of `heir`, the thing counted last: its share, its rank, it in other terms."""
    if words.TERMS.fullmatch(before) or words.BASE.fullmatch(before):
        return Label(heir, comparator, heir)
    if words.STOCK.fullmatch(before) and words.STOCK.fullmatch(heir[-2:]):
        return Label(heir[:-2] + before, comparator, heir)
    if quantity.rule == "rank" and words.AMONG.fullmatch(before):
        return Label(_short(heir + before), comparator, heir)
    if words.SHARE_OF.fullmatch(before):
        return Label(_short(heir + before.lstrip("的")), comparator, heir)
    return None


def _counts_what_follows(text: str, quantity: Quantity, before: str, behind: str) -> bool:
    """True where the noun behind the unit is what is counted: not where the words in front name it already."""
    measured = words.MEASURES.search(quantity.unit or "%")
    follows = text[quantity.end : quantity.end + 1] == "的"
    if measured and (not follows or words.AMOUNT.search(before)):
        return len(before) < 2 or (
            not words.MONEY.search(quantity.unit or "%") and bool(words.REST.search(before))
        )
    if "次" in (quantity.unit or "") and not follows and words.OCCASION.search(before):
        return False  # 常委会会议4次、专题会议7次|研究整改工作
    lacks = behind[0] in "未无" and len(behind) <= words.SHORT_CLAUSE and not words.ATTRIBUTE.match(behind)
    return follows or not (words.VERB_AND_OBJECT.fullmatch(before) or (lacks and len(before) > 1))


def _without_subject(
    text: str, quantity: Quantity, floor: int, heir: str | None, before: str, comparator: str | None
) -> Label:
    """The label of a number whose clause only has a verb (落地8个), or nothing at all."""
    if heir:
        heir = words.TAKEN_UP.sub("", heir)
        if before == "实际":
            heir = heir.removesuffix("预算数")
        if not before and words.DONE.fullmatch(comparator or ""):
            before = "完成"  # 制定措施66条,已完成54条
        share = before.startswith(("占", *words.PACE))
        joined = _short(heir + before if share else before + heir)
        return Label(joined, comparator, joined if share else heir)
    if before:
        noun = _clause_before(text, floor, quantity.start)
        return Label(_short(before + (noun or "")), comparator, noun)
    if comparator and comparator[0] in "由从":
        return Label(_clause_before(text, floor, quantity.start), comparator)
    return Label(_behind(text, quantity) or _around(text, floor, quantity) or comparator, comparator)


def _clean(chunk: str) -> str:
    leading = words.LEADING.match(chunk)
    cleaned = chunk[leading.end() if leading else 0 :].strip(" 　").lstrip("”").rstrip("“")
    return cleaned if "”" in cleaned else cleaned.removeprefix("“")


def _behind(text: str, quantity: Quantity) -> str | None:
    """The noun phrase right behind the unit, cut off before the verb that follows it."""
    position = quantity.end
    shared = words.SHARED_NOUN.match(text, position)
    if shared:  # 4批、12起典型案例: both count the same
        position = shared.end()
    modified = words.MODIFIED_NOUN.match(text, position)
    if modified:
        return f"{modified['modifier']}的{_until_verb(modified['noun'])}"
    if words.NO_NOUN.match(text, position):
        return None
    match = words.NOUN_BEHIND.match(text, position)
    if not match:
        return None
    of_rate = (
        words.OF_A_RATE.fullmatch(match["noun"]) if text[match.end() : match.end() + 1].isdigit() else None
    )
    return _until_verb(of_rate["owner"] if of_rate else match["noun"]) or None


def _until_verb(noun: str) -> str:
    """`noun` up to its first verb; one character that can be a verb ends it only behind two others (村|已完成 but not 为民)."""
    attribute = words.ATTRIBUTE.match(noun)
    first = attribute.end() if attribute else 1
    stops = (
        match.start() for match in words.STOP.finditer(noun, first) if len(match[0]) > 1 or match.start() > 1
    )
    return noun[: next(stops, None)].rstrip("的和与及等于").replace(HIDDEN, "")


def _around(text: str, floor: int, quantity: Quantity) -> str | None:
    """The rest of the clause where nothing in front says what is counted (400人|在线完成培训), else the clause before."""
    rest = words.REST_OF_CLAUSE.match(text, quantity.end)
    if rest and rest[0].startswith("因") and (suffered := words.SUFFERED.search(rest[0])):
        return suffered[0]
    return rest[0].replace(HIDDEN, "") if rest else _clause_before(text, floor, quantity.start)


def _clause_before(text: str, floor: int, end: int) -> str | None:
    clauses = [
        clause
        for clause in words.CLAUSE.split(text[floor:end])[:-1]
        if clause.strip(HIDDEN) and not words.DAY.fullmatch(clause)
    ]
    return _short(_clean(clauses[-1].replace(HIDDEN, ""))) if clauses else None


def _short(label: str) -> str | None:
    if len(label) > words.LONGEST:
        label = label[-words.LONGEST :]
        boundary = words.BOUNDARY.match(label)
        label = label[boundary.end() if boundary else 0 :].lstrip("、和及与的")
    return label or None


def _aside(chunk: str) -> str:
    """What stands in the bracket that is still open at the end of `chunk`, if one is: (上年同期为|2亿元).

    Where nothing does, what stands in front of it: 监测天数(|366天).
    """
    opened = chunk.rfind("(")
    return (chunk[opened + 1 :] or chunk[:opened].removeprefix("占")) if opened > chunk.rfind(")") else chunk


def _across_bracket(text: str, floor: int, chunk: str) -> str:
    """`chunk` with the clause in front of the bracket that it closes: 占有效天数(366天)的."""
    opened = text.rfind("(", 0, floor)
    before = words.CLAUSE.split(text[max(0, opened - words.LONGEST) : opened])[-1] if opened >= 0 else ""
    return before.replace(HIDDEN, "") + chunk.partition(")")[2]
