"""The 发文字号 of a document itself: 大政办发〔2022〕3号. Numbers of documents that it cites are left alone."""

from __future__ import annotations

import re

from tasks.text.parts import Parts

NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,14}?(?:\([\u4e00-\u9fff]{1,3}\))?)\s?"
    r"[〔\[(【〈]\s?(?P<year>(?:19|20)\d\d)\s?[〕\])】〉]\s?(?:第\s?)?(?P<ordinal>\d{1,4})\s?号"
)
BARE = re.compile(
    r"第\s?\d{1,4}\s?[号期](?:\s?\(总第?\s?\d{1,4}\s?期\))?|(?:19|20)\d\d\s?年\s?第\s?\d{1,4}\s?[号期]|[〔\[(【〈]\s?(?:19|20)\d\d\s?[〕\])】〉]\s?(?:第\s?)?\d{1,4}\s?[号期次]"
)
"""A number without the organ's letters, as minutes and orders have it: 〔2023〕5号, 第3号, 第8期."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[〕\])】〉年]")
_CITED = re.compile(r"(?:根据|按照|依据|依照|转发|贯彻|落实|废止|印发)")


def document_number(parts: Parts) -> str | None:
    """The document's own number as printed, from the page's metadata, the title's line or a line of the head."""
    stated = parts.value("发文字号", "文号", "文件编号")
    if stated and (found := NUMBER.search(stated)):
        return found[0]
    if parts.title is not None and parts.title.document_number:
        return parts.title.document_number
    for start, end in parts.head:
        line = parts.text[start:end].strip()
        if BARE.fullmatch(line):
            return line
        found = NUMBER.match(line) or NUMBER.search(line)
        if found and len(line) <= len(found[0]) + 24 and not _CITED.search(line[: found.start()]):
            return found[0]
    return _number_of_title(parts)


def _number_of_title(parts: Parts) -> str | None:
    """A number that a headline ends with: 关于…的通知(青政发〔2023〕5号)."""
    if parts.title is None:
        return None
    found = re.search(rf"\(\s*({NUMBER.pattern})\s*\)$", parts.title.title)
    return found[1] if found else None


def number_year(number: str | None) -> int | None:
    """The year inside a number."""
    found = _YEAR.search(number) if number else None
    return int(found[1]) if found else None


def number_organ(number: str | None) -> str | None:
    """机关代字: the organ's letters in front of the year, 大政办发."""
    found = NUMBER.search(number) if number else None
    return found["organ"] if found else None
