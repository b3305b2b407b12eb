"""DOCX: numbers as Word prints them, tables, and what is not the body."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from tasks.text.docx import docx_text
from tasks.text.word_numerals import print_number
from tests.papers import W, docx, list_definition, list_of, paragraph, table

OUTLINE = list_definition(
    "7", ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")
)
PLAIN = "<w:p><w:r>{}</w:r></w:p>"


def read(body: str, numbering: str = "", styles: str = "") -> list[str]:
    return docx_text(docx(body, numbering, styles))[0].split("\n")


def test_levels_count_by_themselves_and_begin_anew() -> None:
    depths = [0, 1, 2, 2, 1, 2, 0, 1]
    body = "".join(paragraph(f"项{i}", "1", depth) for i, depth in enumerate(depths))
    assert read(body, OUTLINE + list_of("1", "7")) == [
        "一、项0", "（一）项1", "1. 项2", "2. 项3", "（二）项4", "1. 项5", "二、项6", "（一）项7",
    ]  # fmt: skip


def test_a_level_that_was_skipped_counts_from_its_start() -> None:
    numbering = list_definition("7", ("decimal", "%1"), ("decimal", "%1.%2")) + list_of("1", "7")
    assert read(paragraph("甲", "1", 1) + paragraph("乙", "1", 1), numbering) == ["1.1 甲", "1.2 乙"]


def test_two_lists_of_one_definition_go_on_and_a_third_begins_anew() -> None:
    numbering = OUTLINE + list_of("1", "7") + list_of("2", "7") + list_of("3", "7", restart_at=5)
    body = paragraph("甲", "1") + paragraph("乙", "2") + paragraph("丙", "3") + paragraph("丁", "3")
    assert read(body, numbering) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_a_style_may_carry_the_list() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="head"><w:basedOn w:val="base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="sub"><w:basedOn w:val="head"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    body = paragraph("甲", style="head") + paragraph("乙", style="sub") + paragraph("丙", "0", style="head")
    assert read(body, OUTLINE + list_of("1", "7"), styles) == ["一、甲", "（一）乙", "丙"]


def test_a_number_and_a_quantity_do_not_run_together() -> None:
    numbering = list_definition("7", ("decimal", "%1.")) + list_of("1", "7")
    assert read(paragraph("5万元到位", "1"), numbering) == ["1. 5万元到位"]


def test_bullets_and_unknown_lists_print_nothing() -> None:
    numbering = list_definition("7", ("bullet", "")) + list_of("1", "7")
    assert read(paragraph("甲", "1") + paragraph("乙", "99"), numbering) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("form", "value", "printed"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"), ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百〇五"), ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 31, "三十一"), ("ideographDigital", 10, "一〇"), ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"), ("chineseLegalSimplified", 12, "壹拾贰"), ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"), ("decimalEnclosedParen", 2, "⑵"), ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"), ("lowerLetter", 27, "aa"), ("decimal", 7, "7"), ("hebrew1", 7, "7"), ("none", 7, ""),
        ("decimal", 0, "0"),
    ],
)  # fmt: skip
def test_numerals(form: str, value: int, printed: str) -> None:
    assert print_number(value, form) == printed


def test_a_table_row_is_a_line_and_columns_stay_below_their_heads() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("责任")
    split = paragraph("区教育局") + paragraph("区财政局")
    body = table(["序号", "任务", "单位"], ["1", wide], ["2", "招生", split], ["", "", ""], ["合计"])
    assert read(body) == ["序号 | 任务 | 单位", "1 | 责任 | ", "2 | 招生 | 区教育局 区财政局", "合计"]


def test_a_table_in_a_table_is_part_of_its_cell() -> None:
    assert read(table(["甲", table(["乙", "丙"])])) == ["甲 | 乙 | 丙"]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>", "甲\t乙"),
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t>", "甲\n乙"),
        ("<w:t>甲</w:t><w:instrText>PAGE</w:instrText>", "甲"),
        (
            "<w:ruby><w:rt><w:r><w:t>qīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>青</w:t></w:r></w:rubyBase></w:ruby>",
            "青",
        ),
        ("<w:t>2023</w:t><w:noBreakHyphen/><w:t>24</w:t>", "2023-24"),
    ],
)
def test_runs(xml: str, text: str) -> None:
    assert "\n".join(read(PLAIN.format(xml))) == text


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = "<w:txbxContent><w:p><w:r><w:t>石桥县人民政府文件</w:t></w:r></w:p><w:p><w:r><w:t>石政发〔2023〕5号</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<w:pict>{BOX}</w:pict>",
        f"<mc:AlternateContent {MC}><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
    ids=["older programs", "with a fallback"],
)
def test_a_text_box_stands_behind_its_paragraph_once(drawing: str) -> None:
    body = f"<w:p><w:r>{drawing}<w:t>关于防汛的通知</w:t></w:r></w:p>{paragraph('各乡镇：')}"
    assert read(body) == ["关于防汛的通知", "石桥县人民政府文件", "石政发〔2023〕5号", "各乡镇："]


def test_notes_stand_at_the_end_and_are_no_headings() -> None:
    def notes(kind: str, *texts: str) -> bytes:
        separator = f'<w:{kind} w:type="separator"><w:p/></w:{kind}>'
        found = "".join(f"<w:{kind}>{paragraph(text)}</w:{kind}>" for text in texts)
        return f"<w:{kind}s {W}>{separator}{found}</w:{kind}s>".encode()

    data = docx(
        paragraph("一、综合") + paragraph("生产总值50亿元。"),
        footnotes=notes("footnote", "数据为初步统计数。", "按可比价计算。"),
        endnotes=notes("endnote", "全县口径。"),
    )
    assert docx_text(data)[0].split("\n") == [
        "一、综合", "生产总值50亿元。", "注释：", "1. 数据为初步统计数。", "2. 按可比价计算。", "3. 全县口径。",
    ]  # fmt: skip


def test_deleted_hidden_and_wrapped_text() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert read(body) == ["增链"]


def test_an_entity_is_never_expanded() -> None:
    """Neither a file of this machine nor a billion laughs come out of a document."""
    bomb = (
        f'<!DOCTYPE d [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>甲&b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    data = docx("", extra={"word/document.xml": bomb.encode()})
    assert docx_text(data)[0] == "甲"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_macros_and_templates_are_documents_too(kind: str) -> None:
    plain = zipfile.ZipFile(BytesIO(docx(paragraph("甲")))).read("[Content_Types].xml").decode()
    types = re.sub(r'[^"]*document\.main\+xml', kind, plain)
    assert docx_text(docx(paragraph("甲"), extra={"[Content_Types].xml": types.encode()}))[0] == "甲"
