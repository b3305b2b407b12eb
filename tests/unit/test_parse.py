"""parse_source: what is wrong with one document leaves the others of its file alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tasks import parse
from tasks.parse import Parsed, parse_source
from tasks.steps.rows import to_columns
from tasks.text.model import Document, Source
from tasks.text.places import load_gazetteer
from tasks.text.refusals import Refusal

NOTICES = "".join(
    f"青禾区人民政府关于做好{what}工作的通知\n青政发〔2023〕{number}号\n各街道办事处，区政府各部门：\n"
    f"为做好{what}工作，现将有关事项通知如下：\n一、加强领导。落实责任。\n二、做好准备。备足物资。\n"
    f"青禾区人民政府\n2023年{number}月1日\n\n"
    for number, what in ((3, "春耕生产"), (6, "防汛抗旱"), (9, "秋季招生"))
)


def read_with(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Parsed:
    """The three notices, where reading the records of the second one fails."""
    extract: Callable[[Document], object] = parse.extract

    def faulty(document: Document) -> object:
        if "防汛抗旱" in document.text:
            raise error
        return extract(document)

    monkeypatch.setattr(parse, "extract", faulty)
    return parse_source(Source("通知.txt", NOTICES.encode()), load_gazetteer())


@pytest.mark.parametrize(
    ("error", "code"), [(KeyError("a rule that fails"), "E_PARSE"), (Refusal("E_EMPTY"), "E_EMPTY")]
)
def test_one_document_fails_and_two_are_kept(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    parsed = read_with(monkeypatch, error)
    assert ["春耕" in d.text or "招生" in d.text for d, _ in parsed.documents] == [True, True]
    (refusal,) = parsed.refusals
    assert refusal.code == code
    refused = NOTICES[refusal.start : refusal.end]
    assert refused.startswith("青禾区人民政府关于做好防汛抗旱") and refused.endswith("6月1日")
    columns = to_columns(parsed)
    assert columns["sources"]["status"] == ["partial"]
    assert columns["rejects"]["start_char"] == [refusal.start]


def test_a_fault_of_ours_says_what_and_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    error = KeyError("a rule that fails")
    (refusal,) = read_with(monkeypatch, error).refusals
    assert refusal.detail.endswith("KeyError: 'a rule that fails'")
    assert refusal.__cause__ is error


def test_too_little_memory_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch is divided and tried again; a refusal would stay."""
    with pytest.raises(MemoryError):
        read_with(monkeypatch, MemoryError())


def test_a_repaired_source_is_kept_and_a_plain_one_is_not() -> None:
    mixed = NOTICES.encode() + "春耕".encode("gb18030")
    places = load_gazetteer()
    kept = to_columns(parse_source(Source("a.txt", mixed), places))
    assert kept["source_texts"]["text"] == [NOTICES + "春耕"]
    assert kept["sources"]["status"] == ["ok"]
    assert "source_texts" not in to_columns(parse_source(Source("a.txt", NOTICES.encode()), places))
