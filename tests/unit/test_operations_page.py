"""docs/operations.md knows every code and every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.cli import app
from storage.scan import SCAN_REASONS
from tasks.steps.refuse import REASONS as MACHINE_REASONS
from tasks.text.refusals import REASONS as TEXT_REASONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted({*SCAN_REASONS, *MACHINE_REASONS, *TEXT_REASONS}))
def test_every_code_is_explained(code: str) -> None:
    assert f"`{code}`" in PAGE


@pytest.mark.parametrize("name", ["plan", "retry", "snapshots", "diff", "export", "gc", "rollback", "fsck"])
def test_every_command_of_the_page_is_there(name: str) -> None:
    assert f"duizhao {name}" in PAGE
    assert name in {command.name for command in app.registered_commands}


def test_the_tests_that_it_names_are_there() -> None:
    names = {
        word.strip("`,.:;()|")
        for word in PAGE.split()
        if "test_" in word and word.strip("`,.:;()|").endswith(".py")
    }
    assert len(names) > 6
    for name in names:
        assert list((ROOT / "tests").rglob(Path(name).name)), name
