"""The parse fingerprint covers what parsing depends on, and nothing else."""

from __future__ import annotations

import ast
import importlib.metadata
import sys
from pathlib import Path

import pytest

from tasks.steps import fingerprint
from tasks.steps.fingerprint import (
    CODING_PACKAGES,
    PACKAGES,
    ROOT,
    coding_files,
    coding_fingerprint,
    parse_fingerprint,
    parsing_files,
    present_divisions,
)


def modules() -> list[Path]:
    return [path for _, path in parsing_files() if path.suffix == ".py"]


def test_every_file_of_parsing_is_covered() -> None:
    covered = {name for name, _ in parsing_files()}
    for folder in ("tasks/text", "tasks/records"):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert {name for name in files if "__pycache__" not in name} <= covered
    assert {
        "tasks/parse.py",
        "tasks/steps/rows.py",
        "tasks/steps/document_columns.py",
        "tasks/steps/stage.py",
    } <= covered


def test_every_package_that_parsing_imports_is_covered() -> None:
    """Build scripts are run by hand; what they import shapes data files, which are covered themselves."""
    owners = importlib.metadata.packages_distributions()
    imported = set()
    for path in modules():
        if path.name == "build.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"tasks", "storage"}
    distributions = {name.replace("_", "-") for package in foreign for name in owners[package]}
    assert distributions <= set(PACKAGES)


def test_it_is_the_same_twice_and_differs_by_divisions() -> None:
    assert parse_fingerprint(None) == parse_fingerprint(None)
    assert parse_fingerprint(None) == parse_fingerprint(b"")
    assert parse_fingerprint(None) != parse_fingerprint(b"code,name,level,parent_code\n")


def test_a_changed_rule_changes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parse_fingerprint(None)
    files = dict(parsing_files())
    changed = tmp_path / "parse.py"
    changed.write_bytes(files["tasks/parse.py"].read_bytes() + b"\n# changed\n")
    files["tasks/parse.py"] = changed
    monkeypatch.setattr(fingerprint, "parsing_files", lambda: iter(files.items()))
    assert parse_fingerprint(None) != before


def test_the_segmenter_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = parse_fingerprint(None)
    monkeypatch.setenv("DUIZHAO_SEGMENTER", "jieba")
    assert parse_fingerprint(None) != before


def test_present_divisions_are_those_without_an_end() -> None:
    divisions = present_divisions(None)
    counties = [d for d in divisions if d.level == "county"]
    assert {d.level for d in divisions} == {"province", "city", "county"}
    assert len({d.code for d in counties}) == len(counties)
    assert all(d.city and d.province for d in counties)
    liaoning = [d for d in counties if d.province == "辽宁省"]
    assert len(liaoning) == 100


def test_an_indicator_or_theme_changes_coding_and_not_parsing() -> None:
    """A new indicator reads no source again."""
    coding = {name for name, _ in coding_files()}
    lists = {"tasks/coding/data/indicators.csv", "tasks/coding/data/themes.csv"}
    rules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "tasks/coding").glob("*.py")}
    assert lists | rules <= coding
    assert coding.isdisjoint(name for name, _ in parsing_files())


@pytest.mark.parametrize("name", ["tasks/coding/data/indicators.csv", "tasks/coding/themes.py"])
def test_a_changed_list_or_rule_changes_the_fingerprint_of_coding(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, files = coding_fingerprint(), dict(coding_files())
    changed = tmp_path / "changed"
    changed.write_bytes(files[name].read_bytes() + b"\n")
    monkeypatch.setattr(fingerprint, "coding_files", lambda: iter((files | {name: changed}).items()))
    assert coding_fingerprint() != before


def test_what_coding_imports_is_covered() -> None:
    """Coding may use parsing's modules: where those change, everything is read and coded again."""
    covered = {path for _, path in coding_files()} | {path for _, path in parsing_files()}
    packages = set()
    for path in (path for _, path in coding_files() if path.suffix == ".py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                packages.add(node.module)
                if node.module.startswith("tasks."):
                    assert ROOT / f"{node.module.replace('.', '/')}.py" in covered
    foreign = {name.split(".")[0] for name in packages} - set(sys.stdlib_module_names) - {"tasks"}
    assert {name.replace("_", "-") for name in foreign} <= set(CODING_PACKAGES)
