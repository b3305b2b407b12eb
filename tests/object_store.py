"""An S3-compatible server for tests: moto's, as a process of its own, made strict where it is lax and faulty on demand.

moto looks whether a key is there and then writes, without a lock between the two, so of two conditional puts at the
same time both can win. Here one write is served at a time, as a real store would.

The folder CONTROL steers it while it runs:
    port        written by the server when it listens
    deaf        the header that writes ignore, If-Match or If-None-Match: a store that does not know conditional puts
    writes      a number: so many writes are let through, all later ones are refused (403)
    hold        a regular expression: writes whose `METHOD /bucket/key` matches wait as long as the file exists
    stall       the same, but the writes never happen, as if their client had died before
    held        a line for each write that was made to wait
    log         a line for each request
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WRITES = ("PUT", "POST", "DELETE")

Start = Callable[..., Any]


class Faulty:
    """moto's application behind the rules of CONTROL."""

    def __init__(self, application: Any, control: Path) -> None:
        self._application = application
        self._control = control
        self._one_write = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in WRITES:
            return self._serve(environ, start)
        if self._waited(environ, "stall"):
            return _refuse(start)
        self._waited(environ, "hold")
        with self._one_write:
            if not self._is_allowed():
                return _refuse(start)
            return list(self._serve(environ, start))

    def _serve(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        deaf = self._control / "deaf"
        if deaf.exists() and environ["REQUEST_METHOD"] in WRITES:
            header = f"HTTP_{deaf.read_text().upper().replace('-', '_')}"
            environ = {name: value for name, value in environ.items() if name != header}
        answer: Iterable[bytes] = self._application(environ, start)
        return answer

    def _is_allowed(self) -> bool:
        file = self._control / "writes"
        if not file.exists():
            return True
        left = int(file.read_text())
        file.write_text(str(left - 1))
        return left > 0

    def _waited(self, environ: Mapping[str, Any], rule: str) -> bool:
        """Wait where the rule says so; True where it did."""
        file = self._control / rule
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        asked = f"{environ['REQUEST_METHOD']} {path}"
        if not file.exists() or not re.search(file.read_text(), asked):
            return False
        with (self._control / "held").open("a") as held:
            held.write(f"{asked}\n")
        while file.exists():
            time.sleep(0.02)
        return True


def _refuse(start: Start) -> list[bytes]:
    start("403 Forbidden", [("Content-Type", "application/xml")])
    return [b"<Error><Code>AccessDenied</Code><Message>Not allowed by the test.</Message></Error>"]


def serve(control: Path) -> None:
    """Serve on a free port of loopback until the process is killed."""
    from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    application = Faulty(DomainDispatcherApplication(create_backend_app), control)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    (control / "port.new").write_text(str(server.port))
    (control / "port.new").rename(control / "port")
    server.serve_forever()


@dataclass(frozen=True)
class ObjectStore:
    """A running server, as tests see it."""

    endpoint: str
    control: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process must find in its environment to use the store."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "secret-of-the-test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }

    def client(self) -> Any:
        """botocore's own client: other hands than those of the code under test."""
        import botocore.session

        return botocore.session.get_session().create_client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="secret-of-the-test",
        )

    def bucket(self, name: str) -> str:
        """Make a bucket; returns its address."""
        self.client().create_bucket(Bucket=name)
        return f"s3://{name}"

    def put(self, bucket: str, key: str, content: bytes) -> None:
        self.client().put_object(Bucket=bucket, Key=key, Body=content)

    def keys(self, bucket: str, prefix: str = "") -> dict[str, bytes]:
        """Every key below the prefix, without it, with its content."""
        client, found = self.client(), {}
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for entry in page.get("Contents", ()):
                body = client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
                found[entry["Key"].removeprefix(prefix)] = body
        return found

    @contextmanager
    def set(self, name: str, value: str = "") -> Iterator[None]:
        """Steer the server while the context lasts: see the module's docstring."""
        file = self.control / name
        file.write_text(value)
        try:
            yield
        finally:
            file.unlink()
            (self.control / "held").unlink(missing_ok=True)

    def wait_for_held(self, count: int = 1, seconds: float = 120) -> None:
        """Wait until so many writes wait."""
        held, deadline = self.control / "held", time.monotonic() + seconds
        while not held.exists() or len(held.read_text().splitlines()) < count:
            assert time.monotonic() < deadline, "no such write was asked for"
            time.sleep(0.05)

    def requests(self) -> list[str]:
        """All requests so far, `METHOD /bucket/key…`, percent-encoded."""
        return re.findall(r'"([A-Z]+ \S+) HTTP', (self.control / "log").read_text())


@contextmanager
def running_store(control: Path) -> Iterator[ObjectStore]:
    """A server in a process of its own while the context lasts."""
    control.mkdir(parents=True, exist_ok=True)
    with (control / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, __file__, str(control)], stdout=log, stderr=log)
    try:
        while not (control / "port").exists():
            assert process.poll() is None, (control / "log").read_text()
            time.sleep(0.05)
        yield ObjectStore(f"http://127.0.0.1:{(control / 'port').read_text()}", control)
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
