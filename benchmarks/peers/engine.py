"""The work that all peers share: the words of one text, line by line."""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

# From the environment, not from the arguments: Ray starts its workers with arguments of their own.
CORPUS, OUT, ENGINE = os.environ["CORPUS"], os.environ["OUT"], os.environ["ENGINE"]
Row = dict[str, str | int | list[str]]


def rows(file: str, text: str) -> Iterator[Row]:
    cut = importlib.import_module(ENGINE).cut
    for number, line in enumerate(text.split("\n")):
        yield {"file": file, "line": number, "words": list(cut(line))}


def paths() -> list[str]:
    return sorted(str(path) for path in Path(CORPUS).rglob("*.txt"))
