"""What a quantity counts: the noun phrase behind its unit, or else the words of its clause in front of it."""

from __future__ import annotations

import re

from tasks.records.quantities import Quantity

_CLAUSE = re.compile(r"[,。;:!?\n]")
_NOUN_BEHIND = re.compile(
    r"(?:的(?=[^,。]{2}))?(?P<noun>(?:“[^”\n]{1,20}”|\([^()\n]{1,10}\)|[^,。;:!?、()“”《》\d\s\x00])+(?:、(?=[^\d,。;]{1,8}等))?)"
)
_NO_NOUN = re.compile(
    r"(?:[,。;:!?、()\n]|$|[和与及并]|以及|已|均|全部|分别|占|较|比|同比|其中|在|为|由|从|到|于|被|将|对|以|进行|纳入|参加|按|的?问题$|左右|以上|以下|以内|内|后|前|中[,,])"
)
_VERBS = [
    "进行",
    "开展",
    "实施",
    "完成",
    "获评",
    "获得",
    "获批",
    "被",
    "列入",
    "纳入",
    "入选",
    "参加",
    "参与",
    "召开",
    "建立",
    "配备",
    "已",
    "均",
    "全部",
    "正在",
    "将",
    "由",
    "对",
    "于",
    "在",
    "从",
    "按",
    "以",
    "共",
    "主要",
    "上报",
    "通过",
    "提出",
    "达到",
    "实现",
    "因",
    "未",
    "超过",
    "主动",
    "组织",
    "公开",
    "赴",
    "到",
    "分别",
    "落地",
    "注入",
    "得到",
    "受到",
    "给予",
    "予以",
    "作为",
    "成为",
    "获",
    "集体",
    "为",
    "用",
    "与",
    "和",
    "及",
    "并",
    "完工",
    "开工",
    "竣工",
    "投产",
    "建成",
    "整改",
    "办结",
]
_STOP = re.compile("|".join(sorted(_VERBS, key=len, reverse=True)))
_LEADING = re.compile(
    r"^(?:[、和与及并]|以及|截至目前|截至|目前|当前|现在|现|今年|去年|全年|期间|共计|共有|共|累计|总计|合计|已经|已有|已|先后|分别|其中|同时|成功|"
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
    if behind and not (_BEHIND_FIRST.search(quantity.unit or "%") and len(before) > 1):
        return behind, comparator
    subject = before[: len(before) - len(comparator)] if change and comparator else before
    if previous and (not subject or (_BARE_VERB.fullmatch(subject) and "次" not in (quantity.unit or ""))):
        return _short(before + previous if not change else previous.removesuffix(before) + before), comparator
    if before:
        return _short(before), comparator
    return behind or _clause_behind(text, quantity) or _short(_clause_before(text, floor)), comparator


def _behind(text: str, quantity: Quantity) -> str | None:
    """The noun phrase right behind the unit, cut off before the verb that follows it."""
    if _NO_NOUN.match(text, quantity.end):
        return None
    match = _NOUN_BEHIND.match(text, quantity.end)
    if match is None:
        return None
    noun = match["noun"][:_LONGEST]
    stop = _STOP.search(noun, 2)
    if stop:
        noun = noun[: stop.start()]
    return noun.strip("的“”") or None


def _clause_behind(text: str, quantity: Quantity) -> str | None:
    match = re.compile(r"[^,。;:!?、\n]{2,24}").match(text, quantity.end)
    return match[0] if match else None


def _clause_before(text: str, floor: int) -> str | None:
    """The clause in front of an empty one."""
    clauses = [clause for clause in _CLAUSE.split(text[max(0, floor - 40) : floor]) if clause]
    return clauses[-1] if clauses else None


def _short(label: str | None) -> str | None:
    return label[-_LONGEST:] if label else None
