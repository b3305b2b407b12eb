"""The service's own Dask cluster, kept warm: `python -m flows.kept_cluster FOLDER`.

Starting a cluster for each run and importing there what the tasks need takes longer than reading a few files. Whoever
reaches a scheduler runs code as its user, and loopback is open to everybody on the machine: so it is closed by
certificates made anew for each start, which only this user can read. FOLDER holds them and the address.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import Event
from typing import Any

CERTIFICATES = {"tls_ca": "ca.pem", "tls_cert": "certificate.pem", "tls_key": "key.pem"}
ADDRESS = "address"
WARM_TEXT = "青禾区人民政府关于某项工作的通知\n\n一、主要任务\n一是加强组织领导。\n"


def access(folder: Path) -> dict[str, str] | None:
    """The settings, as environment variables, that let a run work on the cluster; None until it is ready."""
    try:
        address = (folder / ADDRESS).read_text("ascii")
    except FileNotFoundError:
        return None
    files = {f"DUIZHAO_{name.upper()}": str(folder / file) for name, file in CERTIFICATES.items()}
    return {"DUIZHAO_SCHEDULER": address, **files}


def forget(folder: Path) -> None:
    """No cluster is ready in `folder`, until one says so."""
    (folder / ADDRESS).unlink(missing_ok=True)


def dask_setup(worker: object) -> None:
    """Called in each worker process when it starts: import what tasks need, load dictionaries."""
    import tasks.audit
    import tasks.compare
    import tasks.merge
    import tasks.stage  # noqa: F401
    from tasks.parse import parse_source
    from tasks.text.model import Source
    from tasks.text.places import load_gazetteer

    parse_source(Source("warm.txt", WARM_TEXT.encode()), load_gazetteer(None))


def keep(folder: Path) -> None:
    """Serve a cluster until SIGTERM."""
    from distributed.security import Security

    from flows.cluster import local_cluster, undisturbed_cluster
    from flows.settings import load_settings

    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    security = Security.temporary()  # type: ignore[no-untyped-call]
    _write_certificates(folder, security)
    options = local_cluster(load_settings()) | {"security": security, "preload": [__spec__.name]}
    with undisturbed_cluster(**options) as cluster:
        _write(folder / ADDRESS, cluster.scheduler_address)
        stopped.wait()
        forget(folder)


def _write_certificates(folder: Path, security: Any) -> None:
    contents = {
        "tls_ca": security.tls_ca_file,
        "tls_cert": security.tls_client_cert,
        "tls_key": security.tls_client_key,
    }
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in contents.items():
        _write(folder / CERTIFICATES[name], content)


def _write(path: Path, content: str) -> None:
    """Write a file that only this user can read, whole at once."""
    fresh = path.with_name(f".{path.name}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
    fresh.replace(path)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
