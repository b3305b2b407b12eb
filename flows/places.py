"""Where the lake of some settings is worked on: in its own folder, or in the working copy of a lake in a store."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings
from storage.place import StoreUrl
from storage.remote.working import working_copy


def lake_folder(settings: Settings) -> Path:
    """The folder of the lake on this machine; made where it is the working copy of a lake in a store."""
    if isinstance(settings.lake, StoreUrl):
        return working_copy(settings.lake, settings.state)
    return settings.lake.resolve()
