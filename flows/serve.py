"""The process of our own Prefect server: `python -m flows.serve FD` serves a listening socket inherited as FD.

It ends when its standard input closes. That happens also when the run that started it is killed, so no server is
left behind, whatever the end.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading

from flows.garbage import collect_apart

GRACE_SECONDS = 5.0


def serve(descriptor: int) -> None:
    """Serve the Prefect API and UI on the socket until standard input ends."""
    import uvicorn
    from prefect.server.api.server import create_app

    listener = socket.socket(fileno=descriptor)
    config = uvicorn.Config(create_app(), log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    collect_apart()
    threading.Thread(target=_watch, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _watch(server: object) -> None:
    while os.read(0, 4096):
        pass
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # open pages are cut off; that is no fault
    server.should_exit = True  # type: ignore[attr-defined]
    threading.Event().wait(GRACE_SECONDS)
    os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
