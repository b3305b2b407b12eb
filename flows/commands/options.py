"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.lake import Lake

LakeOption = Annotated[
    str | None,
    typer.Option(
        "--lake", help="Folder of the lake, or s3://bucket/prefix.", show_default="DUIZHAO_LAKE or ./lake"
    ),
]
WithoutPeopleOption = Annotated[
    bool, typer.Option("--without-people", help="Leave out names of persons and contacts.")
]
InboxOption = Annotated[
    str | None,
    typer.Option(
        "--inbox",
        help="Folder that is watched, or s3://bucket/prefix.",
        show_default="DUIZHAO_INBOX or ./inbox",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
DivisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--divisions", help="CSV of divisions that the national table lacks (zones, invented ones)."
    ),
]
CorrectionsOption = Annotated[
    Path | None, typer.Option("--corrections", help="CSV of corrections to what is read; docs/operations.md.")
]

ZipOption = Annotated[
    bool | None,
    typer.Option("--zip", help="Read what is in ZIP archives, each member as a file of its own."),
]


def open_lake(lake: str | None, *snapshots: int) -> Lake:
    """The published lake that a command reads, up to date with its store if it lies in one. Raises LakeMissing.

    Of a lake in a store the current snapshot is here, and the earlier ones that are named.
    """
    from flows.places import lake_folder
    from flows.settings import load_settings
    from storage.lake import Lake
    from storage.remote.reading import published

    return published(Lake(lake_folder(load_settings(lake=lake))), *snapshots)
