"""Web pages: what is text and where its lines end; plain text that mentions tags stays plain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasks.text.decode import decode
from tasks.text.formats import to_text

CASES = json.loads((Path(__file__).parents[1] / "cases" / "html.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_page(case: dict[str, str]) -> None:
    raw = to_text(decode(case["html"].encode()))
    assert raw.format == "html"
    assert raw.text == case["expected"]


def test_page_in_gb18030() -> None:
    page = "<html><head><meta charset='gb2312'></head><body><p>各镇人民政府、各街道办事处:</p></body></html>"
    raw = to_text(decode(page.encode("gb18030")))
    assert (raw.encoding, raw.text) == ("gb18030", "各镇人民政府、各街道办事处:")


@pytest.mark.parametrize("text", ["关于<方案>的通知\r\n", "<若干措施>的通知", "a < b", "<附件>\n<p>"])
def test_plain_text_stays_to_the_letter(text: str) -> None:
    raw = to_text(decode(text.encode()))
    assert (raw.format, raw.text) == ("text", text)


def test_a_very_deep_page_is_read() -> None:
    page = "<html><body>" + "<div>" * 3000 + "深处的字" + "</div>" * 3000
    assert to_text(decode(page.encode())).text == "深处的字"
