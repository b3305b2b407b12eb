"""Corpora to measure reading on: files in the genre, the same for the same arguments on every machine.

A document is a title, a preamble, numbered parts and a signature; its sentences are those of samples/ with other
figures, so that no two documents are equal and no cache sees the same sentence twice.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from opencc import OpenCC

from tasks.text.script import is_traditional

SAMPLES = Path(__file__).parents[1] / "samples"
DIVISIONS = SAMPLES / "divisions.csv"

_FIGURE = re.compile(r"(?<![\d年月第〔])[1-9]\d*(?=[个件次名人户项份期场万亿%.])")
_MARKED = re.compile(r"^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]+、|^\d+[.．、]")
_PARTS = ("主要举措和成效", "重点任务落实情况", "存在的问题和不足", "下一步工作打算")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Workload:
    """A corpus to measure on: `files` of about `characters` each, written by `write`."""

    name: str
    files: int
    characters: int
    suffix: str = ".txt"
    render: Callable[[str], str] = str

    def write(self, folder: Path) -> list[Path]:
        """Fill `folder`, a folder a hundred files; returns the paths in order."""
        folder.mkdir(parents=True, exist_ok=True)
        return [self._write(folder / f"{number // 100:04d}", number) for number in range(self.files)]

    def _write(self, folder: Path, number: int) -> Path:
        folder.mkdir(exist_ok=True)
        path = folder / f"{number:06d}{self.suffix}"
        path.write_text(self.render(text_of(number, self.characters)), encoding="utf-8")
        return path


def text_of(number: int, characters: int) -> str:
    """The text of file `number`: one document, or above 20,000 characters a bundle of them."""
    return "\n\n\n".join(_documents(random.Random(number), characters))


def _documents(chance: random.Random, characters: int) -> Iterator[str]:
    written = 0
    while written < characters:
        document = _document(chance, min(characters - written, 15_000))
        written += len(document)
        yield document


def _document(chance: random.Random, characters: int) -> str:
    district, year = chance.choice(_districts()), chance.randint(2019, 2025)
    head = f"{district}{year}年度法治政府建设情况报告"
    opening = f"{year}年，{district}认真落实上级部署，各项任务按期完成。现将有关情况报告如下："
    share = characters // len(_PARTS)
    parts = [_part(chance, ordinal, name, share) for ordinal, name in enumerate(_PARTS)]
    signature = f"{district}人民政府\n{year + 1}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    return "\n".join([head, opening, *parts, signature])


def _part(chance: random.Random, ordinal: int, name: str, characters: int) -> str:
    lines = [f"{_NUMERALS[ordinal]}、{name}"]
    size = 0
    for number in range(1, 1 + characters):
        if size >= characters:
            break
        body = _FIGURE.sub(lambda _: str(chance.randint(1, 999)), chance.choice(_paragraphs()))
        marker = f"（{_NUMERALS[number - 1]}）" if number <= len(_NUMERALS) else ""
        lines.append(marker + body)
        size += len(body)
    return "\n".join(lines)


def _paragraphs() -> list[str]:
    """Body paragraphs of the plain samples, without their markers."""
    if not _PARAGRAPHS:
        for path in sorted((SAMPLES / "corpus").rglob("*.txt")):
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:  # other encodings are the torture set's business
                continue
            lines = (_MARKED.sub("", line.strip()) for line in text.splitlines())
            _PARAGRAPHS.extend(line for line in lines if len(line) > 60 and not is_traditional(line))
    return _PARAGRAPHS


def _districts() -> list[str]:
    if not _DISTRICTS:
        with DIVISIONS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        _DISTRICTS.extend(row["name"] for row in rows if row["level"] not in ("province", "city"))
    return _DISTRICTS


_PARAGRAPHS: list[str] = []
_DISTRICTS: list[str] = []


def to_html(text: str) -> str:
    """The text as a district's web page: navigation, a paragraph a line, a footer."""
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>政务公开</title></head><body>"
        "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zwgk'>政务公开</a></li></ul>"
        f"<div class='article'>{body}</div><div class='footer'>主办单位：政府办公室</div></body></html>"
    )


def to_traditional(text: str) -> str:
    """The text in traditional script, Taiwan standard."""
    if not _CONVERTER:
        _CONVERTER.append(OpenCC("s2tw"))
    return _CONVERTER[0].convert(text)  # type: ignore[no-any-return]


_CONVERTER: list[OpenCC] = []

WORKLOADS = {
    work.name: work
    for work in (
        Workload("bundles", 10, 500_000),
        Workload("reports", 2_000, 5_800),  # 17 KB each
        Workload("notices", 10_000, 700),  # 2 KB each
        Workload("traditional", 200, 5_800, render=to_traditional),
        Workload("pages", 200, 5_800, suffix=".html", render=to_html),
    )
}
"""The corpora that a long run measures, by name."""
