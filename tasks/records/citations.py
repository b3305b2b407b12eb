"""Citations: every 《…》, what is done to it, its number, and who issued it."""

from __future__ import annotations

import re

from tasks.records.brackets import Title
from tasks.records.issuers import issuer_level
from tasks.records.model import Citation
from tasks.records.spans import Lines
from tasks.records.verbs import ATTRIBUTE, CLASSES, NOT_A_VERB, OBJECT_FIRST, VERB
from tasks.text.model import Document

_NUMBER = re.compile(r"\s*\(([^()\n]{1,20}[〔\[【(]?\d{4}[〕\]】)]?[^()\n]{0,6}?\d+号)\)")
_CLAUSE_START = re.compile(r"[。;,!?\n:]")
_SUBMITTER = (
    r"[省市区县州旗][^,。;《》]{1,10}(?:局|委|办|办公室|部|院|中心|公司)(?:(?:提交|报送|送审|起草)的)?"
)
_LINK = re.compile(
    r"(?:\([^()]{0,12}\))?"
    rf"(?:[、,]?(?:和|与|及|以及|并|暨)?|[和与及、][^,。;《》]{{0,30}}|,{_SUBMITTER})?"
)
"""Between two titles of one list, each with the body that submits it: 审议县司法局送审的《…》|,县水利局|《…》."""
_AFTER = re.compile(r"[^,。;\n]{0,30}")
_NOMINAL_AFTER = re.compile(
    r"等?的?(?:[^,。;\n]{0,4}文件的?)?(制定|编制|修订|修改|完善|起草|学习|落实)(?:[^,。;\n]{0,4}工作|$|[,。;])"
)
_ISSUED_AFTER = re.compile(
    r"(?:已经|已|业经|经)[^。;\n]{0,60}?(审议通过|讨论通过|会议通过|通过|修订|完善|印发|下发|出台)"
)


def find_citations(document: Document, titles: list[Title], lines: Lines) -> list[Citation]:
    """All titles of `document` that were found by `brackets.find_titles`, each followed by its nested ones."""
    text, citations = document.text, []
    previous: tuple[int, str] | None = None
    for title in titles:
        floor = max(lines.around(title.start)[0], previous[0] if previous else 0)
        if previous and _LINK.fullmatch(text, previous[0], title.start):
            action, rule = previous[1], "title_list"
        else:
            action, rule = _action(text, floor, title)
        previous = (title.end, action)
        citations.append(_citation(text, title, action, rule, floor, lines))
        for inner in title.walk():
            action, rule = _action(text, title.start + 1, inner)
            citations.append(_citation(text, inner, action, rule, title.start + 1, lines, nested=True))
    return citations


def _citation(
    text: str, title: Title, action: str, rule: str, floor: int, lines: Lines, *, nested: bool = False
) -> Citation:
    start, end = lines.clip(title.start, title.end)
    number = _NUMBER.match(text, title.end)
    name = text[title.start + 1 : title.end].rstrip("》〉>").replace("\n", "")
    if title.inside and text[title.end - 2] in "》〉>":
        name += text[title.end - 2]
    return Citation(
        start=start,
        end=end,
        rule=rule,
        title=name,
        nested=nested,
        action=action,
        document_number=number[1] if number else None,
        issuer_level=issuer_level(name, text[max(floor, title.start - 20) : title.start]),
    )


def _action(text: str, floor: int, title: Title) -> tuple[str, str]:
    """Class of the verb that governs `title`, and the rule that found it."""
    clause = _CLAUSE_START.split(text[floor : title.start])[-1]
    object_first = OBJECT_FIRST.search(clause)
    if object_first and not VERB.search(object_first["between"] or ""):
        return _verb_after(text, title.end) or "其他", "verb_after"
    verb = _last_verb(clause)
    if verb:
        return CLASSES[verb], "verb_before"
    nominal = _NOMINAL_AFTER.match(text, title.end)
    if nominal:
        return CLASSES[nominal[1]], "noun_after"
    passive = _ISSUED_AFTER.match(text, title.end)
    if passive:
        return CLASSES[passive[1]], "passive_after"
    return "其他", "no_verb"


def _last_verb(clause: str) -> str | None:
    clause = NOT_A_VERB.sub("", clause)
    verbs = VERB.findall(ATTRIBUTE.sub("", clause)) or VERB.findall(clause)
    return verbs[-1] if verbs else None


def _verb_after(text: str, position: int) -> str | None:
    """Class of the first real verb after a title that was put in front of it."""
    window = _AFTER.match(text, position)
    for match in VERB.finditer(window[0] if window else ""):
        if CLASSES[match[0]] != "其他":
            return CLASSES[match[0]]
    return None
