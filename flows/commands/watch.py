"""`duizhao watch`: the watcher alone, for a Prefect server that runs elsewhere."""

from __future__ import annotations

import os

import typer

from flows.commands.options import InboxOption
from flows.errors import WrongCommand

NAME = "watch"


def command(inbox: InboxOption = None) -> None:
    """Watch the inbox and tell PREFECT_API_URL of the files that arrive. `duizhao up` does it by itself."""
    from flows.settings import load_settings
    from flows.watch import Watcher

    settings = load_settings(inbox=inbox)
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        raise WrongCommand("PREFECT_API_URL is not set: it says which Prefect server to tell.")
    with Watcher(url, settings, typer.echo) as watcher:
        while True:
            watcher.step()
