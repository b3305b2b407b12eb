"""Names of bodies: what one ends with, and a printed list of them (牵头单位:…) cut into its members."""

from __future__ import annotations

import re

from tasks.records.vocabulary import alternatives, words

_UNIT_END = re.compile(rf"(?:{alternatives(words('body_endings.txt'))})$")

# 区委、区政府督查室 is one office of two authorities; 区委、区政府 alone are two
_SHARED_OFFICE = re.compile(
    r"([区县市省州旗]委)、([区县市省州旗]政府(?:办公室|督查室|信访局|研究室|接待办|督查考核办))"
)
_LEVELS = re.compile(r"各(?:[县市区旗州]、)+(?=[县市区旗州])")
"""各县、区人民政府 are one collective."""
_AND = re.compile(
    r"(?<=[局委办厅部室院会队行府门位道镇乡所站])(?:以及|和|与|及)(?=[区县市省州旗各镇]|有关|相关|其他|街道)"
)
"""区司法局和区财政局, 州委编办及州直有关单位 are two; 市规划和自然资源局 is one."""
_SEPARATORS = frozenset("、,;,; \t\n")
_DUTY = re.compile(
    r"(?:等)?(?:相关|有关|各)?(?:部门|单位|地区|责任单位)?"
    r"(?:按照?(?:各自)?(?:职责|职能)(?:分工)?(?:负责|落实|配合|抓好落实)?|[分共具]别?[同体]?负责|负责)$"
)
_REMARK = re.compile(r"下同$|为牵头(?:单位|部门)$|不再[^、]{0,4}列出")
"""Behind a list: 排在首位的为牵头单位,下同."""
_ET_CETERA = re.compile(r"等(?:相关|有关)?(?:部门|单位|地区){0,2}$")
_COLLECTIVE = re.compile(
    r"^(?:[省市区县州]?[级直](?=各|有关|相关)|各|该|某|全区|全县|全市|全省|全国(?=法院|检察院|税务|公安|纪检)|全体|其他|相关|有关|区直|县直|市直|本)|(?:部门|单位|企业|各镇街|镇街|乡镇)$"
)
_MARKED = re.compile(r"\((?:(?:牵头|负责|配合|主办|协办)|[^()]*(?:下同|为牵头)[^()]*)\)$")
"""What brackets say of a unit, or of the whole list: (列首位的为牵头单位,下同)."""
_INCOMPLETE = re.compile(r"[区县市省州旗镇乡各]|.*(?:和|与|及)")
_NOT_HAN = re.compile(r"[^一-鿿]")
_AUTHORITY_END = re.compile(
    r"(?:[区县市省州旗镇乡]|街道|[区县市省州旗党]委|政府|人大|政协|党组|党工委|纪委)$"
)
_LEVEL = re.compile(r"(?:全国|中央|国家|省|自治区|市|区|县|州|旗|镇|乡|街道|党委|党组)(?=[一-鿿]|$)")
_VERBAL = re.compile(r"在|由|和|向|对|与|把|将|按|是|了|的|听取|学习|传达|召开|经|被|让|请|至|及")
_KINDS_OF_BODIES = frozenset(
    [
        "街道",
        "乡镇",
        "镇街",
        "社区",
        "景区",
        "园区",
        "学校",
        "医院",
        "公司",
        "银行",
        "法院",
        "检察院",
        "政府",
        "人大",
        "政协",
        "村",
        "镇",
        "乡",
        "村委会",
        "居委会",
        "党委",
        "党组",
        "党支部",
        "支部",
        "委员会",
        "办公室",
    ]
)
_EDGES = " 。.,、,;;::\n\t"


def ends_like_body(text: str) -> bool:
    """True when `text` ends as the names of bodies do (发改局, 柳渡街道办事处); 局 or 会 alone does not."""
    match = _UNIT_END.search(text)
    return match is not None and (match.start() > 0 or len(text) > 1)


def body_before(text: str, end: int) -> str:
    """The body or authority whose name ends at `end` (区委, 市公安局青禾分局), from its level on; "" without one."""
    window = text[max(0, end - 20) : end]
    window = _NOT_HAN.split(window)[-1]
    if not (_AUTHORITY_END.search(window) or ends_like_body(window)):
        return ""
    levels = [m.start() for m in _LEVEL.finditer(window)]
    # 市公安局青禾分局 begins at the first level behind which no verb stands
    return next((window[i:] for i in levels if not _VERBAL.search(window, i)), "")


def is_named(unit: str) -> bool:
    """True for one body by its name; 街道, 景区 and 部门 alone are kinds of bodies, and 各镇街 is a collective."""
    return ends_like_body(unit) and not is_collective(unit) and unit not in _KINDS_OF_BODIES


def is_collective(unit: str) -> bool:
    """True for bodies that are addressed without being named (各镇街, 各部门, 区直有关单位)."""
    return bool(_COLLECTIVE.search(unit))


def split_bodies(text: str) -> tuple[str, ...]:
    """The bodies of a printed list, in order, each once: split at 、 and its kin outside brackets, blanks rejoined.

    区委区政府督查室 and 各镇街(经济园区) stay whole; 等部门 and 按职责分工负责 are cut off.
    """
    units: list[str] = []
    listed = _AND.sub("、", _SHARED_OFFICE.sub(r"\1\2", text))
    for part in _rejoin(_outside_brackets(listed)):
        unit = _clean(part)
        if unit and unit not in units and not _REMARK.search(unit):
            units.append(unit)
    return tuple(units)


def _outside_brackets(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    inside = {i for levels in _LEVELS.finditer(text) for i in range(*levels.span())}
    for index, character in enumerate(text):
        if character in "(〔[【“《":
            depth += 1
        elif character in ")〕]】”》":
            depth = max(0, depth - 1)
        elif not depth and character in _SEPARATORS and index not in inside:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _rejoin(parts: list[str]) -> list[str]:
    """A level on its own (区 ⏎ 营商局) is the beginning of the next part: a line was broken inside the name."""
    joined: list[str] = []
    pending = ""
    for part in (p.strip() for p in parts):
        if not part:
            continue
        part, pending = pending + part, ""
        if _INCOMPLETE.fullmatch(part):
            pending = part
        else:
            joined.append(part)
    return [*joined, pending] if pending else joined


def _clean(part: str) -> str:
    part = _MARKED.sub("", part.strip(_EDGES))
    part = _ET_CETERA.sub("", _DUTY.sub("", part))
    return "".join(part.strip(_EDGES).split())
