"""The record dataclasses and the declared tables say the same."""

from __future__ import annotations

import dataclasses

import pytest

from storage.schemas import CONTEXT, PLACE, PROVENANCE, RECORD_TABLES, TABLES
from tasks.records.model import KINDS

SHARED = {column.name for column in PLACE + PROVENANCE + CONTEXT}


def test_every_record_table_has_its_kind() -> None:
    assert set(KINDS) == set(RECORD_TABLES)


@pytest.mark.parametrize("name", RECORD_TABLES)
def test_fields_are_the_columns(name: str) -> None:
    fields = [f.name for f in dataclasses.fields(KINDS[name]) if f.name not in ("start", "end", "rule")]
    columns = [column for column in TABLES[name].columns if column.name not in SHARED]
    assert fields == [column.name for column in columns if not column.coded]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name: str) -> None:
    table = TABLES[name]
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert all(column.description for column in table.columns)
    assert {*table.key, *table.partition_by, *table.order} <= set(names)
    assert not any(column.nullable for column in table.columns if column.name in table.key[:1])


@pytest.mark.parametrize("name", TABLES)
def test_lengths_and_offsets_have_a_unit(name: str) -> None:
    for column in TABLES[name].columns:
        if column.name.endswith(("_char", "text_start", "text_end")):
            assert column.unit == "characters"
