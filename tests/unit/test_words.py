"""Words: jieba's to the letter, whoever computes them; the domain dictionary in both engines."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from tasks.text.dictionary import ENTRIES, FREQUENCY_PAD
from tasks.text.model import Section, Sentence
from tasks.text.normalize import normalize
from tasks.text.sentences import split_sentences
from tasks.text.words import cut_sentences, engine

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
SENTENCES = (
    "青禾区行政审批局牵头,区住建局、区工信局配合,2023年12月底前完成。",
    "一是高站位推动。二是高标准落实。三是高质量收官。",
    "2021-2025年规划中期评估,完成率98.5%,同比提高3.2个百分点。",
    "联系邮箱:abc_def@example.com.cn,网址www.example.gov.cn/art/2023/1/5.html",
    "top_img.png 1.2.3 A4纸 3+2 B超 C#语言 5G基站 T+1 ab--cd 10%-20%",
    "于  淼同志主持会议,参会人员  36人。",
    "石桥县镕基镇㐂村𠮷家屯,海拔1234.5米",
    "①加强领导;②压实责任,面积3000㎡。",
    "会议审议《青禾区推进“一网通办”工作方案(2023—2025年)》。",
    "\n \t",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_fast_engine_cuts_as_jieba_does(sentence: str) -> None:
    words = engine("rjieba")(sentence)
    assert words == engine("jieba")(sentence)
    assert "".join(words) == sentence


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/corpus is not beside this checkout")
def test_the_fast_engine_cuts_real_documents_as_jieba_does() -> None:
    for path in sorted(SHARED.iterdir()):
        text = normalize(path.read_text("utf-8")).text[:60_000]
        whole = (Section(0, len(text), len(text), 0, None, None, "", 0, 0),)
        for sentence in split_sentences(text, (), whole):
            words = text[sentence.start : sentence.end]
            assert engine("rjieba")(words) == engine("jieba")(words)


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_domain_words_stay_whole(name: str) -> None:
    assert [word for word, _, _ in ENTRIES if engine(name)(word) != [word]] == []


def test_domain_dictionary_only_adds() -> None:
    """What makes the pad a constant: no entry replaces a frequency of jieba's own, no word is there twice."""
    frequencies, total = jieba.Tokenizer().gen_pfdict(jieba.Tokenizer().get_dict_file())
    assert [word for word, _, _ in ENTRIES if frequencies.get(word)] == []
    assert len({word for word, _, _ in ENTRIES}) == len(ENTRIES) > 100
    assert total - sum(frequencies.values()) == FREQUENCY_PAD


def test_a_planted_cache_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.text import words

    (tmp_path / "jieba.cache").write_bytes(b"not a dictionary")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    words._jieba.cache_clear()
    assert engine("jieba")("区政府常务会议") == ["区政府", "常务会议"]
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_cut_sentences_follows_the_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "要抓实。 会议强调放管服改革。"
    spans = (Sentence(0, 4, 0), Sentence(5, len(text), 0))
    expected = (("要", "抓实", "。"), ("会议", "强调", "放管服", "改革", "。"))
    assert cut_sentences(text, spans) == expected
    monkeypatch.setenv("DUIZHAO_SEGMENTER", "jieba")
    assert cut_sentences(text, spans) == expected
