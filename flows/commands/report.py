"""`duizhao report`: the comparisons as pages for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import LakeOption, WithoutPeopleOption, open_lake

NAME = "report"


def command(
    lake: LakeOption = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the pages.")] = Path("report"),
    without_people: WithoutPeopleOption = False,
) -> None:
    """Write pages for a browser, and a workbook beside them; every figure leads to its sentences.

    The folder needs no server and no network: open index.html, mail the folder, or put it on a web server.
    """
    from flows.terminal import results
    from tasks.steps.report import write_report

    index = write_report(open_lake(lake), out, without_people=without_people)
    results().print(f"The report: {index}", markup=False)
