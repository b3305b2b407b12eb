"""Laws of the outline: sections tile any text, parents come first, a lost number or a stray one leaves the rest as it is."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from tasks.text.furniture import find_furniture
from tasks.text.outline import outline

LINES = st.one_of(
    st.sampled_from(
        (
            "一、甲", "二、乙", "三、丙", "(一)甲", "(二)乙", "1.甲。乙。", "2.乙", "3、丙;", "(1)甲", "(2)", "①甲", "1.1 甲", "1.2 乙", "2.1 丙",
            "第一章 总则", "第一条 甲", "第二条乙", "第一,甲。", "目录", "附件:", "附件1:", "附件2:名单", "1.名单", "2023年5月6日",
            "关于印发《甲方案》的通知", "甲方案", "石政发〔2023〕5号", "发布时间:2023-05-06", "(试行)", "正文一段。", "", "  ",
        )
    ),
    st.text("一二十1.0、()①第章条,。:《》“” 附件甲年", max_size=8),
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text(max_size=60))


@given(TEXTS)
def test_sections_are_a_tree_that_tiles_the_text(text: str) -> None:
    sections = outline(text, find_furniture(text))
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    assert all(a.end == b.start and a.start < b.start for a, b in pairwise(sections))
    for index, section in enumerate(sections):
        below = [other.start for other in sections[index + 1 :] if other.level <= section.level]
        assert section.tree_end == (below[0] if below else len(text))
        if section.parent is None:
            assert all(earlier.level >= section.level for earlier in sections[:index])
        else:
            parent = sections[section.parent]
            assert section.parent < index
            assert parent.level < section.level
            assert parent.tree_end >= section.tree_end


@example("1.1 甲\n发布时间:2023-05-06\n关于印发《甲方案》的通知")
@given(TEXTS)
def test_a_heading_is_what_its_span_says(text: str) -> None:
    for section in outline(text, find_furniture(text)):
        assert section.start <= section.heading_start <= section.heading_end <= section.end
        printed = text[section.heading_start : section.heading_end]
        if "\n" not in printed:
            assert printed == section.heading
        else:
            assert "".join(line.strip() for line in printed.split("\n")) == section.heading


SIZES = st.lists(st.lists(st.integers(2, 4), min_size=2, max_size=4), min_size=2, max_size=4)
STRAYS = (
    "六、七月份雨水偏多。", "一、二、三产业齐头并进。", "八、九年级学生参加。", "3.5万人参加。", "1.2亿元到位。", "12345热线畅通。",
    "第一批学员结业。", "第二季度增长。", "(试行)期满。", "2023.5.6日召开会议。", "7、8月份防汛。", "3,000人参加。", "一是抓学习。二是抓落实。",
)  # fmt: skip


def numbered(sizes: list[list[int]]) -> list[tuple[int, str]]:
    """Levels and lines of a document of 一、 with (一) with 1., as many of each as `sizes` says."""
    han = "一二三四五"
    lines = []
    for i, inner in enumerate(sizes):
        lines.append((1, f"{han[i]}、章{i}"))
        for j, count in enumerate(inner):
            lines.append((2, f"({han[j]})节{i}{j}"))
            lines.extend((3, f"{k}.条{i}{j}{k}。正文一段。") for k in range(1, count + 1))
    return lines


def read(lines: list[str]) -> dict[str, int]:
    """Heading → level."""
    return {section.heading: section.level for section in outline("\n".join(lines), ()) if section.heading}


def heading(line: str) -> str:
    return re.split(r"[、).]", line, maxsplit=1)[1].partition("。")[0]


@given(SIZES, st.data())
def test_a_lost_number_costs_one_heading(sizes: list[list[int]], data: st.DataObject) -> None:
    lines = numbered(sizes)
    lost = data.draw(st.integers(0, len(lines) - 1))
    printed = [line if i != lost else heading(line) + "。" for i, (_, line) in enumerate(lines)]
    assert read(printed) == {heading(line): level for i, (level, line) in enumerate(lines) if i != lost}


@given(SIZES, st.sampled_from(STRAYS), st.data())
def test_a_stray_number_costs_nothing(sizes: list[list[int]], stray: str, data: st.DataObject) -> None:
    lines = numbered(sizes)
    printed = [line for _, line in lines]
    printed.insert(data.draw(st.integers(0, len(lines))), stray)
    assert read(printed) == {heading(line): level for level, line in lines}
