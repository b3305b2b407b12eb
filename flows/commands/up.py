"""`duizhao up`: the whole service on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import DivisionsOption, InboxOption, LakeOption

if TYPE_CHECKING:
    from flows.parts import Log
    from flows.presence import Presence

NAME = "up"


def command(
    inbox: InboxOption = None,
    lake: LakeOption = None,
    divisions: DivisionsOption = None,
    host: Annotated[
        str | None,
        typer.Option(help="Address of the pages.", show_default="DUIZHAO_HOST or 127.0.0.1"),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the pages; 0: any.")] = 4200,
) -> None:
    """Bring the service up: Prefect's pages, schedules, a worker, and a watcher on the inbox. Until Ctrl-C.

    A file that is put into the inbox is in the tables seconds later. Everything listens on this machine only. Another
    --host needs PREFECT_SERVER_API_AUTH_STRING=user:password in the environment.

    \b
    duizhao up --inbox documents --lake LAKE
    duizhao up --inbox /mnt/inbox --lake /data/lake --port 4300
    """
    from flows.options import read_divisions
    from flows.service import serve_until_stopped
    from flows.settings import load_settings

    settings = load_settings(inbox=inbox, lake=lake, divisions=divisions, host=host)
    read_divisions(settings.divisions)  # a wrong table shall be known now, not in every run
    serve_until_stopped(settings, port, _tell)


def _tell(presence: Presence, log: Log) -> None:
    lines = {
        "Pages": presence.url.removesuffix("/api"),
        "Inbox": presence.inbox,
        "Lake": presence.lake,
        "Log": str(log.path),
    }
    for name, value in lines.items():
        typer.echo(f"{name:<6} {value}")
    typer.echo("Ctrl-C stops it.")
