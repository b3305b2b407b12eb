"""docs/reading.md says what the code does: all codes with their sentences, all fixes, weights and modules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks.text.bundle import ENOUGH, WEIGHTS
from tasks.text.fixes import FIXES
from tasks.text.refusals import REASONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reading.md").read_text("utf-8")


def test_every_code_has_its_row_and_no_other() -> None:
    rows = re.findall(r"^\| `([EW]_\w+)` \| (\w+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert {code: (stage, sentence) for code, stage, sentence in rows} == REASONS
    assert len(rows) == len(REASONS)


@pytest.mark.parametrize("name", [fix.__name__ for fix in FIXES])
def test_every_fix_is_described(name: str) -> None:
    assert f"| `{name}` |" in PAGE


@pytest.mark.parametrize("name", [name for name in WEIGHTS if name != "name"])
def test_every_evidence_of_a_bundle_is_described(name: str) -> None:
    assert f"`{name}`" in PAGE
    assert f"from {ENOUGH:g}".replace("0.", ".") in PAGE


def test_every_module_named_is_there() -> None:
    text = ROOT / "tasks" / "text"
    for name in re.findall(r"`([\w/]+\.(?:py|json))`", PAGE):
        assert any((folder / name).exists() for folder in (text, ROOT)), name


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
