"""The lake as a folder: where everything lies (DESIGN: "The lake: how it is published")."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.errors import LakeDamaged, LakeMissing, LakeNested, LakeUnsuitable
from storage.manifest import Manifest
from storage.parquet import OBJECTS
from storage.partitions import escape_glob, table_glob
from storage.schemas import TABLES


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake's root folder; can be pickled. Make it with `create_or_open` (writers) or `open` (readers)."""

    root: Path

    @staticmethod
    def create_or_open(root: Path, corpus: Path) -> Lake:
        """The lake at `root`, made where there is none.

        Raises LakeNested where one folder lies in the other, LakeUnsuitable where a folder above is named like a
        partition (`year=2024`): whoever globs would read that value in every row.
        """
        root, corpus = root.resolve(), corpus.resolve()
        if root.is_relative_to(corpus):
            raise LakeNested(f"The lake {root} lies inside the corpus {corpus}; put it beside the corpus.")
        if corpus.is_relative_to(root):
            raise LakeNested(f"The corpus {corpus} lies inside the lake {root}; put it beside the lake.")
        columns = {column for table in TABLES.values() for column in table.partition_by}
        for part in root.parts:
            if part.partition("=")[0] in columns and "=" in part:
                raise LakeUnsuitable(f"The lake cannot lie in a folder named {part}; choose another place.")
        lake = Lake(root)
        lake.make_folders()
        return lake

    @staticmethod
    def open(root: Path) -> Lake:
        """The published lake at `root`. Raises LakeMissing."""
        lake = Lake(root.resolve())
        if lake.current() is None:
            raise LakeMissing(
                f"There is no published lake at {lake.root}; `duizhao run CORPUS --lake LAKE` makes one."
            )
        return lake

    def make_folders(self) -> None:
        """Make those folders of the lake that are not there."""
        for folder in (self.objects, self.staging, self.trees, self.manifests, self.snapshots):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def objects(self) -> Path:
        """Write once, content addressed, read-only."""
        return self.root / OBJECTS

    @property
    def staging(self) -> Path:
        """What tasks wrote and no snapshot holds yet."""
        return self.root / "_staging"

    @property
    def trees(self) -> Path:
        """Snapshots that are being built or taken down; never named to readers."""
        return self.root / "_trees"

    @property
    def manifests(self) -> Path:
        return self.root / "_meta" / "manifests"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def current_file(self) -> Path:
        return self.root / "CURRENT"

    @property
    def catalog(self) -> Path:
        return self.root / "catalog.duckdb"

    @property
    def lock_file(self) -> Path:
        return self.root / "_meta" / "writer.lock"

    def staged(self, batch_key: str) -> Path:
        """Folder of a staged batch."""
        return self.staging / batch_key

    def manifest_file(self, n: int) -> Path:
        return self.manifests / f"{n:08d}.json"

    def committed(self) -> tuple[int, ...]:
        """Numbers of all snapshots that were committed and are still kept, ascending."""
        return tuple(sorted(int(file.stem) for file in self.manifests.glob("[0-9]*.json")))

    def current(self) -> int | None:
        """Number of the snapshot that readers see; None before the first publication. Raises LakeDamaged."""
        try:
            return int(self.current_file.read_text("ascii"))
        except FileNotFoundError:
            return None
        except ValueError:
            raise LakeDamaged(
                f"{self.current_file} does not hold a number; `duizhao fsck --repair` writes it again."
            ) from None

    def snapshot_path(self, n: int | None = None) -> Path:
        """Folder of snapshot `n`, by default the current one. Raises LakeMissing."""
        number = self.current() if n is None else n
        if number is None:
            raise LakeMissing(f"Nothing was published in {self.root} yet.")
        path = self.snapshots / f"{number:08d}"
        if n is not None and not path.is_dir():
            raise LakeMissing(
                f"Snapshot {n} is not in {self.root}: it was never published, or was cleaned away."
            )
        return path

    def manifest(self, n: int | None = None) -> Manifest:
        """Manifest of snapshot `n`, by default the newest that was committed. Raises LakeMissing."""
        number = n if n is not None else next(reversed(self.committed()), None)
        if number is None or not self.manifest_file(number).is_file():
            raise LakeMissing(f"There is no manifest of snapshot {number or ''} in {self.root}.")
        return Manifest.read(self.manifest_file(number))

    def partition_glob(self, table: str, n: int | None = None) -> str:
        """Glob over the table's files in snapshot `n`, to paste into DuckDB's read_parquet."""
        depth = len(TABLES[table].partition_by) if table in TABLES else 0
        return f"{escape_glob(self.snapshot_path(n))}/{table_glob(table, depth)}"
