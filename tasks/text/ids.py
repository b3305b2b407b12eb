"""Ids depend on content alone: not on run, machine, path or neighbours (DESIGN: "What flows through")."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def _hex(data: str) -> str:
    # surrogatepass: a lone surrogate in a source must not stop it from having an id
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def document_id(raw: str) -> str:
    """128 bits, in hex, of sha256 over a document's raw decoded characters: newlines unified, ends stripped."""
    return _hex(raw.replace("\r\n", "\n").replace("\r", "\n").strip())


def part_id(document: str, kind: str, start: int, end: int, rank: int = 0) -> str:
    """Id of a part of a document by kind and text span; `rank` tells apart parts of one kind with one span."""
    return _hex(f"{document}\n{kind}\n{start}\n{end}\n{rank}")


def part_ids(document: str, kind: str, parts: Iterable[tuple[int, int, int]]) -> list[str]:
    """`part_id` of many parts of one kind, each given as start, end and rank: what all begin with is hashed once."""
    beginning = hashlib.sha256(f"{document}\n{kind}\n".encode())
    ids = []
    for start, end, rank in parts:
        whole = beginning.copy()
        whole.update(f"{start}\n{end}\n{rank}".encode())
        ids.append(whole.hexdigest()[:32])
    return ids
