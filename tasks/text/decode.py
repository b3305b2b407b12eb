"""Bytes → characters, or a package with a format of its own: format by magic bytes, encoding by evidence.

What was once read in a wrong encoding is repaired where it can be, and a file beyond repair is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.text.encodings import CONTROLS, read_characters
from tasks.text.magic import binary_format, text_format
from tasks.text.mojibake import repair
from tasks.text.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's characters without byte order mark; `format` is text or html, line ends are as in the file.

    `verbatim` is False where `text` is not simply the file in `encoding`; `evidence` says why. `warnings` are what was
    left out or looks wrong.
    """

    format: str
    text: str
    encoding: str
    evidence: str
    verbatim: bool = True
    warnings: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A file whose characters are inside a format of its own: `format` is docx or pdf."""

    format: str
    data: bytes


_BLANK = " \t\r\n\v\f\x1a\xa0\u200b\u3000\ufeff"
_MOST_RUINS = 0.02
"""A larger share of characters beyond repair makes a text unreadable."""


def decode(data: bytes) -> Decoded | Package:
    """The characters of a file's bytes. Raises Refusal for what is empty, binary, unreadable or not supported."""
    form = binary_format(data)
    if isinstance(form, tuple):
        raise Refusal(*form)
    return _decode_text(data) if form is None else Package(form, data)


def _decode_text(data: bytes) -> Decoded:
    found = read_characters(data)
    if not found.text.strip(_BLANK):
        raise Refusal("E_EMPTY")
    _refuse_binary(found.text)
    repaired = repair(found.text)
    form = text_format(repaired.text)
    if isinstance(form, tuple):
        raise Refusal(*form)
    return Decoded(
        format=form,
        text=repaired.text,
        encoding=found.encoding,
        evidence="+".join([found.evidence, *(f"{name}={n}" for name, n in repaired.readings.items())]),
        verbatim=found.verbatim and not repaired.readings,
        warnings=found.warnings + _ruins(repaired.text, repaired.ruins),
    )


def _refuse_binary(text: str) -> None:
    controls = len(CONTROLS.findall(text.rstrip("\x1a")))
    if "\0" in text or controls * 100 > len(text):
        raise Refusal("E_BINARY")


def _ruins(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[Refusal, ...]:
    """One warning for all ruins; refuses a text that has too many."""
    if not spans:
        return ()
    characters = sum(end - start for start, end in spans)
    if characters > _MOST_RUINS * len(text):
        raise Refusal("E_MOJIBAKE_LOSSY")
    first = text.count("\n", 0, spans[0][0]) + 1
    return (Refusal("W_MOJIBAKE", f"{characters} characters; the first stand in line {first}."),)
