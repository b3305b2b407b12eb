"""What a document says about itself, and where it belongs: the facts that every table of it carries."""

from __future__ import annotations

from tasks.text.document_dates import document_dates
from tasks.text.document_numbers import document_number
from tasks.text.document_types import TITLE_KEYS, document_type
from tasks.text.inferred import inferred_issuer, inferred_title
from tasks.text.issuer import printed_issuer
from tasks.text.model import Facts, Furniture, Place, Section
from tasks.text.parts import find_parts
from tasks.text.places import Gazetteer
from tasks.text.places.locate import locate
from tasks.text.title_lines import unspaced


def describe(
    text: str, furniture: tuple[Furniture, ...], sections: tuple[Section, ...], path: str, places: Gazetteer
) -> tuple[Facts, Place]:
    """The facts and the place of one document: normalised text, its furniture and sections, its source's path."""
    parts = find_parts(text, furniture)
    kind = document_type(parts)
    number = document_number(parts)
    dates = document_dates(parts, kind, number, path)
    own_day = dates.signed or dates.event or dates.publish
    place = locate(parts, number, path, own_day.year if own_day else dates.year, places)
    title = unspaced(parts.title.title) if parts.title is not None else None
    facts = Facts(
        title=title,
        title_inferred=None if title else parts.value(*TITLE_KEYS) or inferred_title(parts, kind, place),
        document_type=kind,
        issuer=printed_issuer(parts) or inferred_issuer(parts, kind, place),
        document_number=number,
        publish_date=dates.publish,
        signed_date=dates.signed,
        event_date=dates.event,
        year=dates.year,
        year_basis=dates.year_basis,
    )
    return facts, place
