"""The layers of docs/architecture.md, read from the imports themselves."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = ("tasks/parse.py", "tasks/text/", "tasks/records/", "tasks/coding/", "tasks/reports/")
HEAVY = {"prefect", "prefect_dask", "dask", "distributed", "duckdb", "pyarrow"}


def imported(path: Path) -> Iterator[str]:
    """The dotted names of everything that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; name the package, so that layers can be read"
            yield node.module or ""


def forbidden(relative: str) -> set[str]:
    """First parts of the names that the module may not import."""
    if relative.startswith("storage/"):
        return {"tasks", "flows", "prefect", "prefect_dask", "dask", "distributed"}
    if relative.startswith(PURE):
        return {"flows", "storage", *HEAVY}
    if relative.startswith("tasks/steps/"):
        return {"flows", "prefect", "prefect_dask", "dask", "distributed"}
    return {"flows"} if relative.startswith("tasks/") else set()


MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("flows", "tasks", "storage")
    for path in (ROOT / package).rglob("*.py")
)


@pytest.mark.parametrize("relative", MODULES)
def test_imports_run_downwards(relative: str) -> None:
    breaches = {name for name in imported(ROOT / relative) if name.split(".")[0] in forbidden(relative)}
    assert not breaches, f"{relative} may not import {sorted(breaches)}"


@pytest.mark.parametrize("relative", MODULES)
def test_only_storage_knows_arrow_and_duckdb(relative: str) -> None:
    if not relative.startswith("storage/"):
        breaches = {n for n in imported(ROOT / relative) if n.split(".")[0] in ("duckdb", "pyarrow")}
        assert not breaches, f"{relative} may not import {sorted(breaches)}: only storage does"


@pytest.mark.parametrize("relative", MODULES)
def test_flows_are_only_in_flows(relative: str) -> None:
    if not relative.startswith("flows/"):
        tree = ast.parse((ROOT / relative).read_text(encoding="utf-8"))
        names = {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
        assert "flow" not in names


@pytest.mark.parametrize("module", ["tasks.parse", "tasks.steps.rows", "flows.cli"])
def test_light_modules_import_neither_prefect_nor_dask(module: str) -> None:
    check = (
        f"import sys, {module}; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'prefect', 'dask', 'distributed'}))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["flows", "tasks", "storage"])
def test_no_other_distribution_owns_our_generic_names(package: str) -> None:
    owners = {
        distribution.metadata["Name"]
        for distribution in importlib.metadata.distributions()
        for file in distribution.files or ()
        if file.parts[0] in (package, f"{package}.py")
    }
    assert owners <= {"duizhao"}


def test_opencc_is_the_reimplementation() -> None:
    """OpenCC (C++) installs the same import name and breaks this one."""
    names = {(d.metadata["Name"] or "").lower() for d in importlib.metadata.distributions()}
    assert "opencc-python-reimplemented" in names
    assert "opencc" not in names
