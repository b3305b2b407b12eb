"""Nothing that a file holds raises anything but Refusal: bytes, damaged files, characters, lines of the genre.

Short by default; `DUIZHAO_FUZZ=20000 pytest tests/property/test_fuzz_reading.py` looks longer.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.text.bundle import split_bundle
from tasks.text.decode import decode
from tasks.text.formats import to_text
from tasks.text.furniture import find_furniture
from tasks.text.model import RawText
from tasks.text.normalize import normalize
from tasks.text.outline import outline
from tasks.text.refusals import Refusal
from tasks.text.sentences import split_sentences
from tests.papers import docx, list_definition, list_of, paragraph, pdf, printed_page, table

EXAMPLES = int(os.environ.get("DUIZHAO_FUZZ", "60"))
fuzz = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

LINES = st.sampled_from(
    (
        "关于印发《甲方案》的通知", "甲区人民政府关于乙的通知", "甲政发〔2023〕5号", "各镇、街道:", "一、甲", "二、乙。丙。",
        "(一)甲", "1.甲", "1.1 甲", "①", "第一章 总则", "第二条 甲", "附件:", "附件1", "目录", "发布时间:2023-05-06", "一是甲;二是乙。",
        "“甲。", "《乙", "甲 | 乙 |  | 丙", "2023年5月6日", "发(fā)展", "&nbsp;", "甲區\u3000政府", "\ufeff", "", "<p>", "锛屼笉",
    )
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=30).map("\n".join),
)
ENCODINGS = st.sampled_from(
    ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "big5", "latin-1", "utf-32")
)
WHOLE = (
    docx(
        paragraph("甲", "1") + paragraph("乙", "1", 1) + table(["序号", "任务"], ["1", "办事"]),
        list_definition("7", ("chineseCounting", "%1、"), ("decimal", "%2.")) + list_of("1", "7", 2),
    ),
    pdf([printed_page(["一、甲", "乙。"]), []]),
    "<html><head><meta charset=gbk></head><body><table><tr><td colspan=2>甲<td rowspan=3>乙</table>".encode(
        "gbk"
    ),
    "甲区人民政府关于乙的通知\n".encode() + "一、丙\n".encode("gb18030"),
)


def read(data: bytes) -> RawText | None:
    try:
        return to_text(decode(data))
    except Refusal as refusal:
        assert refusal.code.startswith("E_") and refusal.detail
        return None


def structure(raw: str) -> None:
    """The structure of a text, and the least that must be true of it."""
    clean = normalize(raw)
    assert clean.offsets.length == len(clean.text)
    for piece in split_bundle(clean.text).pieces:
        text = clean.text[piece.start : piece.end]
        furniture = find_furniture(text)
        sections = outline(text, furniture)
        assert sections[0].start == 0 and sections[-1].end == len(text)
        for sentence in split_sentences(text, furniture, sections):
            assert text[sentence.start : sentence.end].strip()


@fuzz
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    raw = read(data)
    if raw is not None:
        assert raw.text.strip()
        structure(raw.text)


@fuzz
@given(TEXTS, ENCODINGS)
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    raw = read(text.encode(encoding, "ignore"))
    if raw is not None:
        structure(raw.text)


@fuzz
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=3)), max_size=6))
def test_damaged_files(data: bytes, damage: list[tuple[int, bytes]]) -> None:
    for place, instead in damage:
        place %= len(data)
        data = data[:place] + instead + data[place + max(1, len(instead)) :]
    read(data)


@fuzz
@given(st.sampled_from(WHOLE), st.integers(0, 4000))
def test_files_cut_off(data: bytes, length: int) -> None:
    read(data[: length % len(data)])


XML = st.recursive(
    st.sampled_from(("<w:t>甲</w:t>", "<w:tab/>", "<w:br/>", "<w:t/>", "<w:pict/>", "<!-- x -->", "<?x y?>")),
    lambda inner: st.builds(
        lambda name, children: f"<w:{name}>{''.join(children)}</w:{name}>",
        st.sampled_from(
            ("p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "hyperlink", "ins", "del", "pPr", "numPr")
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@fuzz
@given(st.lists(XML, max_size=4).map("".join), st.lists(XML, max_size=2).map("".join))
def test_any_order_of_word_elements(body: str, other: str) -> None:
    read(docx(body + paragraph("甲", "1"), numbering=other, styles=other))


@fuzz
@given(st.text(max_size=200))
def test_any_characters_have_a_structure(text: str) -> None:
    """Lone surrogates cannot come from a file; everything else can."""
    structure(text.encode("utf-8", "ignore").decode())
