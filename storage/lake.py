"""The lake as a folder: where everything lies (DESIGN: "The lake: how it is published")."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake's root folder; can be pickled. Make it with `create_or_open` (writers) or `open` (readers)."""

    root: Path

    @staticmethod
    def create_or_open(root: Path, corpus: Path) -> Lake:
        """The lake at `root`, made where there is none. Raises LakeNested where one folder lies in the other."""
        raise NotImplementedError

    @staticmethod
    def open(root: Path) -> Lake:
        """The published lake at `root`. Raises LakeMissing."""
        raise NotImplementedError

    def current(self) -> int | None:
        """Number of the snapshot that readers see; None before the first publication."""
        raise NotImplementedError

    def snapshot_path(self, n: int | None = None) -> Path:
        """Folder of snapshot `n`, by default the current one. Raises LakeMissing."""
        raise NotImplementedError

    def manifest(self, n: int | None = None) -> Manifest:
        """Manifest of snapshot `n`, by default the newest. Raises LakeMissing."""
        raise NotImplementedError

    def partition_glob(self, table: str, n: int | None = None) -> str:
        """Glob over the table's files in snapshot `n`, to paste into DuckDB's read_parquet."""
        raise NotImplementedError
