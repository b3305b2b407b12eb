"""`duizhao notify`: tell the service that files arrived, for systems that push."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import InboxOption
from flows.errors import WrongCommand
from storage.place import Place, lies_in, place_of

NAME = "notify"


def command(
    files: Annotated[
        list[str] | None, typer.Argument(help="Files or folders in the inbox; none: look at all.")
    ] = None,
    inbox: InboxOption = None,
) -> None:
    """Tell the service that files arrived, as its watcher does: one event, one run.

    It goes to PREFECT_API_URL, or to the service that is up on this machine.

    \b
    duizhao notify
    duizhao notify inbox/a.txt inbox/b.txt
    """
    from flows.arrivals import tell
    from flows.presence import present_service
    from flows.settings import load_settings

    settings = load_settings(inbox=inbox)
    present = present_service(settings.state)
    url = os.environ.get("PREFECT_API_URL") or (present.url if present else None)
    if not url:
        raise WrongCommand("No service is up here, and PREFECT_API_URL is not set. `duizhao up` starts one.")
    folder = place_of(present.inbox) if present and inbox is None else settings.inbox.resolve()
    names = [_below(folder, file) for file in files or ()]
    tell(url, folder, names)
    typer.echo(f"Told {url.removesuffix('/api')}: {len(names) or 'any'} files in {folder}.")


def _below(folder: Place, file: str) -> str:
    """The file's path below the inbox. Raises WrongCommand for what is not there or lies elsewhere."""
    found = place_of(file).resolve()
    if isinstance(found, Path) and not found.exists():
        raise WrongCommand(f"{file} does not exist.")
    if not lies_in(found, folder):
        raise WrongCommand(f"{file} is not in the inbox {folder}.")
    return "/".join(found.parts[len(folder.parts) :])
