"""The kernel's notices that something in a folder changed. They only wake whoever waits: a look says what it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

NETWORK = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "glusterfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"}
)
"""File systems on which others write without our kernel hearing of it; so do those that begin with `fuse`."""
STEP_MILLISECONDS, DEBOUNCE_MILLISECONDS = 50, 200


class Notices:
    """Wakes when something below a folder changes, where the kernel tells of it; `works` is false where not."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self._changed = threading.Event()
        self._stop = threading.Event()
        self.works = not is_network(folder)
        if self.works:
            threading.Thread(target=self._listen, daemon=True, name="notices").start()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; true where something changed."""
        changed = self._changed.wait(seconds)
        self._changed.clear()
        return changed

    def close(self) -> None:
        """Hear no more."""
        self._stop.set()

    def _listen(self) -> None:
        changes = watch(
            self._folder,
            watch_filter=None,
            step=STEP_MILLISECONDS,
            debounce=DEBOUNCE_MILLISECONDS,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        try:
            for _ in changes:
                self._changed.set()
        except Exception as error:  # no watches left (fs.inotify.max_user_watches), the folder is gone …
            self._say(
                f"The kernel does not tell of changes in {self._folder} ({error}); it is looked at instead."
            )
        self.works = False


def is_network(folder: Path) -> bool:
    """True where the folder lies on a file system that other machines write to."""
    kind = _file_system(folder.resolve())
    return kind in NETWORK or kind.startswith("fuse")


def _file_system(folder: Path) -> str:
    """The type of the file system that holds the folder, by the longest mount point; empty where nobody says."""
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    mounts = {_unescaped(fields[1]): fields[2] for fields in map(str.split, lines)}
    return next((mounts[str(place)] for place in (folder, *folder.parents) if str(place) in mounts), "")


def _unescaped(mount_point: str) -> str:
    """The kernel writes spaces and the like as octal numbers."""
    return mount_point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
