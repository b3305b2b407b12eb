"""Which service is up: a lock in the state folder, with what it serves written into the locked file."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.errors import ServiceError


@dataclass(frozen=True, slots=True)
class Presence:
    """A service that is up: its process, its API (empty while it starts), what it reads and what it writes."""

    pid: int
    url: str
    inbox: str
    lake: str

    @property
    def sentence(self) -> str:
        """What runs already, for people."""
        where = f"its pages are at {self.url.removesuffix('/api')}" if self.url else "it is starting"
        return f"The service is up (process {self.pid}), {where}. Inbox: {self.inbox} Lake: {self.lake}"


class Claim:
    """The right to be the service of a state folder."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, presence: Presence) -> None:
        """Let others know what is served."""
        content = json.dumps(asdict(presence)).encode()
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, content, 0)


@contextmanager
def claim(state: Path) -> Iterator[Claim]:
    """Be the service of this state folder. Raises ServiceError, saying what runs, where one is up already.

    The kernel lets go of the lock when the process dies, however it dies.
    """
    state.mkdir(parents=True, exist_ok=True)
    handle = os.open(_file(state), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            found = _read(handle)
            raise ServiceError(found.sentence if found else "The service is starting already.") from None
        yield Claim(handle)
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def present_service(state: Path) -> Presence | None:
    """The service of this state folder; None where none is up and reachable."""
    with suppress(OSError):
        handle = os.open(_file(state), os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            found = _read(handle)
            return found if found and found.url else None
        finally:
            os.close(handle)
    return None


def _file(state: Path) -> Path:
    return state / "service.lock"


def _read(handle: int) -> Presence | None:
    try:
        return Presence(**json.loads(os.pread(handle, 1 << 16, 0)))
    except (ValueError, TypeError):  # its process has the lock and has not written yet
        return None
