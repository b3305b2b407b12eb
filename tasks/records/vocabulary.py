"""Word lists of the record rules: one text file each in `data/`, words separated by blanks, # for comments."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def words(file: str) -> tuple[str, ...]:
    """The words of `data/<file>`, in its order."""
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def rows(file: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `data/<file>`, each cut into its words."""
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))


def alternatives(choices: Iterable[str]) -> str:
    """A regex alternation of literal words in which the longest wins."""
    return "|".join(sorted(set(choices), key=lambda word: (-len(word), word)))
