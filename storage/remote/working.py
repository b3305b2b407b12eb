"""The working copy: a lake in a folder that is built from a lake in a store, and may be thrown away at any time."""

from __future__ import annotations

import hashlib
from pathlib import Path

from storage.durable import replace_file
from storage.lake import Lake
from storage.place import StoreUrl
from storage.remote.store import endpoint

FOLDER = "lakes"


def working_copy(url: StoreUrl, state: Path) -> Path:
    """The folder of the working copy under the user's folder `state`; made, and still empty, where there is none.

    It is named after the address and the store's endpoint: equal addresses of two stores are two lakes.
    """
    name = hashlib.sha256(f"{endpoint()}\n{url}".encode()).hexdigest()[:16]
    lake = Lake(state.resolve() / FOLDER / name)
    if lake.home != url:
        lake.make_folders()
        replace_file(lake.home_file, f"{url}\n".encode())
    return lake.root
