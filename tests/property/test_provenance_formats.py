"""The provenance law for what is not plain text: web pages, DOCX, PDF, repaired and mixed files, made here.

Their spans point into the extracted text, which is kept in `source_texts`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers import docx, list_definition, list_of, paragraph, pdf, printed_page, table
from tests.property import test_provenance as law

TITLE = "青禾区人民政府关于印发防汛工作方案的通知"
INTRO = (
    "青政发〔2023〕6号",
    "各镇人民政府、各街道办事处，区政府各部门：",
    "根据《云溪市防汛条例》，现将方案印发给你们，请认真贯彻落实。一是压实责任，二是备足物资。",
)
HEADINGS = (
    "总体要求。坚持预防为主，全年转移群众1200人次。",
    "工作措施。投入资金350万元，于2023年6月30日前完成。",
)
SIGNED = ("青禾区人民政府", "2023年6月1日")
BODY = (TITLE, *INTRO, *(f"{mark}、{words}" for mark, words in zip("一二", HEADINGS, strict=True)), *SIGNED)
PAGE = (
    "<html><head><meta charset='gb2312'></head><body><nav>首页</nav>"
    + "".join(f"<p>&emsp;{line}</p>" for line in BODY)
    + "<table><tr><td>任务</td><td>牵头单位</td></tr><tr><td>备足物资</td><td>区应急局</td></tr></table></body></html>"
)
WORD = docx(
    "".join(map(paragraph, (TITLE, *INTRO)))
    + "".join(paragraph(words, "1") for words in HEADINGS)
    + table(["序号", "任务", "牵头单位"], ["1", "备足物资", "区应急局"])
    + "".join(map(paragraph, SIGNED)),
    list_definition("7", ("chineseCounting", "%1、")) + list_of("1", "7"),
)
FILES = {
    "page.html": PAGE.encode("gb18030"),
    "word.docx": WORD,
    "print.pdf": pdf([printed_page(BODY[:4]), printed_page(BODY[4:])]),
    "mixed.txt": b"\n".join(x.encode("gb18030" if i == 2 else "utf-8") for i, x in enumerate(BODY)),
    "latin.txt": "\n".join(x.encode("gbk").decode("latin-1") for x in BODY).encode(),
    "traditional.txt": "\r\n".join(BODY).replace("轉", "转").replace("会", "會").encode("utf-16"),
}
LAWS = (
    law.test_every_row_can_be_followed_to_its_characters,
    law.test_records_lie_in_their_sentence_and_section,
    law.test_documents_and_cover_tile_the_file,
    law.test_sections_tile_the_document_and_sentences_the_body,
    law.test_ids_are_unique,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("formats")
    for name, data in FILES.items():
        (made / name).write_bytes(data)
    return made


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("holds", LAWS, ids=lambda each: each.__name__.removeprefix("test_"))
def test_law(folder: Path, name: str, holds: object) -> None:
    holds(folder / name)  # type: ignore[operator]


@pytest.mark.parametrize("name", FILES)
def test_the_same_document_whatever_the_format(folder: Path, name: str) -> None:
    (document, _), *others = law.parsed(folder / name).documents
    assert not others and not law.parsed(folder / name).refusals
    assert document.facts.title == TITLE
    assert (document.facts.document_number, str(document.facts.signed_date)) == (
        "青政发〔2023〕6号",
        "2023-06-01",
    )
    assert [s.marker for s in document.sections if s.marker] == ["一、", "二、"]
    assert [s.heading for s in document.sections if s.marker] == ["总体要求", "工作措施"]


@pytest.mark.parametrize("name", FILES)
def test_the_text_that_spans_point_into_is_kept(folder: Path, name: str) -> None:
    raw = law.parsed(folder / name).raw
    assert raw is not None
    kept = [row["text"] for row in law.rows(folder / name, "source_texts")]
    assert kept == ([] if name == "traditional.txt" else [raw.text])
