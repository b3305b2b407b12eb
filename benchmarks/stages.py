"""CPU seconds per million characters of each stage of `parse_source`, one process, no scheduler."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ParamSpec, TypeVar

from tasks.parse import Parsed, parse_document
from tasks.records.extract import extract
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
    """CPU seconds by stage over the files, and the number of characters decoded."""
    watch = Stopwatch()
    characters = 0
    for path in paths:
        try:
            characters += _time_source(watch, Source(path.name, path.read_bytes()), places)
        except Refusal:
            continue
    return dict(watch.seconds), characters


def _time_source(watch: Stopwatch, source: Source, places: Gazetteer) -> int:
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
    parsed = Parsed(source, raw, clean, bundle, tuple(documents), ())
    watch.run("rows", to_columns, parsed)
    return len(raw.text)
