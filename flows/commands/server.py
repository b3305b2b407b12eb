"""`duizhao server`: Prefect's pages, to look at runs."""

from __future__ import annotations

from typing import Annotated

import typer

NAME = "server"


def command(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 4200,
) -> None:
    """Show the runs in a browser, until Ctrl-C.

    The server listens on this machine only. Runs that are started meanwhile with PREFECT_API_URL set to its
    address appear live; earlier runs are there too.
    """
    from flows.environment import prepare_environment
    from flows.errors import ServiceError
    from flows.own_server import own_server
    from flows.presence import present_service
    from flows.settings import load_settings
    from flows.terminal import results

    settings = load_settings()
    if present := present_service(settings.state):
        raise ServiceError(present.sentence)  # never two servers on one database
    prepare_environment(verbose=False)
    with own_server(settings.state, port) as url:
        address = url.removesuffix("/api")
        results().print(f"Runs: {address}\nexport PREFECT_API_URL={url}   # for live runs\nCtrl-C stops it.")
        _wait()


def _wait() -> None:
    from threading import Event

    try:
        Event().wait()
    except KeyboardInterrupt:
        return
