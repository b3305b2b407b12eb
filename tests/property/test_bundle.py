"""Laws of bundles: pieces, cover and blank edges tile any text; furniture is whole lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.text.bundle import split_bundle
from tasks.text.furniture import find_furniture
from tasks.text.lines import BLANK

LINES = st.one_of(
    st.sampled_from(
        (
            "石桥县人民政府关于做好防汛工作的通知", "青禾区关于整改情况的通报", "石政发〔2023〕5号", "石桥县人民政府文件", "各乡镇人民政府:",
            "根据统一部署,检查组开展了检查,现将整改情况予以公布。", "一、甲", "二、乙", "2023年5月6日", "附件1", "石桥县河道清理方案",
            "2023年3月5日,县长主持召开县政府第12次常务会议。", "版权所有:石桥县", "正文一段。", "", "  ",
        )
    ),
    st.text("关于通知报告第次会议年:。、一 附件", max_size=8),
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text(max_size=60))


@given(TEXTS)
def test_pieces_and_cover_tile_the_text(text: str) -> None:
    bundle = split_bundle(text)
    spans = ([bundle.cover] if bundle.cover else []) + [(p.start, p.end) for p in bundle.pieces]
    done = 0
    for start, end in spans:
        assert done <= start < end <= len(text)
        assert not text[done:start].strip(BLANK)
        assert text[start:end] == text[start:end].strip(BLANK)
        done = end
    assert not text[done:].strip(BLANK)
    assert bool(bundle.pieces) == bool(text.strip(BLANK))


@given(TEXTS)
def test_furniture_is_whole_lines(text: str) -> None:
    lines = {}
    start = 0
    for line in text.split("\n"):
        lines[start] = start + len(line)
        start += len(line) + 1
    assert all(lines[item.start] == item.end for item in find_furniture(text))
