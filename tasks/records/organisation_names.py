"""The grammar of organisation names: what a body is about, its ending, and the level or place in front of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tasks.records.bank_names import OF_A_LEVEL, banks
from tasks.records.vocabulary import words
from tasks.text.model import Place, Sentence
from tasks.text.places.divisions import standard_divisions

_PEERS = tuple(
    [
        *["中级人民法院", "中级法院", "高级人民法院", "高级法院"],
        *["人民医院", "总医院", "中医院", "中医医院", "中心医院", "妇幼保健院", "精神卫生中心"],
        "人民法院",
        "法院",
        "人民检察院",
        "检察院",
        "纪委监委",
        "纪律检查委员会",
        "纪委",
        "监察委员会",
        "监委",
        "总工会",
        "妇联",
        "妇女联合会",
        "团委",
        "残联",
        "残疾人联合会",
        "文联",
        "科协",
        "科学技术协会",
        "工商联",
        "工商业联合会",
        "红十字会",
        "侨联",
        "社科联",
        "供销社",
        *[
            "双拥办",
            "扫黑办",
            "河长办",
            "创城办",
            "创建办",
            "安委办",
            "食安办",
            "防指办",
            "禁毒办",
            "大气办",
            "环委办",
            "征收办",
            "法治办",
            "审改办",
            "清欠办",
            "治欠办",
            "移民办",
            "爱卫办",
            "创文办",
            "侨办",
            "优化办",
            "扶贫办",
            "农办",
            "关工委",
            "接待办",
        ],
        *["交警大队", "供电公司", "自来水公司", "电信公司", "移动公司", "联通公司", "烟草公司", "邮政公司"],
        *["安委会", "规委会", "编委会", "环委会", "食安委"],
        "供销联社",
        "供销总社",
        "电视台",
        "广播电台",
        "督查室",
        "纪检委",
        "监察委",
        "供销合作社",
        "人武部",
        "人民武装部",
        "消防救援大队",
        "公安分局",
        "党校",
        "编办",
        "编委办",
        "巡察办",
        "档案馆",
    ]
)
"""Bodies whose names are whole: they only need a level or a place in front."""

_STEMS = words("departments.txt")
_CORES = AhoCorasick(
    [*_PEERS, *(s for s in _STEMS if s not in _PEERS)],
    matchkind=MatchKind.LeftmostLongest,
    implementation=Implementation.DFA,
)

_ENDING = re.compile(
    r"(?:管理|监督|执法|工作|服务|事务|发展|保障|建设|综合|和信息化|指导|促进|监测|控制)*"
    r"(?:委员会办公室|委员会|办公室|总局|分局|局(?![面部势限])|厅|部(?![门分署队])|委(?![托员派任])|办(?![理法事案公好学结])"
    r"|中心(?![组工任城])|大队|支队|总队|站(?![位在])|所(?![有在以需得])|院(?![士校]))(?:[一-鿿]{2,4}?分局)?(?:(?<=局)[一-鿿]{2,4}(?:派出所|大队|支队))?"
)
_ENDING_STARTS = frozenset("管监执工服事发保建综和指促控委办总分局厅部中大支站所院")
_AUTHORITY = re.compile(
    r"[省市区县州旗](?P<core>"
    r"委(?:[区县市]政府)?(?:办公室|办公厅|督查室|常委会|组织部|宣传部|统战部|统一战线工作部|社会工作部|政法委(?:员会)?|巡察办|巡察工作领导小组办公室"
    r"|编办|编委办|网信办|党校|老干部局|接待办|文明办|研究室|改革办|信访局|机要局|直属机关工委|政研室|农办|农工[办委]|外办|台办|财经办|国安办|审计办|军民融合办|深改办|依法治[区县市]办|办(?![理法事公]))(?!门)"
    r"|府办(?:公室|(?![理法事公发字函]))|(?:人民)?政府(?:办公室|办公厅|督查室|研究室|外事办|(?:政务|信息)公开办(?:公室)?|办(?![理法事公]))"
    r"|人大常委会(?:办公室)?|人大(?:(?!委员会)[一-鿿]{2,10}委员会|办(?![理法事公]))|政协(?:(?!委员会)[一-鿿]{2,10}委员会|办(?:公室)?(?![理法事])))"
)
_WORDY = (
    r"由|简称|等(?!级)|担任|多个|个(?=工作专班|专项)|和|与|及|向|对|在|经(?![济营费贸开])|请|以及|是|了|的|为|会同|责成|联合|按照|根据|参加|协调|配合|报|受|派驻|成立|组建|设立|调整|充实|召开|给|让|至|审议|传达|被|据|听取|加强|"
    r"接受|抓好|建立|制定|撤销|指定|着力|列入|纳入|将|坚持|增强|定期|解决(?=[区县市省])|年|月|日|或|各|任(?=[省市区县州旗国])|完善|明确|发挥|充分|多次|先后|组织(?!部)|要求|承担|通过|提请|纳入|落实(?=[区县市省])|强化|优化|重新|筹建|结合|督促|次(?!全国|全省|全市)|进一步|以"
)
_ALONE = re.compile(rf"(?:^|[^一-鿿]|{_WORDY})$")
CUT = re.compile(_WORDY)
"""Words that are no part of a name: what stands behind them may be one."""
_LIST_OF_BODIES = re.compile(r"[省市区县州旗](?:(?!、)[一-鿿]){2,10}(?:局|[^各]委|办|部(?!门)|会|院|中心)、$")
"""县司法局、编办: the level of the body in front holds for the next one too."""
_LEVEL_AT_END = re.compile(r"(?:国务院|国家|全国|中央|省|市|区|县|州|旗|镇|乡)$")
_FULL_NAME = re.compile(r"(?:^|[\s、,。;:])(?P<name>中共[一-鿿]{2,6}[区县市州旗]|[一-鿿]{2,4}[区县市州旗])$")
"""The whole name of a division that the tables may lack, in front of 人民政府, or behind 中共."""
NO_LEVEL = re.compile(
    r"\d个省$|(?:社|地|园|辖|全|城|景|校|厂|片|小|山|库|灾|各|我|本|新|发|牧|林|湖|湾|港|保税|自治)区$|(?:全|城|超|上|各|我|本|都|夜|菜)市$"
    r"|(?:全|各|我|本|郡|跨|邻|(?<!另)外)[县省]$|(?:乡|各|全|我|本|村|集)镇$|[各全]乡$"
)

_SEVERAL = re.compile(
    r"(?:市、?县|县、?市|旗、?县)、?区$|县、?区$|[市区旗]、?县$|[县市区]\([市区县旗、]{1,5}\)$"
)
"""县市区纪委: those of all divisions below, none by its name."""

_LIKE_WORDS = frozenset(
    ("会同县", "任县", "和县", "代县", "达县", "成县", "定县", "通县", "开县", "完县", "商县")
)
"""Counties whose names read like words in front of a county's bureau (张三任县教育局…, 县财政局和县审计局)."""
_BRANCH = re.compile(r"(?:(?!会同|联合|负责|牵头|开展|组织|要求|加强)[一-鿿]){2,4}?(?:派出所|大队|支队)")
_OFFICE = re.compile("办公室")
_PARTS = {"局": _BRANCH, "会": _OFFICE, "委": _OFFICE}
"""What may stand behind a whole name by its last character, as a part of it: 县安委会|办公室."""
_YOUTH = re.compile(r"团[省市区县州旗]委(?![员托派])")
_SUPREME = re.compile(r"最高人民(?:法院|检察院)")
_CENTRAL = re.compile(r"中纪委(?!员)")
_INSPECTORS = re.compile(r"委第(?<=[央省市区县州旗]委第)[一二三四五六七八九十]{1,3}巡[视察]组")
_POWER = re.compile(r"国网[一-鿿]{2,8}?公司")
_ON_THE_SPOT = re.compile(
    r"纪委(?:监委|监察委)?(?:机关)?(?:派[驻出]|驻)(?:(?!各|纪检|的)[一-鿿]){1,14}?(?:纪检监察|纪检)组"
)
"""The inspectors that a discipline commission keeps in one body, not those in all of them (县纪委监委派驻纪检监察组)."""
_OTHERS = (
    *((_YOUTH, False), (_POWER, False), (_SUPREME, False), (_CENTRAL, False)),
    *((_INSPECTORS, True), (_ON_THE_SPOT, True)),
)
"""Further names, and whether they need a level or a place in front."""
_BUREAU = re.compile(
    r"[市区县州旗](?<![一-鿿].)(?![域级内直属里外])(?P<core>(?:(?!局|和|与|及)[一-鿿]){2,6}(?<![格全大布开结棋时政破危])局)(?=[、,;。:()\n]|要(?!求)|负责|牵头|会同|配合|关于|等|[和及][市区县])"
)
"""Any bureau by its level at the head of a list or a clause, whatever its short name (市交运局、区规自局)."""
_START = attrgetter("start")


@cache
def divisions() -> frozenset[str]:
    """The names of all divisions, the earlier ones too."""
    return frozenset(name for division in standard_divisions() for name in (division.name, *division.aliases))


@cache
def _division_tails() -> frozenset[str]:
    """The last two characters of every division's name: a cheap first look."""
    return frozenset(name[-2:] for name in divisions())


def own_divisions(place: Place) -> frozenset[str]:
    """The names of the divisions that a document belongs to, which the tables may lack."""
    names = (place.province, place.city, place.district)
    sure = place.basis not in (None, "body")  # 会同县 in the body may be 要会同县财政局
    return frozenset(name for name in names if name and (sure or name not in _LIKE_WORDS))


def named_bodies(text: str, sentences: Sequence[Sentence], own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans in `sentences` that are names of bodies by their grammar; `own` are divisions the tables may lack.

    A core (发展和改革局, 委组织部) counts behind a place or a level, and alone at the edge of a clause or list.
    """
    done = 0
    pending: tuple[int, int] | None = None
    for floor, core_start, core_end, needs_level in sorted(_cores(text, sentences), key=_longest_first):
        if core_start < done:
            continue
        begin = _begin(text, floor, core_start, own, needs_level)
        if begin is None:
            continue
        if pending and text.endswith("总局", 0, done) and max(begin, done) == done:
            pending = (pending[0], core_end)  # 国家税务总局石桥县税务局
        else:
            if pending:
                yield pending
            pending = (max(begin, done), core_end)
        done = core_end
    if pending:
        yield pending


def matches_in(
    pattern: re.Pattern[str], text: str, sentences: Sequence[Sentence]
) -> Iterator[tuple[int, re.Match[str]]]:
    """The matches of `pattern` inside `sentences`, each with the start of its sentence: one pass over the text."""
    for match in pattern.finditer(text):
        index = bisect_right(sentences, match.start(), key=_START) - 1
        if index >= 0 and match.end() <= sentences[index].end:
            yield sentences[index].start, match


def _longest_first(core: tuple[int, int, int, bool]) -> tuple[int, int]:
    return core[1], -core[2]


def _cores(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, int, bool]]:
    """Start of the sentence, start and end of the core, and whether it needs a level in front."""
    starts = [sentence.start for sentence in sentences]
    whole_names = len(_PEERS)
    chain = joint = 0
    for index, start, end in _CORES.find_matches_as_indexes(text):
        at = bisect_right(starts, start) - 1
        if at < 0 or end > sentences[at].end:
            continue
        if index < whole_names:
            chain, joint = start, 0
            part = _PARTS.get(text[end - 1])
            inner = part.match(text, end, sentences[at].end) if part else None
            yield starts[at], start, inner.end() if inner else end, True
            continue
        if joint and text[joint:start] in ("", "和"):
            start = chain  # 农业农村和水利局, 农牧水务局
        chain, joint = start, end
        if text[end : end + 1] in _ENDING_STARTS and (ending := _ENDING.match(text, end, sentences[at].end)):
            yield starts[at], start, ending.end(), False
    for floor, match in matches_in(_AUTHORITY, text, sentences):
        yield floor, match.start("core"), match.end(), True
    for floor, match in matches_in(_BUREAU, text, sentences):
        if not CUT.search(match["core"]):
            yield floor, match.start("core"), match.end(), True
    for pattern, needs_level in _OTHERS:
        for floor, match in matches_in(pattern, text, sentences):
            yield floor, match.start(), match.end(), needs_level
    for floor, match in banks(OF_A_LEVEL, text, sentences):
        yield floor, match.start(), match.end(), True


def _begin(text: str, floor: int, start: int, own: frozenset[str], needs_level: bool) -> int | None:
    window = text[max(floor, start - 18) : start]
    if window.endswith(("区", "县", ")")) and _SEVERAL.search(window[-8:]):
        return None
    place = _place_at_end(window, own)
    if place:
        return start - len(place)
    level = _LEVEL_AT_END.search(window)
    if level and not NO_LEVEL.search(window):
        full = _FULL_NAME.search(window) if text.startswith("人民政府", start) or "中共" in window else None
        return start - len(full["name"] if full else level[0])
    if needs_level and _LIST_OF_BODIES.search(window):
        return start
    return None if needs_level or not _ALONE.search(window) else start


def _place_at_end(window: str, own: frozenset[str]) -> str:
    """The divisions that `window` ends with, joined: 云溪市青禾区, with 中共 in front where printed."""
    place, rest = "", window
    while rest[-2:] in _division_tails() or rest.endswith(tuple(own)):
        tails = (rest[-size:] for size in range(min(11, len(rest)), 1, -1))
        name = next(
            (tail for tail in tails if (tail in divisions() and tail not in _LIKE_WORDS) or tail in own), ""
        )
        if not name:
            break
        place = name + place
        rest = rest.removesuffix(name)
    return "中共" + place if place and window.endswith("中共" + place) else place
