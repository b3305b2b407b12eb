"""Agenda items that are headings: 二、审议《…》, or the subject alone with a first sentence that says what was done."""

from __future__ import annotations

import re

from tasks.records.agenda_words import DECIDED, PROSE, VERB, Item, kind_of, titles_in
from tasks.records.brackets import Title
from tasks.records.numerals import number
from tasks.text.model import Document

_HEADING = re.compile(rf"\s*(?:会议|关于)?(?:{VERB})")
_SUBJECT = re.compile(r"关于|《")
"""Minutes also head their sections by the subject alone; the first sentence then says what was done with it."""
_TALK = re.compile(r"会议(?:指出|强调|要求|认为|决定|议定|明确|提出|号召|希望)")


def find_headed(document: Document, titles: list[Title]) -> list[Item]:
    """Numbered headings that say what is dealt with: 二、审议《…》."""
    items: list[Item] = []
    minutes = document.facts.document_type == "meeting_minutes"
    for section in document.sections:
        verb = _HEADING.match(section.heading)
        if verb is None and section.level == 1 and _SUBJECT.match(section.heading):
            verb = PROSE.search(document.text, section.heading_end, section.tree_end) or DECIDED.search(
                document.text, section.heading_end, section.tree_end
            )
            if verb is None and minutes:
                verb = _TALK.search(document.text, section.heading_end, section.tree_end)
        if section.marker and verb and not any(i.scope_start < section.start < i.scope_end for i in items):
            start, end = section.heading_start, section.heading_end
            printed = re.search(r"\d+|[一二三四五六七八九十]+", section.marker)
            ordinal = number(printed[0]) if printed else None
            items.append(
                Item(
                    start,
                    end,
                    "审议" if "decision" in verb.re.groupindex and "《" in section.heading else kind_of(verb),
                    "".join(section.heading.split()),
                    int(ordinal) if ordinal else None,
                    "heading",
                    section.start,
                    section.tree_end,
                    titles_in(document.text, titles, start, end),
                )
            )
    return items
