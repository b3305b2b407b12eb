"""The header that a source prints above each of its documents: a rule, 标题:…, 来源:…, a breadcrumb.

Between two documents stands the foot of one page and the head of the next. What the source itself begins with tells
where a head begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.text.lines import Line, filled_lines


def with_headers(text: str, noise: Mapping[int, str], edges: Sequence[int]) -> list[int]:
    """The edges moved up over the page header that the source prints above each document, if it begins with one."""
    lines = filled_lines(text)
    mark = _form_of(lines[0], noise)
    if mark is None:
        return list(edges)
    places = {line.start: position for position, line in enumerate(lines)}
    return [_header_start(lines, noise, places[edge], mark) for edge in edges]


def _header_start(lines: Sequence[Line], noise: Mapping[int, str], title: int, mark: str) -> int:
    """Where, in the furniture above the line `title`, the line stands that begins a header; else the title's start."""
    top = title
    while top and lines[top - 1].start in noise:
        top -= 1
    return next(
        (line.start for line in lines[top:title] if _form_of(line, noise) == mark), lines[title].start
    )


def _form_of(line: Line, noise: Mapping[int, str]) -> str | None:
    """What is alike in the same line of two headers: the kind of furniture and the key; None for no furniture."""
    kind = noise.get(line.start)
    return line.words.partition(":")[0][:12] if kind == "metadata" else kind
