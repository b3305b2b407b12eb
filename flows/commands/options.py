"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.lake import Lake

LakeOption = Annotated[
    Path | None, typer.Option("--lake", help="Folder of the lake.", show_default="DUIZHAO_LAKE or ./lake")
]
InboxOption = Annotated[
    Path | None,
    typer.Option("--inbox", help="Folder that is watched.", show_default="DUIZHAO_INBOX or ./inbox"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
DivisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--divisions", help="CSV of divisions that the national table lacks (zones, invented ones)."
    ),
]


def open_lake(lake: Path | None) -> Lake:
    """The published lake that a command reads. Raises LakeMissing."""
    from flows.settings import load_settings
    from storage.lake import Lake

    return Lake.open(load_settings(lake=lake).lake)
