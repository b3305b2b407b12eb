"""What flows through the reading steps: plain frozen values.

Two coordinate systems, both in characters (Unicode code points), both half open: *source* offsets point into the
decoded file (or the text extracted from it), *text* offsets into the normalised text of one document. Whatever has
`start` and `end` here is in text offsets; `Document.offsets` takes them to the source.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from tasks.text.offsets import OffsetMap
from tasks.text.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: its path relative to the corpus, with `/`, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RawText:
    """The characters of a source before any fix; all source offsets point into `text`.

    `format` is `text` or what the magic bytes say (`html` …). For plain text, `text` is the decoded file to the
    letter, without a byte order mark; for every other format it is the text extracted from it. `verbatim` is True where
    whoever decodes the file with `encoding` gets `text`, so that it need not be kept. `warnings` say what of the file
    is not in `text`, or looks wrong in it.
    """

    text: str
    format: str
    encoding: str | None
    encoding_evidence: str | None
    verbatim: bool = True
    warnings: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class NormalText:
    """Normalised text, the map from it to the raw text, and the names of the fixes that fired, in order.

    `script` is what was printed (simplified, traditional or mixed); `text` itself is simplified.
    """

    text: str
    offsets: OffsetMap
    fixes: tuple[str, ...]
    script: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One document's part of a normalised source text, blank edges cut off: `source_text[start:end]`.

    `reason` names the evidence for the cut in front of it, `score` how strong it is (0 to 1).
    """

    start: int
    end: int
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Bundle:
    """A source cut into its documents, in order. With the cover and blank edges the pieces tile the text.

    `cover` is what a collection says about itself before its first document; it is no document.
    """

    pieces: tuple[Piece, ...]
    cover: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of web-page furniture (site header, footer, image name, print button …): no part of the body.

    `kind` is image, metadata, footer, related_link, share …
    """

    start: int
    end: int
    kind: str


class Section(NamedTuple):
    """A heading and the text up to the next heading. The sections of a document tile its text.

    `start` is the first character of the heading's line (marker included), `end` the start of the next section,
    `tree_end` the end of everything under the heading. `heading` has no marker and ends before the first 。;
    it is `text[heading_start:heading_end]` but for inner line breaks. The section before any heading has
    `heading == ""`. `parent` is an index into the document's sections. `level` is by nesting: 0 a title.
    """

    start: int
    end: int
    tree_end: int
    level: int
    parent: int | None
    marker: str | None
    heading: str
    heading_start: int
    heading_end: int


class Sentence(NamedTuple):
    """A sentence of the body, its closing mark and quote included; `section` is an index into the sections.

    A tuple, for there are hundreds in every document.
    """

    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs. `basis` says by what evidence; everything may be unknown (None)."""

    province: str | None = None
    city: str | None = None
    district: str | None = None
    district_code: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says about itself. Null where it does not say."""

    title: str | None = None
    title_inferred: str | None = None
    document_type: str = "other"
    issuer: str | None = None
    document_number: str | None = None
    publish_date: dt.date | None = None
    signed_date: dt.date | None = None
    event_date: dt.date | None = None
    year: int | None = None
    year_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One published text with its structure; what the record modules read.

    `text` is normalised and simplified, `offsets` takes its offsets to the source. `document_id` is 32 hex digits.
    `words[i]` are the words of `sentences[i]`; joined they are the sentence.
    """

    document_id: str
    text: str
    offsets: OffsetMap
    fixes: tuple[str, ...]
    script: str
    furniture: tuple[Furniture, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    words: tuple[tuple[str, ...], ...]
    facts: Facts
    place: Place

    @property
    def reference_date(self) -> dt.date | None:
        """The day that a date without a year is read against: event, signature, publication; never today."""
        return self.facts.event_date or self.facts.signed_date or self.facts.publish_date
