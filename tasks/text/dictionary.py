"""The domain dictionary: words of government documents that jieba's dictionary lacks. Data read once.

The file holds a word, its frequency (jieba's own suggestion, written down so that nobody has to compute it) and a tag.
No word of it is in jieba's dictionary, so adding it changes the sum of frequencies by the same amount everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FREQUENCY_PAD = 3
"""jieba counts a line that its dictionary has twice (B超) twice, rjieba once."""


def _entries() -> Iterator[tuple[str, int, str]]:
    path = Path(__file__).parent / "data" / "dictionary.txt"
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, frequency, tag = line.split(" ")
            yield word, int(frequency), tag


ENTRIES = tuple(_entries())
"""(word, frequency, part-of-speech tag)."""
