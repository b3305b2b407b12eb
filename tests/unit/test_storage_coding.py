"""Codes are filled at the merge; when their rules change, published rows are coded again and no source is read."""

from __future__ import annotations

from typing import Any

from storage.query import run_query
from storage.schemas import TABLES
from tasks.coding.code import INPUTS, code

THEMES = "SELECT DISTINCT theme_code, topic_code FROM sections ORDER BY ALL"
A = "东岭省/云溪市/青禾区/990101/2024/notice\n修路。"
B = "东岭省/云溪市/石桥县/990102/2023/notice\n学习。"


def themes(world: Any) -> list[dict[str, Any]]:
    return run_query(world.lake, THEMES).table.to_pylist()  # type: ignore[no-any-return]


def test_rows_are_coded_when_they_are_merged(world: Any) -> None:
    world.put("a.txt", A)
    world.run()
    assert themes(world) == [{"theme_code": "codes-10", "topic_code": "codes-10"}]


def test_other_rules_code_everything_again_and_read_nothing(world: Any) -> None:
    world.put("a.txt", A)
    world.put("b.txt", B)
    before = world.run()
    world.coding = "codes-2:"
    plan = world.plan(world.lake)
    assert plan.coding_changed and not plan.parse and not plan.is_empty
    assert world.run() == before + 1
    assert themes(world) == [{"theme_code": "codes-2:0", "topic_code": "codes-2:0"}]
    assert world.plan(world.lake).is_empty


def test_tables_without_codes_keep_their_objects(world: Any) -> None:
    world.comparisons = ("coverage", "themes")
    world.put("a.txt", A)
    world.run()
    before = world.files()
    world.coding = "codes-2:"
    world.run()
    changed = {path.split("/")[0] for path, sha256 in world.files().items() if before[path] != sha256}
    assert changed == {"sections", "comparisons"}


def test_a_rollback_brings_the_codes_back_and_the_next_run_finds_them_old(world: Any) -> None:
    from storage.history import roll_back

    world.put("a.txt", A)
    first = world.run()
    world.coding = "codes-2:"
    world.run()
    roll_back(world.lake, first)
    assert themes(world) == [{"theme_code": "codes-10", "topic_code": "codes-10"}]
    assert world.plan(world.lake).coding_changed


def test_the_coder_and_the_contract_agree() -> None:
    """Every coded column is found, from columns that are in the row and are not codes themselves."""
    assert set(INPUTS) == {table.name for table in TABLES.values() if table.coded}
    for name, inputs in INPUTS.items():
        columns = {column.name for column in TABLES[name].columns}
        assert set(inputs) <= columns - set(TABLES[name].coded)
        assert set(code(name, {column: [] for column in inputs})) == set(TABLES[name].coded)
