"""Personal names: what can be one, and where it begins in an entry that prints unit, post and name without a gap.

Names of two to four Chinese characters by surname, and names with · (迪丽·艾力). Surnames, posts and the words that
only look like names are data beside this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.records.bodies import ends_like_body
from tasks.records.vocabulary import words

_HAN = "[㐀-䶿一-鿿〇]"

SINGLE = frozenset("".join(word for word in words("surnames.txt") if len(word) > 2))
COMPOUND = frozenset(word for word in words("surnames.txt") if len(word) == 2)
NOT_NAMES = frozenset(words("not_names.txt"))
COMMON_WORDS = frozenset(words("common_words.txt"))
NATIONAL_LEADERS = frozenset(words("national_leaders.txt"))

_RANK_WORDS = "第一 常务 专职 兼职 党组 党委 代理 执行 轮值 原 副 代 总 一级 二级 三级 四级 正 名誉 政治 驻村"
RANKS = frozenset(_RANK_WORDS.split())
POSTS = frozenset(words("posts.txt"))
_LONGEST_POST = max(map(len, POSTS))
_DOTTED = re.compile(rf"{_HAN}{{1,8}}(?:[··•]{_HAN}{{1,8}})+")
_ALL_HAN = re.compile(f"{_HAN}+")
_PADDING = re.compile(r"\s+")
_OFFICIAL_END = re.compile(
    r"(?:同志|先生|女士|主任|会议|书记|[区县市旗镇乡局部校院组]长|主席|委员|成员|人员|代表|单位|部门|同学|负责)$"
)

_FUNCTION_WORDS = frozenset("在到就对向的赴率")
_GROUP_END = re.compile(
    r"[会们者众工民界业位门组室生队员体家商户学校司所站厂社族村镇乡区县市省局办部委]$|人士|群众|有关|相关|负责|以及|各|等"
)
"""Ends of words for groups, bodies and kinds of people, which stand in lists beside names."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An entry of a list cut in two: `prefix` (unit and post as printed, may be empty) and `name`, at `name_start`."""

    prefix: str
    name: str
    name_start: int


def strip_padding(name: str) -> str:
    """`name` without the blanks that printers put into two-character names (于  川)."""
    return _PADDING.sub("", name)


def is_name(text: str) -> bool:
    """True when `text`, unpadded, can be a person's name by its surname and is no common word."""
    if _DOTTED.fullmatch(text):
        return True
    if not 2 <= len(text) <= 4 or not _surnamed(text) or not _ALL_HAN.fullmatch(text) or "某" in text:
        return False
    if text[:2] in NOT_NAMES or text[:3] in NOT_NAMES or text in NATIONAL_LEADERS:
        return False
    return not _OFFICIAL_END.search(text)


def is_padded_name(printed: str) -> bool:
    """True for a surname and one character with blanks between: 宁  可, which unpadded is a common word."""
    name = strip_padding(printed)
    return len(name) == 2 and printed[1].isspace() and name[0] in SINGLE and bool(_ALL_HAN.fullmatch(name))


def is_unusual_name(text: str) -> bool:
    """True when `text` could be a name in a list of names, although its first character is no surname (扎西多吉)."""
    if not 2 <= len(text) <= 5 or not _ALL_HAN.fullmatch(text) or "某" in text:
        return False
    is_word = text in COMMON_WORDS or text[:2] in NOT_NAMES
    if is_word and (len(text) > 3 or text[0] not in SINGLE):
        return False
    return not (_OFFICIAL_END.search(text) or _GROUP_END.search(text))


def _surnamed(text: str) -> bool:
    if text[:2] in COMPOUND:
        return len(text) >= 3
    # Four characters without a compound surname: both parents' surnames
    return text[0] in SINGLE and (len(text) < 4 or text[1] in SINGLE)


def is_name_in_prose(text: str) -> bool:
    """Like `is_name`, in running text: there 方圆 and 高峰 are words, and only lists make names of them."""
    return is_name(text) and text not in COMMON_WORDS and text[-1] not in _FUNCTION_WORDS


def post_at_end(text: str) -> str | None:
    """The post that `text` ends with, its ranks included (副主任); None without one."""
    sizes = range(min(_LONGEST_POST, len(text)), 1, -1)
    start = len(text) - next((size for size in sizes if text[-size:] in POSTS), 0)
    if start == len(text):
        return None
    while size := next((size for size in (2, 1) if size <= start and text[start - size : start] in RANKS), 0):
        start -= size
    return text[start:]


def cut_name(entry: str, *, misprints: bool = False) -> Holder | None:
    """Cut the name off the end of `entry` (发改局叶青禾, 副区长石南星, 拆迁办于水); None where no name ends it.

    What is in front must end as a unit or a post does. With `misprints` (in lists that are known to be of persons)
    it need not: 建设服务中王川 then gives its longest name.
    """
    dot = entry.find("·")
    if dot >= 0:
        return _cut_dotted(entry, dot)
    cuts = [len(entry) - size for size in (4, 3, 2) if len(entry) > size and is_name(entry[-size:])]
    for cut in cuts:
        if len(entry) - cut == 4 and entry[cut : cut + 2] not in COMPOUND:
            continue
        if entry[cut - 1 : cut + 1] in POSTS:
            continue  # 监委委员高峰: the 员 belongs to the post
        if ends_like_body(entry[:cut]) or post_at_end(entry[:cut]):
            return Holder(entry[:cut], entry[cut:], cut)
    if is_name(entry):
        return Holder("", entry, 0)
    for cut in cuts:
        if misprints and cut >= 3 and len(entry) - cut < 4:
            return Holder(entry[:cut], entry[cut:], cut)
    return None


def _cut_dotted(entry: str, dot: int) -> Holder | None:
    """Like `cut_name` where the name is of the form 阿依努尔·艾力: the post or body that ends last is in front of it."""
    cut = next((c for c in range(dot - 2, 1, -1) if post_at_end(entry[:c]) or ends_like_body(entry[:c])), 0)
    return Holder(entry[:cut], entry[cut:], cut) if _DOTTED.fullmatch(entry[cut:]) else None
