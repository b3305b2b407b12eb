"""CPU seconds of each stage of a file's way, one process, no scheduler; and the yardstick that they are held against.

Seconds differ between machines by a factor of three; the yardstick is what plain jieba takes for the words of the
same text on the same machine, so a cost "in jieba" can be compared between machines and years.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ParamSpec, TypeVar

import jieba

from storage.parquet import Columns, encode, join_columns, to_arrow
from storage.schemas import TABLES
from tasks.parse import Parsed, parse_document
from tasks.records.extract import extract
from tasks.steps.garbage import collector_paused
from tasks.steps.rows import to_columns
from tasks.text.bundle import split_bundle
from tasks.text.decode import decode
from tasks.text.describe import describe
from tasks.text.formats import to_text
from tasks.text.furniture import find_furniture
from tasks.text.model import Source
from tasks.text.normalize import normalize
from tasks.text.outline import outline
from tasks.text.places import Gazetteer
from tasks.text.refusals import Refusal
from tasks.text.sentences import split_sentences
from tasks.text.words import cut_sentences

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

YARDSTICK = "plain jieba"
"""The pseudo-stage under which the yardstick is timed; it is no part of the total."""


class Stopwatch:
    """Adds up CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def run(
        self, stage: str, step: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """`step(*args, **kwargs)`, its CPU seconds added to `stage`."""
        begin = time.process_time()
        result = step(*args, **kwargs)
        self.seconds[stage] += time.process_time() - begin
        return result


def time_stages(paths: Iterable[Path], places: Gazetteer) -> tuple[dict[str, float], int]:
    """CPU seconds by stage over the files, the yardstick among them, and the number of characters decoded."""
    watch = Stopwatch()
    characters = 0
    parts: dict[str, list[Columns]] = defaultdict(list)
    for path in paths:
        source = Source(path.name, path.read_bytes())
        try:
            text = to_text(decode(source.data)).text
        except Refusal:
            continue
        characters += len(text)
        watch.run(YARDSTICK, _cut_plainly, text)
        with collector_paused():  # as where a batch is staged
            columns = watch.run("columns", to_columns, _time_source(watch, source, places))
        for name, values in columns.items():
            parts[name].append(values)
    for name, found in parts.items():  # as in a batch and a lake: a table holds the rows of many sources
        table = TABLES[name]
        rows = watch.run("arrow", to_arrow, table, watch.run("arrow", join_columns, table, found))
        watch.run("parquet", encode, rows, table.rows_per_group)
    return dict(watch.seconds), characters


def in_yardsticks(seconds: dict[str, float]) -> dict[str, float]:
    """Each stage's cost as a multiple of the yardstick's, and `all`, their sum."""
    costs = {stage: value / seconds[YARDSTICK] for stage, value in seconds.items() if stage != YARDSTICK}
    return costs | {"all": sum(costs.values())}


def _time_source(watch: Stopwatch, source: Source, places: Gazetteer) -> Parsed:
    decoded = watch.run("decode", decode, source.data)
    raw = watch.run("to_text", to_text, decoded)
    clean = watch.run("normalize", normalize, raw.text)
    bundle = watch.run("bundle", split_bundle, clean.text)
    documents = []
    for piece in bundle.pieces:
        text = clean.text[piece.start : piece.end]
        furniture = watch.run("furniture", find_furniture, text)
        sections = watch.run("outline", outline, text, furniture)
        sentences = watch.run("sentences", split_sentences, text, furniture, sections)
        watch.run("describe", describe, text, furniture, sections, source.path, places)
        watch.run("words", cut_sentences, text, sentences)
        document = parse_document(raw, clean, piece, source.path, places)  # its stages were timed above
        documents.append((document, watch.run("records", extract, document)))
    return Parsed(source, raw, clean, bundle, tuple(documents), ())


def _cut_plainly(text: str) -> None:
    for line in text.split("\n"):
        for _ in jieba.cut(line):
            pass
