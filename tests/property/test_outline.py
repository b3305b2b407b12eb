"""Laws of the outline: sections tile any text, parents come first, levels go with the tree."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
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


@given(TEXTS)
def test_a_heading_is_what_its_span_says(text: str) -> None:
    for section in outline(text, find_furniture(text)):
        assert section.start <= section.heading_start <= section.heading_end <= section.end
        printed = text[section.heading_start : section.heading_end]
        if "\n" not in printed:
            assert printed == section.heading
        else:
            assert "".join(line.strip() for line in printed.split("\n")) == section.heading
