"""The box of a document's data on a government page, flattened to text: a key in one line, its value in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks.text.lines import Line

REACH = 40
"""Lines in which a page prints the box."""

FEWEST_KEYS = 3

_KEY = re.compile(
    r"(?:索引号|信息索引号?|统一编号|标题|信息名称|名称|文件名称|公文名称|文号|发文字号|文件编号|发[布文]机构|发文机关|[发公]布机关|发布单位|信息来源|来源|"
    r"(?:公开|信息|组配|主题|体裁|服务对象|公文|栏目|文件)(?:目录|分类|类别|类型|种类)|分类|主题词|关键[词字]|"
    r"(?:成文|发文|发布|公开|生成|印发|生效|废止|失效|实施|施行|更新)(?:日期|时间)|公开(?:方式|范围|形式|时限|程序|责任部门)|"
    r"有效性|时效性|文件状态|有效期|浏览(?:量|次数)|访问量|点击(?:数|次数|量)|内容概述|体裁|主题)\s*:?"
)
_VALUE = re.compile(
    r"[\d\s\-/.:年月日A-Za-z次]+|有效|失效|已?废止|现行有效|主动公开|长期|公开|无|暂无|其他|全文公开|面向社会"
)
"""What stands in the last cell; anything else below the last key may be the title."""


def data_box(lines: Sequence[Line]) -> set[int]:
    """Positions in `lines` (lines with words) of the box's cells, keys and values; none where there is no box."""
    keys = [i for i, line in enumerate(lines[:REACH]) if _KEY.fullmatch(re.sub(r"\s", "", line.words))]
    keys = _unbroken(keys)
    if len(keys) < FEWEST_KEYS:
        return set()
    last = keys[-1] + 1
    has_value = last < len(lines) and _VALUE.fullmatch(lines[last].words) is not None
    return set(range(keys[0], last + has_value))


def _unbroken(keys: list[int]) -> list[int]:
    """The keys up to where more than one cell lies between two of them."""
    for i, (before, after) in enumerate(pairwise(keys), 1):
        if after - before > 2:
            return keys[:i]
    return keys
