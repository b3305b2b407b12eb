"""What a quantity counts: the noun phrase behind its unit, or else the words of its clause in front of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tasks.records.masks import HIDDEN
from tasks.records.quantities import Quantity
from tasks.records.vocabulary import alternatives, words

_CLAUSE = re.compile(r"[,。;:!?\n]")
_REST_OF_CLAUSE = re.compile(r"[^,。;:!?、”…\d\n]{2,24}")
_COMPARATORS = words("comparators.txt")
_ENDS = frozenset([*(word[-1] for word in _COMPARATORS), *"等了的底初末年"])
"""The last characters of what `_TRAILING` finds: it is tried only in front of a number that stands behind one."""
_VERBS = alternatives(words("verbs_after_nouns.txt"))
_NOUN_BEHIND = re.compile(
    r"(?:\d+周?岁(?:及)?(?:以上|以下)?)?的?(?P<noun>(?:“[^”\n]{1,20}”|\([^()\n]{1,10}\)|[^,。;:!?、()“”《》…\d\s\x00]){1,30})"
)
_MODIFIED_NOUN = re.compile(
    r"(?![由从比较同占为、和与及的”\x00]|均|至|增加|降低|新增|提高)"
    r"(?P<modifier>[^,。;:!?《》\n]{1,20}?)的(?P<noun>(?:“[^”\n]{1,20}”|[^,。;:!?、()“”《》\d\s]){1,16})"
)
_SHARED_NOUN = re.compile(
    r"[、和]\s?\d[\d,]*(?:\.\d+)?[余多]?[万亿]?(?:元|吨|亩|公里|平方米|[名个次例项条部份笔张辆台套座处所间栋]|[人户场批起件家](?!次))(?=[^\s,。;、:和])"
)
_CHANGED = (
    "(?:压缩|缩短|压减|缩减|减少|降低|下降|下调|提高|提升|增长|增加|上升|上调|扩大|扩展|拓展|整合|合并|精简|调整|优化|延长|增)"
    "(?:了|至|到|为|成)|[降增升减调变改延]至|[降增升减调变改延]到|[降增减变改]为"
)
"""What happened to a quantity, with where it went (由3天|压缩到1天): no noun, and the end of one."""
_NO_NOUN = re.compile(
    rf"(?:{_CHANGED}|[,。;:!?、()”\n]|$|[和与及并共]|以及|已|均|占|较|要(?![点道素闻件害])|比|同比|其中|在(?!建|校|职|册|岗)|为|由|从|到|于|被(?!巡[视察]|督察|审计|征地)|将|对|以|按|参训|"
    rf"的?问题$|左右|(?:之|以)?[内后前](?![容部设外资河勤期往沿瞻台列])|中[,,]|{_VERBS})"
)
_STOP = re.compile(
    rf"{_CHANGED}|{_VERBS}|主要(?!负责|领导|指标|人员|任务|责任|河|道|街)|超过|已|均|将|由|因|赴|被|对(?![口象外接标账])|在(?![建校职册岗线])|为(?!民)|未(?!成年)|到(?!位)"
    r"|从(?!业)|(?<![方走导定纵横面倾流意去风志趋双])向(?![上日心导好阳])|统一(?!战线|大市场|社会|标准|考试|平台)|调整(?=岗位|职务)|(?<=[位组织局委镇乡])反馈(?=意见|情况|问题|巡)|提交(?!的)|以(?![上下内])|共(?![产青同建享])|中$"
)
_ATTRIBUTE = re.compile(rf"[未已拟待在新续](?:{_VERBS})(?=[^,。的])")
"""A verb that belongs to the noun behind it: 15个|未开工项目."""
_LEADING = re.compile(
    rf"(?:{alternatives(words('leading_words.txt'))}"
    r"|现(?![代场金行状役货实象])|[和与](?![谐平美田睦会])|及(?![时格])|并(?![网购联轨行])|共(?![青产享同建治富赢生])|均(?![衡价等])|各(?![级类项])|[一二三四五六七八九十]是|\([一二三四五六七八九十]+\)|\(?\d+\)?[.、]?)+"
)
_TRAILING = re.compile(
    rf"(?:(?P<comparator>(?:均|也|已经|已|同比|环比)?(?:(?<![签履节预违集邀解续截])(?:{alternatives(_COMPARATORS)})|(?:是|相当于)(?:[^,。]{{0,10}})的|[由从](?:20\d\d年|[去上前]年|年)(?:同期|[初末底])?的?))|等|了)+$"
)
_CHANGES = tuple(
    [
        "净增",
        "增长",
        "增加",
        "提高",
        "提升",
        "上升",
        "下降",
        "降低",
        "减少",
        "缩减",
        "压缩",
        "缩短",
        "压减",
        "增幅",
        "前移",
        "后移",
        "上涨",
        "上浮",
        "回升",
        "递增",
        "回落",
        "下跌",
        "下滑",
        "收窄",
        "翻",
        "高",
        "低",
        "快",
        "慢",
        "多",
        "少",
    ]
)
_PEERS = ("平均", "水平", "均值", "全市", "全省", "全国")
"""How a clause ends that sets a number against others (低于全市平均0.3个百分点)."""
_COMPARING = (*_CHANGES, *_PEERS)
_AFTER_CHANGE = "了约近超过达到"
_CHANGE = re.compile(
    r"(?P<change>(?:(?:同比|环比)(?:\(下同\))?|比[^,。]{0,10}|较[^,。]{0,12})?(?:分别)?(?:大幅|小幅|略|微|显著|明显)?净?"
    rf"(?:{alternatives(_CHANGES[:-6])}|(?<![^比较差])[高低快慢多少])|[高低快慢好优多少][于出][^,。]{{1,10}}|超过?[^,。]{{1,10}}(?:平均|均值|水平))(?:了|约|近|超过|超|达到|达)?$"
)
_BARE_VERB = re.compile(
    r"(?:再|已经|已|未|实际|阶段性|两年平均|年均|平均|尚|正在|正|新|仅|还|其中|有|基本|全部|依法|及时|按期|按时|成功)*"
    r"(?:开工建设|开工|竣工|落地|投产|完成|办结|整改|签约|新增|建成|在建|促成|更换|获批|申报|储备|检查|整治|占比|占|保留|修改|废止|取消"
    r"|受理|审结|履约|履行|上线|排查|摸排|追回|收回|追缴|收缴|拆除|剩余|其余|余下|每[村户人镇乡校街社]|销号|解决|惠及|受益|发放|兑现|办理|安排|下达|拨付|支付|终止协议|差|增速|增幅|降幅|涨幅|(?:国家|[省市县区镇])级){0,2}(?:了|完成)?"
)
_SHARE_OF = re.compile(r"的?占.{0,14}|(?:为|完成|相当于).{1,14}的")
_VERB_AND_OBJECT = re.compile(
    r".{0,4}?(?:召开|开展|组织(?!部|先后)|举办|举行|组建|邀请|安排|配备|投入|选派|派出|派驻|出动|培训|发放|建立|设立|设置|安装|购置|抽调|聘请|聘任|动员)了?"
    r"(?!开展|召开|实施|完成|举办|参加|全[区县市镇省]|各).{2,}(?<![的对为在等向从由和与及各])(?<!全[区县市镇])(?<![省市县区镇]级)"
)
"""In front of a number: the object is named already (安排救护车|3辆|夜间待命)."""
_LIST_AFTER = re.compile("[、和及与]")
_TERMS = re.compile(
    r"同口径|可比口径|(?:扣除|剔除|按照?)[^,。]{2,14}(?:后|计算|折算|口径|因素)|(?:上年|去年)?同期|折合|折算"
)
"""In what terms the same thing is stated once more: 扣除留抵退税因素后, 按年平均汇率折算."""
_BASE = re.compile(r"[比较](?:上年|去年|20\d\d年)?(?:同期|年[初末底])?(?:决算数|预算数|完成数|基数)?的?")
"""In front of a number: the same thing at another time, which growth starts from (比上年决算数|14亿元增长3%)."""
_DAY = re.compile(r"(?:截[至止])?(?:到|目前)?(?:\d{1,2}月)?\d{1,2}[日月](?:[上下]午|晚)?.{0,4}")
"""A clause that only names a day whose year nobody says."""
_MEAN = ("两年平均", "年均", "平均")
_PACE = ("增速", "增幅", "降幅", "涨幅")
_TAKEN_UP = re.compile(r"^(?:共|新)*(?:受理|收到?|接收|接到)(?=.{0,12}案件)")
"""In front of cases that were received: of those 审结 tells, it says nothing."""
_OF_RATE = re.compile(r"(?P<noun>[^\d\x00]*?)(?:达到?|为|超过?|在|低于|高于)?\d[^\x00]*的")
"""What those are that a number counts which stands behind a rate: 完成率达到100%的|51个."""
_DONE = re.compile("(?:均|也|已经|已)*完成")
_PAID = re.compile(r"的?(?:标准)?(?:给予|予以|发放|享受|拨付)(?P<noun>[^,。;\d\n]{2,14})")
_AMOUNT = re.compile(r"(?:投资|额|率|值|面积|收入|资金|占比|比例|比重|总量|产量|支出|时间|长度)$")
_MEASURES = re.compile(r"元$|%|百分点|亩|米|公里|公顷|吨")
_MONEY = re.compile(r"元$|%|百分点")
_REST = re.compile(r"(?:完成|剩余|其余|余下)$")
"""In front of an area or a length: what is measured stands behind (完成剩余23.5亩|土地征收)."""
_OCCASION = re.compile(r"(?:会议|会|检查|培训|活动|行动|督查|督导|调研|学习|讲座|演练)$")
_MONEY_ENDS = ("元", "%", "点")
_LONGEST = 30
_SHORT_CLAUSE = 4


class Label(NamedTuple):
    """What is counted, and the word in front of the number that compares or sums up (达到, 同比增长); either may be missing."""

    text: str | None
    comparator: str | None
    noun: str | None = None
    """What a clause without a subject takes over: the label without the verb of its own clause."""


@lru_cache(maxsize=1024)
def hands_on(unit: str | None, following: str | None) -> bool:
    """True where a number of `unit` can lend its label to one of `following`: an amount of money names no persons."""
    return (unit or "")[-1:] not in _MONEY_ENDS or bool(_MEASURES.search(following or "%"))


def goes_on(label: Label, previous: Label | None) -> bool:
    """True where `label` took the noun of `previous` over."""
    noun = previous and (previous.noun or previous.text)
    return bool(noun and label.text and label.text.startswith(noun))


def label_of(text: str, quantity: Quantity, floor: int, previous: Label | None) -> Label:
    """The label of `quantity` in `text`, in which dates are hidden.

    `floor` is where its sentence begins or the quantity before it ends; `previous` is the label of that quantity, from
    which a clause without a subject (…项目20个,落地8个; 收入5亿元,同比增长3%) takes its own.
    """
    chunk = _CLAUSE.split(text[floor : quantity.start])[-1].replace(HIDDEN, "")
    chunk = _aside(chunk).rstrip()
    change = _CHANGE.search(chunk) if chunk.rstrip(_AFTER_CHANGE).endswith(_COMPARING) else None
    if previous and previous.text and _LIST_AFTER.match(chunk, len(previous.text)):
        chunk = chunk.removeprefix(previous.text)  # 9个乡镇、5万人: it belongs to the number in front
    heir = previous.noun or previous.text if previous else None
    if change:
        subject = _clean(chunk[: change.start()])
        if heir and _TERMS.fullmatch(subject):
            subject = ""
        if heir and subject.startswith(_MEAN):
            heir = heir.removesuffix("增速").removesuffix("降幅")
        noun = (heir or "" if _BARE_VERB.fullmatch(subject) else "") + subject
        return Label(_short(noun + change["change"]), change["change"], noun or None)
    trailing = _TRAILING.search(chunk) if chunk[-1:] in _ENDS else None
    comparator = trailing["comparator"] if trailing else None
    before = _clean(chunk[: trailing.start()] if trailing else chunk)
    if before == "的":
        of_rate = _OF_RATE.fullmatch(_CLAUSE.split(text[max(0, floor - _LONGEST) : quantity.start])[-1])
        if of_rate:
            return Label(_short(of_rate[0]), comparator, of_rate["noun"] or None)
    if heir and (_TERMS.fullmatch(before) or _BASE.fullmatch(before)):
        return Label(heir, comparator, heir)
    if heir and _SHARE_OF.fullmatch(before):
        return Label(_short(heir + before.lstrip("的")), comparator, heir)
    behind = _behind(text, quantity)
    if behind and _counts_what_follows(text, quantity, before, behind):
        return Label(behind, comparator)
    if _BARE_VERB.fullmatch(before) and not (before and "次" in (quantity.unit or "")):
        if previous and not before and not comparator:
            same = previous.noun if (previous.text or "").endswith("的") else previous.text
            return Label(same or previous.text, None, previous.noun)
        return _without_subject(text, quantity, floor, heir, before, comparator)
    paid = _PAID.match(text, quantity.end) if before.startswith("按") or "按每" in before else None
    return Label(
        paid["noun"] if paid else _short(before) or behind or _around(text, floor, quantity), comparator
    )


def _counts_what_follows(text: str, quantity: Quantity, before: str, behind: str) -> bool:
    """True where the noun behind the unit is what is counted: not where the words in front name it already."""
    measured = _MEASURES.search(quantity.unit or "%")
    follows = text[quantity.end : quantity.end + 1] == "的"
    if measured and (not follows or _AMOUNT.search(before)):
        return len(before) < 2 or (not _MONEY.search(quantity.unit or "%") and bool(_REST.search(before)))
    if "次" in (quantity.unit or "") and not follows and _OCCASION.search(before):
        return False  # 常委会会议4次、专题会议7次|研究整改工作
    lacks = behind[0] in "未无" and len(behind) <= _SHORT_CLAUSE and not _ATTRIBUTE.match(behind)
    return follows or not (_VERB_AND_OBJECT.fullmatch(before) or (lacks and len(before) > 1))


def _without_subject(
    text: str, quantity: Quantity, floor: int, heir: str | None, before: str, comparator: str | None
) -> Label:
    """The label of a number whose clause only has a verb (落地8个), or nothing at all."""
    if heir:
        heir = _TAKEN_UP.sub("", heir)
        if before == "实际":
            heir = heir.removesuffix("预算数")
        if not before and _DONE.fullmatch(comparator or ""):
            before = "完成"  # 制定措施66条,已完成54条
        share = before.startswith(("占", *_PACE))
        joined = _short(heir + before if share else before + heir)
        return Label(joined, comparator, joined if share else heir)
    if before:
        noun = _clause_before(text, floor, quantity.start)
        return Label(_short(before + (noun or "")), comparator, noun)
    if comparator and comparator[0] in "由从":
        return Label(_clause_before(text, floor, quantity.start), comparator)
    return Label(_behind(text, quantity) or _around(text, floor, quantity) or comparator, comparator)


def _clean(chunk: str) -> str:
    leading = _LEADING.match(chunk)
    return chunk[leading.end() if leading else 0 :].strip(" 　").lstrip("”").rstrip("“")


def _behind(text: str, quantity: Quantity) -> str | None:
    """The noun phrase right behind the unit, cut off before the verb that follows it."""
    position = quantity.end
    shared = _SHARED_NOUN.match(text, position)
    if shared:  # 4批、12起典型案例: both count the same
        position = shared.end()
    modified = _MODIFIED_NOUN.match(text, position)
    if modified:
        return f"{modified['modifier']}的{_until_verb(modified['noun'])}"
    if _NO_NOUN.match(text, position):
        return None
    match = _NOUN_BEHIND.match(text, position)
    return _until_verb(match["noun"]) or None if match else None


def _until_verb(noun: str) -> str:
    """`noun` up to its first verb; one character that can be a verb ends it only behind two others (村|已完成 but not 为民)."""
    attribute = _ATTRIBUTE.match(noun)
    first = attribute.end() if attribute else 1
    stops = (match.start() for match in _STOP.finditer(noun, first) if len(match[0]) > 1 or match.start() > 1)
    return noun[: next(stops, None)].rstrip("的和与及等于")


def _around(text: str, floor: int, quantity: Quantity) -> str | None:
    """The rest of the clause where nothing in front says what is counted (400人|在线完成培训), else the clause before."""
    rest = _REST_OF_CLAUSE.match(text, quantity.end)
    return rest[0] if rest else _clause_before(text, floor, quantity.start)


def _clause_before(text: str, floor: int, end: int) -> str | None:
    clauses = [
        clause
        for clause in _CLAUSE.split(text[floor:end])[:-1]
        if clause.strip(HIDDEN) and not _DAY.fullmatch(clause)
    ]
    return _short(_clean(clauses[-1].replace(HIDDEN, ""))) if clauses else None


def _short(label: str) -> str | None:
    if len(label) > _LONGEST:
        label = label[-_LONGEST:].lstrip("、和及与的")
    return label or None


def _aside(chunk: str) -> str:
    """What stands in the bracket that is still open at the end of `chunk`, if one is: (上年同期为|2亿元)."""
    opened = chunk.rfind("(")
    return chunk[opened + 1 :] if opened > chunk.rfind(")") else chunk
