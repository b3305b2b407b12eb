"""Who does what: the kinds of facts about units and persons, over the blocks, requests and lists that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.records.agenda_items import find_agenda_items
from tasks.records.assignment_blocks import find_blocks
from tasks.records.assignment_cells import find_cells
from tasks.records.assignment_inline import find_inline
from tasks.records.assignment_tables import find_rows
from tasks.records.assignments import find_assignments
from tasks.records.attendance import Attendee, find_attendance
from tasks.records.brackets import Title
from tasks.records.chapters import Chapters
from tasks.records.chronicles import Entry, find_entries
from tasks.records.contacts import find_contacts
from tasks.records.meetings import find_meetings
from tasks.records.model import Meeting, Record
from tasks.records.organisations import find_organisations
from tasks.records.people import find_people
from tasks.records.spans import Lines
from tasks.text.model import Document


def find_actors(
    document: Document,
    lines: Lines,
    titles: list[Title],
    bodies: Sequence[tuple[int, int]],
    chapters: Chapters,
) -> dict[str, list[Record]]:
    """Assignments, meetings, agenda items, organisations, people and contacts of `document`, each in text order.

    `bodies` are the spans of the departments that it names; its `chapters` say where plans are told.
    """
    blocks = find_blocks(document)
    rows = [*find_rows(document), *find_cells(document)]
    tasks = find_inline(document, chapters)
    entries = find_entries(document)
    attendees = find_attendance(document)
    meetings = find_meetings(document, lines, attendees, bodies, entries)
    attendees = _at_meetings(attendees, meetings, entries)
    return {
        "assignments": [*find_assignments(document, lines, blocks, rows, tasks)],
        "meetings": [*meetings],
        "agenda_items": [*find_agenda_items(document, lines, titles, tasks, meetings)] if meetings else [],
        "organisations": [*find_organisations(document, lines, bodies, blocks, rows, attendees)],
        "people": [*find_people(document, lines, attendees)],
        "contacts": [*find_contacts(document, lines)],
    }


def _at_meetings(
    attendees: list[Attendee], meetings: list[Meeting], entries: Sequence[Entry]
) -> list[Attendee]:
    """The attendees; of a chronicle with meetings, those of its other `entries` (inspections, visits) attended none."""
    if not meetings or not entries:
        return attendees
    held = [e for e in entries if any(e.start <= meeting.start < e.end for meeting in meetings)]
    return [
        one if any(e.start <= one.person.start < e.end for e in held) else replace(one, role=None)
        for one in attendees
    ]
