"""Contacts: phone, email, postcode, address and the record numbers of a web page, in the body and in furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.records.cues import lines_with
from tasks.records.model import Contact
from tasks.records.spans import Lines
from tasks.text.model import Document

_CUE = re.compile(
    r"@|ICP|icp|Icp|邮\s*[编政码]|网\s?安\s?备|公安(?:机关)?备案|标识码|地\s*址|信箱|电话|热线|手机|传真|联系|座机|经办人|联络员|T[Ee][Ll]|F[Aa][Xx]"
    r"|0\d{2,3}[-—–－]\d"
)
"""Without one of these a line holds no contact."""
_VALUE = re.compile(r"\d{3}|[@址箱]")
"""Nor without figures, an @ or the label of an address: 联系 and 电话 are words of prose too."""
_NUMBER = r"(?:\(?0\d{2,3}\)?\s*[-—–－―]?\s*)?(?<!\d)[1-9]\d{6,7}(?:[-—转]\d{1,5})?(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[48]00[-—]?\d{3,4}[-—]?\d{3,4}(?!\d)"
_PHONE_LABEL = r"(?:电话|热线|手机|传真|联系方式|座机|Tel|TEL|Fax|FAX)(?:号码)?(?:\([^()]{0,12}\))?\s*(?:[::]|为|是|\s)\s*"
_HOTLINE = r"(?<!\d)(?:0\d{2,3}[-—–－])?1(?:2\d{3}|10|19|20|14)(?!\d)"
_PHONES = re.compile(
    rf"{_PHONE_LABEL}(?P<list>(?:{_NUMBER}|{_HOTLINE})(?:\s*(?:[、,;//或和]|\s)\s*(?:{_NUMBER}|{_HOTLINE}))*)"
)
_ONE_PHONE = re.compile(rf"{_NUMBER}|{_HOTLINE}")
_NAMED_PHONE = re.compile(
    r"(?:联系人|经办人|联络员)[^。;\n]{0,30}?(?P<phone>(?<!\d)(?:0\d{2,3}[-—]?\d{7,8}|1[3-9]\d{9}|[2-8]\d{6,7})(?!\d))"
)
_AREA_CODE_PHONE = re.compile(r"0(?<![\d\-—]0)\d{2,3}[-—–－]\d{7,8}(?![\d])")

_SIMPLE: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "email",
        "@",
        re.compile(
            r"(?<![A-Za-z0-9_.])(?P<value>[A-Za-z0-9][A-Za-z0-9_.+-]{0,40}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24})(?![A-Za-z])"
        ),
    ),
    ("postcode", "邮", re.compile(r"(?:邮政编码|邮\s*编|邮码)\s*(?:[::]|为)?\s*(?P<value>\d{6})(?!\d)")),
    (
        "icp",
        "Ii",
        re.compile(
            r"(?P<value>(?![号案序证])[一-鿿]\s?ICP\s?[备证]\s?\d{6,10}\s?号?(?:\s?[-—]\s?\d{1,3})?)",
            re.I,
        ),
    ),
    (
        "police_record",
        "备",
        re.compile(r"公?网\s?安\s?备\s*(?:案?号?\s*[::]?)?\s*(?P<value>\d{11,15})\s*号?"),
    ),
    (
        "police_record",
        "备",
        re.compile(r"公安(?:机关)?备案号?\s*[::]?\s*(?:[一-鿿]公网安备)?\s*(?P<value>\d{11,15})"),
    ),
    (
        "site_id",
        "标",
        re.compile(r"(?:网站|政府网站)标识码\s*[::]?\s*(?P<value>[A-Za-z]{0,2}\d{8,10})(?!\d)"),
    ),
    (
        "address",
        "址箱",
        re.compile(
            r"(?:地\s*址|信箱)\s*[::]\s*(?P<value>[^\n。;,:]{4,60}?)"
            r"(?=\s*(?:[。;,\n)]|$|\(?邮[编政]|电话|联系|邮箱|传真|版权|网站|\s{2,}|电子))"
        ),
    ),
)
"""Kind, characters of which every such contact has one, and its form."""


def find_contacts(document: Document, lines: Lines) -> list[Contact]:
    """Every contact of body and page furniture, once each where it stands; labels decide what a bare number is."""
    taken: dict[tuple[int, int], Contact] = {}
    for start, end, kind, rule in _candidates(document.text):
        if lines.clip(start, end) == (start, end) and not any(s < end and start < e for s, e in taken):
            value = " ".join(document.text[start:end].split())
            taken[start, end] = Contact(start=start, end=end, rule=rule, kind=kind, value=value)
    return [taken[span] for span in sorted(taken)]


def _candidates(text: str) -> Iterator[tuple[int, int, str, str]]:
    for span in lines_with(_CUE, text):
        if not _VALUE.search(text, *span):
            continue
        for kind, marks, form in _SIMPLE:
            if all(text.find(mark, *span) < 0 for mark in marks):
                continue
            for match in form.finditer(text, *span):
                yield *match.span("value"), kind, kind
        for match in _PHONES.finditer(text, *span):
            for phone in _ONE_PHONE.finditer(text, *match.span("list")):
                yield *phone.span(), "phone", "labelled_phone"
        for match in _NAMED_PHONE.finditer(text, *span):
            yield *match.span("phone"), "phone", "phone_of_person"
        for match in _AREA_CODE_PHONE.finditer(text, *span):
            yield *match.span(), "phone", "area_code"
