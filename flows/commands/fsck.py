"""`duizhao fsck`: does the lake agree with itself?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JsonOption, LakeOption
from flows.errors import EXIT_FAILED

if TYPE_CHECKING:
    from storage.findings import Finding

NAME = "fsck"


def command(
    lake: LakeOption = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make again what is derived: trees, catalog, CURRENT.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read every file of the lake and check that objects, manifests, trees, ledger, CURRENT and catalog agree.

    Exit code 0: they do (now, with --repair); 1: something is wrong. What an interrupted run left behind is listed and
    is no fault.
    """
    from flows.places import lake_folder
    from flows.settings import load_settings
    from flows.terminal import print_json
    from storage import fsck
    from storage.lake import Lake
    from storage.lock import writer_lock

    opened = Lake(lake_folder(load_settings(lake=lake)))
    _require_lake(opened.root)
    with writer_lock(opened, load_settings().lock_wait):
        findings = fsck.examine(opened)
        before = [finding for finding in findings if finding.is_fault]
        if repair and before:
            fsck.repair(opened)
            findings = fsck.examine(opened)
    faults = [finding for finding in findings if finding.is_fault]
    repaired = len(before) - len(faults)
    if json:
        listed = [asdict(finding) for finding in findings]
        print_json(
            {"lake": str(opened.place), "agrees": not faults, "repaired": repaired, "findings": listed}
        )
    else:
        _print(findings, repaired, repair=repair)
    if faults:
        raise typer.Exit(EXIT_FAILED)


def _require_lake(root: Path) -> None:
    from storage.errors import LakeMissing

    if not (root / "_meta").is_dir():
        raise LakeMissing(f"There is no lake at {root}.")


def _print(findings: tuple[Finding, ...], repaired: int, *, repair: bool) -> None:
    from flows.terminal import print_rows, results

    if findings:
        print_rows([asdict(finding) for finding in findings])
    if repaired > 0:
        results().print(f"{repaired} faults repaired.")
    faults = sum(finding.is_fault for finding in findings)
    hint = "" if repair or not faults else " --repair makes again what is derived."
    results().print(f"{faults} faults.{hint}" if faults else "The lake agrees with itself.", style="bold")
