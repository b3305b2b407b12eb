"""The lake as a folder: where everything lies (DESIGN: "The lake: how it is published")."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.errors import LakeDamaged, LakeMissing, LakeNested, LakeUnsuitable
from storage.manifest import Manifest
from storage.parquet import OBJECTS
from storage.partitions import escape_glob, table_glob
from storage.place import Place, StoreUrl, lies_in, place_of
from storage.schemas import TABLES


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake's root folder; can be pickled. Make it with `create_or_open` (writers) or `open` (readers)."""

    root: Path

    @staticmethod
    def create_or_open(root: Path, corpus: Place) -> Lake:
        """The lake at `root`, made where there is none.

        Raises LakeNested where one place lies in the other, LakeUnsuitable where a folder above is named like a
        partition (`year=2024`): whoever globs would read that value in every row.
        """
        lake, corpus = Lake(root.resolve()), corpus.resolve()
        places: tuple[Place | None, ...] = (lake.root, lake.home)
        for place in (place for place in places if place is not None):
            if lies_in(place, corpus):
                raise LakeNested(
                    f"The lake {place} lies inside the corpus {corpus}; put it beside the corpus."
                )
            if lies_in(corpus, place):
                raise LakeNested(f"The corpus {corpus} lies inside the lake {place}; put it beside the lake.")
            _require_no_partition(place)
        lake.make_folders()
        return lake

    @staticmethod
    def open(root: Path) -> Lake:
        """The published lake at `root`. Raises LakeMissing."""
        lake = Lake(root.resolve())
        if lake.current() is None:
            raise LakeMissing(
                f"There is no published lake at {lake.place}; `duizhao run CORPUS --lake LAKE` makes one."
            )
        return lake

    def make_folders(self) -> None:
        """Make those folders of the lake that are not there."""
        for folder in (self.objects, self.staging, self.trees, self.manifests, self.snapshots):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def home(self) -> StoreUrl | None:
        """The store's address where this folder is the working copy of a lake that lies in an object store."""
        try:
            place = place_of(self.home_file.read_text("utf-8").strip())
        except FileNotFoundError:
            return None
        return place if isinstance(place, StoreUrl) else None

    @property
    def place(self) -> Place:
        """Where people say that the lake lies."""
        return self.home or self.root

    @property
    def scan_cache(self) -> Path:
        """What the scan remembers of a corpus in a store; it may be deleted at any time."""
        return self.root / "_meta" / "scan.json"

    @property
    def home_file(self) -> Path:
        return self.root / "_meta" / "home"

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
    def catalog_forms(self) -> Path:
        """What the next catalog is a copy of; it may be deleted at any time."""
        return self.root / "_meta" / "catalog"

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
            raise LakeMissing(f"Nothing was published in {self.place} yet.")
        path = self.snapshots / f"{number:08d}"
        if n is not None and not path.is_dir():
            raise LakeMissing(
                f"Snapshot {n} is not in {self.place}: it was never published, or was cleaned away."
            )
        return path

    def manifest(self, n: int | None = None) -> Manifest:
        """Manifest of snapshot `n`, by default the newest that was committed. Raises LakeMissing."""
        number = n if n is not None else next(reversed(self.committed()), None)
        if number is None or not self.manifest_file(number).is_file():
            raise LakeMissing(f"There is no manifest of snapshot {number or ''} in {self.place}.")
        return Manifest.read(self.manifest_file(number))

    def partition_glob(self, table: str, n: int | None = None) -> str:
        """Glob over the table's files in snapshot `n`, to paste into DuckDB's read_parquet."""
        depth = len(TABLES[table].partition_by) if table in TABLES else 0
        return f"{escape_glob(self.snapshot_path(n))}/{table_glob(table, depth)}"


def _require_no_partition(place: Place) -> None:
    columns = {column for table in TABLES.values() for column in table.partition_by}
    for part in place.parts:
        if part.partition("=")[0] in columns and "=" in part:
            raise LakeUnsuitable(f"The lake cannot lie in a folder named {part}; choose another place.")
