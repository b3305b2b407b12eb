"""Ids of parts: many at once are the same as one by one."""

from __future__ import annotations

from tasks.text.ids import document_id, part_id, part_ids


def test_ids_of_many_parts_are_those_of_each() -> None:
    document = document_id("青禾区人民政府关于印发方案的通知")
    parts = [(0, 7, 0), (0, 7, 1), (7, 12, 0), (120, 3456, 0)]
    assert part_ids(document, "metrics", parts) == [part_id(document, "metrics", *part) for part in parts]
    assert len(set(part_ids(document, "metrics", parts) + part_ids(document, "dates", parts))) == 8
