"""What a workbook holds, and what its sheet of notes says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.reports.columns import columns_of
from tasks.reports.labels import KINDS_OF_EMPTY, MEANINGS_OF_EMPTY, printed
from tasks.reports.model import Comparison, Evidence, Quote

ROWS = 1_048_575
"""Excel's, less the header."""
QUOTES_A_CELL = 10
"""The sheet of quotes is for looking up; who wants all of them asks the lake."""
NOTES, QUOTES = "说明", "依据"


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a workbook: comparisons with what stands behind their cells (in the order of their rows)."""

    snapshot: int
    comparisons: Sequence[Comparison]
    evidence: Mapping[str, Sequence[Evidence]]
    quotes: Sequence[Quote]
    without_people: bool = False


def note_lines(contents: Contents, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Lines of the notes: what each sheet says, the kinds of empty, what to mind, and what every column means."""
    yield ("快照", f"{contents.snapshot:08d}")
    if contents.without_people:
        yield ("隐私", "", "姓名与联系方式已略去，以〔略〕代替；系统未识别的姓名可能仍在，转发前请过目。")
    yield ("",)
    yield ("各表", "行数", "回答的问题")
    for comparison, name in zip(contents.comparisons, names, strict=True):
        more = f"（只列前 {ROWS:,} 行）" if len(comparison.rows) > ROWS else ""
        yield (
            name,
            f"{len(comparison.rows):,}{more}",
            f"{printed(comparison.question)} {comparison.question_en}",
        )
    yield (
        QUOTES,
        "",
        "各表“依据”一栏的链接通向这里：引文、所在句、章节、源文件与位置（解码后文本的字符，左闭右开）。",
    )
    yield ("",)
    yield ("空缺的四种原因",)
    for kind, title in KINDS_OF_EMPTY.items():
        yield (title, "", MEANINGS_OF_EMPTY[kind])
    yield ("",)
    yield ("使用须知",)
    for number, caveat in enumerate(_CAVEATS, 1):
        yield (str(number), "", caveat)
    for comparison, name in zip(contents.comparisons, names, strict=True):
        yield ("",)
        yield (name, comparison.title_en, comparison.grain)
        for column in columns_of(comparison):
            yield (column.title, column.name, column.note)


_CAVEATS = (
    "数字由程序从公开文件的文字中读出，每一格都可循“依据”查到原句；引用前请核对原文。",
    "没有文件不等于没有做：未收集只说明本语料中没有。",
    "单位、范围、时段或性质不同的数值不宜直接相比。",
    "Excel 只保留 15 位有效数字；更精确的金额见 Parquet。",
    f"每格最多列出 {QUOTES_A_CELL} 条依据，全部依据可用 duizhao query 查询。",
)


def sheet_names(comparisons: Sequence[Comparison]) -> list[str]:
    """The titles as Excel takes them: at most 31 characters, none of []:*?/\\, no two alike, none taken."""
    names: list[str] = []
    for comparison in comparisons:
        plain = (
            re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", comparison.title).strip(" '")[:27] or comparison.name[:27]
        )
        taken = {name.lower() for name in (*names, NOTES, QUOTES)}
        variants = (plain if n == 1 else f"{plain} {n}" for n in range(1, len(names) + 4))
        names.append(next(name for name in variants if name.lower() not in taken))
    return names
