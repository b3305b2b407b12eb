"""`duizhao tls init`: certificates for a Dask cluster on several machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NAME = "tls"
app = typer.Typer(
    name=NAME, help="Certificates for a Dask cluster on several machines.", no_args_is_help=True
)

NEXT = """
The scheduler, each worker and each client need ca.pem and their own pair; ca.key belongs in a safe.

  dask scheduler --host tls://HOST --port 8786 --no-dashboard \\
    --tls-ca-file ca.pem --tls-cert scheduler.pem --tls-key scheduler.key
  dask worker tls://HOST:8786 --nthreads 1 --no-dashboard \\
    --tls-ca-file ca.pem --tls-cert worker.pem --tls-key worker.key
  DUIZHAO_TLS_CA=ca.pem DUIZHAO_TLS_CERT=client.pem DUIZHAO_TLS_KEY=client.key \\
    duizhao run CORPUS --lake LAKE --scheduler tls://HOST:8786"""


def init(
    folder: Annotated[Path, typer.Argument(help="Where the certificates are written.")],
    host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Name or address of the scheduler and the workers; may be repeated."
        ),
    ] = None,
) -> None:
    """Make an authority and certificates for scheduler, workers and clients.

    \b
    duizhao tls init certificates --host dask.example --host 10.0.0.5
    """
    from flows.certificates import write_certificates
    from flows.terminal import messages

    console = messages()
    for path in write_certificates(folder, ["localhost", "127.0.0.1", *(host or ())]):
        console.print(f"  {path}", markup=False, highlight=False)
    console.print(NEXT, markup=False, highlight=False)
