"""The parts of a document that say where it is from: title, head, page metadata, signature, footer, preamble."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.days import FULL_DAY, find_days
from tasks.text.lines import Line, filled_lines
from tasks.text.model import Furniture
from tasks.text.page_keys import page_values
from tasks.text.titles import TitleBlock, find_title

HEAD_LINES = 25
"""Lines in which a document prints its head."""
PREAMBLE = 700
"""Characters of the body that say what the document is about."""
ORGAN_LINE = re.compile(
    r"[\u4e00-\u9fff()、 \u3000·]{2,60}?(?:人民政府|政府|委员会|(?:办公|督查|研究)室|委|局|厅|部|院|会|处|中心|指挥部|领导小组|党组|支队|大队|"
    r"分局|办事处|公司|集团|学校|站|所)(?:\s*\(?(?:印章|盖章|公章|章)\)?|编印?)?"
)
_FIRST_MARKER = re.compile(r"一、|第一[章条部]|\(一\)|1[.、]")
_DAY_ENDS = "日0123456789)发布"
"""What a line ends with that ends with a day, in brackets or with 印发 behind it as well."""
_DAY_ONLY = re.compile(rf"\(?\s*(?:{FULL_DAY.pattern})\s*(?:印发|发布)?\s*\)?")


@dataclass(frozen=True, slots=True)
class Signature:
    """The closing line of the issuer and its date: `text[start:end]` is the organ's line, empty where only a date stands."""

    start: int
    end: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans of one document's text that its facts are read from.

    `body` is where the text after the title begins. `page` are the metadata that the page or the head prints, by key.
    `head` are the lines before the first paragraph that are no furniture, `footer` the lines of the site's footer.
    """

    text: str
    title: TitleBlock | None
    head: tuple[tuple[int, int], ...]
    body: int
    page: dict[str, tuple[int, int]]
    footer: tuple[tuple[int, int], ...]
    signature: Signature | None

    def value(self, *keys: str) -> str | None:
        """The value of the first of `keys` that the page prints, not empty."""
        for key in keys:
            span = self.page.get(key)
            if span and (value := self.text[slice(*span)].strip()):
                return value
        return None

    @property
    def preamble(self) -> tuple[int, int]:
        """The first characters of the body."""
        return self.body, min(len(self.text), self.body + PREAMBLE)


def find_parts(text: str, furniture: Sequence[Furniture]) -> Parts:
    """The parts of the document `text` (normalised, simplified, half-width punctuation)."""
    lines = filled_lines(text)
    page = page_values(text, lines, furniture)
    noise = {item.start for item in furniture} | page.lines
    title = find_title(text, [Furniture(start, start, "metadata") for start in noise])
    own = [line for line in lines if line.start not in noise]
    prose = next((line for line in own if _is_prose(line)), None)
    body = max(prose.start if prose else 0, title.end if title else 0)
    return Parts(
        text,
        title,
        tuple((line.start, line.end) for line in own[:HEAD_LINES] if line.end <= body),
        body,
        page.values,
        tuple((item.start, item.end) for item in furniture if item.kind == "footer"),
        _signature(own, title.end if title else body) or _masthead(own, body),
    )


def _is_prose(line: Line) -> bool:
    addressed = line.words.endswith(":") and len(line.words) > 3
    return (
        addressed or len(line.words) > 90 or "。" in line.words or _FIRST_MARKER.match(line.words) is not None
    )


def _masthead(lines: list[Line], before: int) -> Signature | None:
    """The organ and the day in one line above the title, as a bulletin of a government prints them."""
    for line in lines[:HEAD_LINES]:
        if line.start >= before:
            break
        day = next(find_days(line.words), None)
        if day and ORGAN_LINE.fullmatch(line.words[: day[0]].strip()):
            return Signature(line.start, line.end, day[2])
    return None


def _signature(lines: list[Line], after: int) -> Signature | None:
    """The first organ's line with its date `after` the title, else the last line that is only a date."""
    alone: Signature | None = None
    for i, line in enumerate(lines):
        if line.start < after or len(line.words) > 90 or line.words[-1] not in _DAY_ENDS:
            continue
        day = next(find_days(line.words), None)
        if day is None:
            continue
        before = line.words[: day[0]].strip()
        if before and ORGAN_LINE.fullmatch(before) and not line.words[day[1] :].strip():
            return Signature(line.start, line.end, day[2])
        if _DAY_ONLY.fullmatch(line.words):
            above = lines[i - 1] if i else None
            if above is not None and above.start >= after and ORGAN_LINE.fullmatch(above.words):
                return Signature(above.start, above.end, day[2])
            alone = Signature(line.start, line.start, day[2])
    return alone
