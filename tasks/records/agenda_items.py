"""Agenda items: what a meeting dealt with, from numbered headings and from prose, each item once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks.records.agenda_headings import find_headed
from tasks.records.agenda_prose import find_in_prose
from tasks.records.agenda_words import CLAUSE_END, DECIDED, PROSE, Item, titles_in
from tasks.records.brackets import Title
from tasks.records.model import AgendaItem, Assignment, Meeting
from tasks.records.spans import Lines
from tasks.text.model import Document

_NAMES_TITLES = ((DECIDED, CLAUSE_END), (PROSE, re.compile(r"[。\n]|,(?:会议)?(?:要求|强调|指出)")))
"""Sentences that name what was dealt with, and what ends their list: in 学习了统计知识,要求学习《…》 nothing was read."""


def find_agenda_items(
    document: Document,
    lines: Lines,
    titles: list[Title],
    tasks: Sequence[Assignment],
    meetings: Sequence[Meeting],
) -> list[AgendaItem]:
    """The items of the `meetings` that `document` reports; `tasks` are those that its sentences give to units.

    Each meeting has its own items, from where it is opened to where the next one is.
    """
    headed = find_headed(document, titles)
    edges = [0, *(lines.around(meeting.start)[0] for meeting in meetings[1:]), len(document.text)]
    rows: list[AgendaItem] = []
    for start, end in pairwise(edges):
        items = [item for item in headed if start <= item.start < end]
        items += find_in_prose(document, titles, items, start, end)
        items.sort(key=lambda item: item.start)
        for item in items:
            if item.rule != "list":  # a title beside a paper of a list is its neighbour's
                item.cited = item.cited or _decided_titles(document.text, titles, item)
        rows += [_row(document, lines, item, position, tasks) for position, item in enumerate(items, 1)]
    return rows


def _row(
    document: Document, lines: Lines, item: Item, position: int, tasks: Sequence[Assignment]
) -> AgendaItem:
    text = document.text
    start, end = lines.clip(item.start, item.end)
    asked = [a for a in tasks if item.scope_start <= a.start < item.scope_end]
    return AgendaItem(
        start=start,
        end=end,
        rule=item.rule,
        ordinal=item.ordinal if item.ordinal is not None else position,
        kind=item.kind,
        title=item.title,
        cited_titles=tuple(item.cited),
        decision=_decision(text, item),
        assigned_units=tuple(
            dict.fromkeys(unit for a in asked for unit in a.lead_units + a.responsible_units)
        ),
    )


def _decided_titles(text: str, titles: list[Title], item: Item) -> list[str]:
    """Where the heading names no document, the sentence that decides does, or else the one that says what was read."""
    for form, end in _NAMES_TITLES:
        match = form.search(text, item.scope_start, item.scope_end)
        stop = end.search(text, match.start()) if match else None
        last = min(stop.start() if stop else len(text), item.scope_end)
        cited = titles_in(text, titles, match.start(), last) if match else []
        if cited:
            return cited
    return []


def _decision(text: str, item: Item) -> str | None:
    match = DECIDED.search(text[item.scope_start : item.scope_end]) or DECIDED.search(item.title)
    if match is None:
        return item.decided
    return match["decision"] or match["then"] or match["late"] or match["early"]
