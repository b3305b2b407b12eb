"""Values of a column as people write them in a CSV ↔ values as rows hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from storage.table import AMOUNT, DAY, FLAG, INT, TEXT, WORDS, Column

BETWEEN = "|"
"""Stands between the members of a list."""

_FLAGS = {"true": True, "false": False}

_READ: Mapping[Any, tuple[str, Callable[[str], Any]]] = {
    TEXT: ("a text", str),
    INT: ("a whole number", int),
    DAY: ("a day as 2024-05-01", dt.date.fromisoformat),
    FLAG: ("true or false", lambda text: _FLAGS[text.lower()]),
    AMOUNT: ("a number", lambda text: Decimal(text.replace(",", "")).quantize(Decimal("0.000001"))),
    WORDS: (f"a list with {BETWEEN} between", lambda text: [part.strip() for part in text.split(BETWEEN)]),
}
"""Arrow type → what it is called, and how it is read."""


class BadValue(ValueError):
    """The text is not what the column holds."""


def value_of(column: Column, text: str) -> Any:
    """What the text means in this column; empty is null, or an empty list. Raises BadValue."""
    if not text:
        return _nothing(column)
    name, read = _READ[column.type]
    try:
        return read(text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise BadValue(f"{text!r} is not {name}") from error


def _nothing(column: Column) -> Any:
    if column.type == WORDS:
        return []
    if column.nullable:
        return None
    if column.type == TEXT:
        return ""
    raise BadValue("may not be empty")


def text_of(value: Any) -> str:
    """A value as `value_of` reads it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
