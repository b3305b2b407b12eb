"""PDF: wrapped lines become paragraphs, running lines and page numbers go, and nothing else does."""

from __future__ import annotations

import pytest

from tasks.text.page_layout import Page, flow_text
from tasks.text.page_tables import PrintedLine
from tasks.text.pdf import pdf_text, whole_characters
from tests.papers import pdf, printed_page

LONG = "坚持问题导向，完善工作机制，把办好群众的急难愁盼摆在突出位置，全年办理事项1200件。到年底前全部办结，并向社会公开。"
OTHER = "各镇、街道要落实责任，主要负责同志亲自抓，分管负责同志具体抓，一级抓一级，层层抓落实。"
RUNNING = "青禾区人民政府公报"


def text_of(*pages: list[tuple[float, float, float, str]]) -> list[str]:
    return pdf_text(pdf(pages))[0].split("\n")


@pytest.mark.parametrize("columns", range(14, 34, 3))
def test_paragraphs_come_back_whatever_the_width(columns: int) -> None:
    paragraphs = ["一、总体要求", LONG, "（一）加强领导。" + OTHER, "二、保障措施", OTHER + LONG]
    assert text_of(printed_page(paragraphs, columns=columns)) == paragraphs


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = printed_page([LONG, OTHER])
    above, below = (
        lines[:2],
        [(x, 760 - 28 * i, size, text) for i, (x, _, size, text) in enumerate(lines[2:])],
    )
    pages = [
        [(250, 800, 9, RUNNING), *above, (280, 40, 10, "- 1 -")],
        [(250, 800, 9, RUNNING), *below, (280, 40, 10, "- 2 -")],
    ]
    assert text_of(*pages) == [LONG, OTHER]


@pytest.mark.parametrize(
    "number",
    ["- 3 -", "—3—", "3", "第3页", "第 3 页 共 12 页", "3/12", "－ 3 －", "3 / 12", "iii", "第3页，共12页"],
)
def test_page_numbers_go(number: str) -> None:
    assert text_of([*printed_page([LONG]), (280, 40, 10, number)]) == [LONG]


def test_a_number_in_the_middle_of_a_page_stays() -> None:
    assert text_of([(90, 760, 16, LONG[:14]), (90, 400, 16, "3"), (90, 372, 16, "12")]) == [
        LONG[:14],
        "3",
        "12",
    ]


def test_running_lines_differ_by_their_number_only() -> None:
    pages = [
        [(90, 805, 9, f"{RUNNING}2024年第{i}期"), *printed_page([LONG[i:]]), (90, 30, 9, f"{RUNNING}编辑部")]
        for i in (1, 2, 3)
    ]
    assert text_of(*pages) == [LONG[1:], LONG[2:], LONG[3:]]


def test_a_line_on_one_page_of_five_is_no_running_line() -> None:
    pages = [printed_page([LONG[i:]]) for i in range(5)]
    pages[0].insert(0, (200, 805, 16, "青禾区防汛工作方案"))
    assert text_of(*pages)[0] == "青禾区防汛工作方案"


def test_where_nothing_is_indented_a_sentence_ends_the_paragraph() -> None:
    lines = tuple(
        PrintedLine(text, 90, 90 + 16 * len(text), 700 - 28 * i, 684 - 28 * i)
        for i, text in enumerate(["甲" * 20, "乙" * 19 + "。", "丙" * 20, "丁丁。"])
    )
    assert flow_text([Page(842, lines)]) == "甲" * 20 + "乙" * 19 + "。\n" + "丙" * 20 + "丁丁。"


def test_a_title_on_two_centred_lines_stays_apart() -> None:
    page = [(170.0, 790.0, 22.0, "青禾区人民政府关于"), (160.0, 760.0, 22.0, "做好防汛工作的通知")]
    assert text_of([*page, *printed_page([LONG], top=700)]) == [
        "青禾区人民政府关于",
        "做好防汛工作的通知",
        LONG,
    ]


COLUMNS = (90, 130, 330, 450)


def rows(*texts: tuple[str, ...]) -> list[tuple[float, float, float, str]]:
    return [
        (x, 700 - 24 * i, 12, cell)
        for i, row in enumerate(texts)
        for x, cell in zip(COLUMNS, row, strict=False)
        if cell
    ]


def test_rows_of_a_table_become_lines_with_borders() -> None:
    table = rows(
        ("序号", "工作任务", "牵头单位", "完成时限"),
        ("1", "新建高标准农田3万亩，", "县农业农村局", "10月底"),
        ("", "改造灌区2处"),
        ("2", "改造老旧小区12个", "", "12月底"),
        ("3", "修建农村公路60公里", "县交通运输局", "11月底"),
    )
    around = [(122.0, 740.0, 14.0, "任务分解如下。"), (122.0, 560.0, 14.0, "请抓好落实。")]
    assert pdf_text(pdf([[around[0], *table, around[1]]]))[0].split("\n") == [
        "任务分解如下。",
        "序号 | 工作任务 | 牵头单位 | 完成时限",
        "1 | 新建高标准农田3万亩，改造灌区2处 | 县农业农村局 | 10月底",
        "2 | 改造老旧小区12个 |  | 12月底",
        "3 | 修建农村公路60公里 | 县交通运输局 | 11月底",
        "请抓好落实。",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        [("林知远", "周振华", "何晓光"), ("王建军", "李卫东", "沈建芳"), ("方志强", "陈家栋", "黄志刚")],
        [("1", "责任", "县住建局"), ("2", "物资", "县水利局")],
    ],
    ids=["columns of names", "two rows"],
)
def test_what_only_stands_in_columns_is_no_table(texts: list[tuple[str, ...]]) -> None:
    assert "|" not in pdf_text(pdf([rows(*texts)]))[0]


def test_words_in_latin_letters_keep_a_blank_between_them() -> None:
    lines = (PrintedLine("digital", 90, 490, 700, 684), PrintedLine("village", 90, 490, 672, 656))
    assert flow_text([Page(842, lines)]) == "digital village"


def test_no_lines_no_text() -> None:
    assert flow_text([Page(842, ())]) == ""


def test_surrogates_become_characters() -> None:
    assert whole_characters("张\ud842\udfb7") == "张𠮷"
    assert whole_characters("张\ud842。\udfb7") == "张\ufffd。\ufffd"
