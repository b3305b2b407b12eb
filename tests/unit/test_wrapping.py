"""Lines that a fixed width has broken are joined; verses, lists and tables keep theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.text.normalize import normalize

SAMPLE = (
    Path(__file__).parents[2]
    / "samples"
    / "corpus"
    / "云泽市"
    / "2024"
    / "听泉区2024年法治政府建设情况报告.txt"
)
CLOSING = "，。、；：！？”’》）〉】,.;:"


def wrap(text: str, columns: int, indent: int) -> str:
    """The text broken every so many columns, the first line of a paragraph indented; closing marks hang."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, columns, indent))


def _lines(paragraph: str, columns: int, indent: int) -> Iterator[str]:
    line, width = " " * indent, indent
    for character in paragraph.strip():
        wide = 2 if character >= "\u2e80" or character in "“”‘’—…·" else 1
        if width + wide > columns and character not in CLOSING:
            yield line
            line, width = "", 0
        line, width = line + character, width + wide
    yield line


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("columns", [56, 60, 64, 68, 72, 76])
def test_an_indented_document_comes_back(columns: int) -> None:
    text = SAMPLE.read_text("utf-8")
    body = text[text.index("2024年") :]
    wrapped = normalize(wrap(body, columns, 4))
    assert wrapped.fixes[-1] == "join_wrapped_lines"
    assert paragraphs(wrapped.text) == paragraphs(normalize(body).text)


def test_a_joined_span_maps_to_both_lines() -> None:
    raw = wrap(SAMPLE.read_text("utf-8"), 60, 4)
    clean = normalize(raw)
    joined = next(line for line in clean.text.split("\n") if len(line) > 100)
    start = clean.text.index(joined)
    source = raw[slice(*clean.offsets.to_source(start, start + len(joined)))]
    assert "\n" in source
    assert normalize(source.replace("\n", "")).text.strip() == joined.strip()


LINE = "全县上下坚持以人民为中心的发展思想推动各项事业"
KEPT = {
    "verses": "春风吹绿石桥县的山山水水和千家万户的门前屋后，\n" * 8,
    "slogans": (LINE + "取得新进展新成效\n") * 12,
    "names of firms": "".join(
        f"石桥县第{n}农业机械化技术服务专业合作社联合社有限责任公司\n" for n in "一二三四五六七八"
    ),
    "a table with a cell a line": "序号\n项目名称\n牵头单位\n" + "1\n改造老旧小区供水管网\n县住建局\n" * 9,
    "sentences of one length": (LINE + "取得新进展新成效。\n") * 12,
    "short lines": "石桥县人民政府\n关于开展河道清理工作\n的通知\n各乡镇人民政府\n请认真\n执行。\n" * 3,
    "headings": "".join(
        f"（{n}）坚持党建引领基层治理不断提升人民群众的获得感幸福感\n" for n in "一二三四五六七八九"
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_lines_that_are_meant_stay(name: str) -> None:
    clean = normalize(KEPT[name])
    assert "join_wrapped_lines" not in clean.fixes
    assert clean.text.count("\n") == KEPT[name].count("\n")


def test_latin_words_keep_their_blank() -> None:
    whole = (LINE + "取得新进展新成效")[:30]  # 60 columns
    raw = (
        f"    {whole[:28]}\n{whole}\n{whole[:9]}。\n" * 5
        + f"    {whole[:25]}Open\nAPI规范。\n    {whole[:26]}Open\nData。\n"
    )
    text = normalize(raw).text
    assert "Open API规范。" in text
    assert "OpenData。" in text  # full to its last column: this text breaks words too
