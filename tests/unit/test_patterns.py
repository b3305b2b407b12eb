"""What holds for all the regular expressions of the code."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import tasks.records
import tasks.text

_PYTHON = re.compile(r"\(\d+, ?\d+,?\)|\(\d+,\)|\b0x[0-9a-f]{8}")
"""A value as Python prints it: an f-string took the braces of `{1, 10}` or a whole object for its own."""


def _patterns() -> Iterator[tuple[str, str]]:
    for package in (tasks.records, tasks.text):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{found.name}.{name}", value.pattern


def test_a_repeat_is_a_repeat() -> None:
    patterns = dict(_patterns())
    assert len(patterns) > 100
    assert [name for name, pattern in patterns.items() if _PYTHON.search(pattern)] == []


def test_the_fault_would_be_seen() -> None:
    assert _PYTHON.search(f"于[^,。]{1, 10}")
