"""`duizhao report`: the comparisons as pages for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import LakeOption, open_lake

NAME = "report"


def command(
    lake: LakeOption = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the pages.")] = Path("report"),
) -> None:
    """Write pages for a browser; every figure leads to its sentences."""
    from flows.terminal import results
    from tasks.steps.report import write_report

    index = write_report(open_lake(lake), out)
    results().print(f"The report: {index}", markup=False)
