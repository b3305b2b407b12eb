"""Reads all kinds of facts out of one document: what they share is computed once, then each kind is asked."""

from __future__ import annotations

from tasks.records.accountability import find_accountability
from tasks.records.actors import find_actors
from tasks.records.brackets import find_titles
from tasks.records.chapters import Chapters
from tasks.records.citations import find_citations
from tasks.records.dates import find_dates
from tasks.records.events import find_events
from tasks.records.masks import mask
from tasks.records.measures import find_measures
from tasks.records.metrics import MetricReader
from tasks.records.model import Record, Records
from tasks.records.organisation_names import named_bodies, own_divisions
from tasks.records.problems import find_problems
from tasks.records.spans import Lines
from tasks.text.model import Document


def extract(document: Document) -> Records:
    """All facts of `document` by the name of their table, each in the order of the text."""
    lines = Lines(document)
    titles = find_titles(document.text)
    dates = find_dates(document, lines)
    measures = find_measures(document, lines)
    events = find_events(document, dates, lines)
    chapters = Chapters(document, events, dates)
    bodies = list(named_bodies(document.text, document.sentences, own_divisions(document.place)))
    metrics = MetricReader(document, titles, dates, bodies, chapters, lines).read()
    untitled = mask(document.text, [(title.start, title.end) for title in titles])
    found: dict[str, list[Record]] = {
        "measures": [*measures],
        "problems": [*find_problems(document, measures, chapters, lines)],
        "citations": [*find_citations(document, titles, lines)],
        "dates": [*dates],
        "events": [*events],
        **find_actors(document, lines, titles, bodies, chapters),
        "metrics": [*metrics],
        "accountability": [*find_accountability(document, untitled, metrics, chapters, lines)],
    }
    return found
