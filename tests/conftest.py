"""A small world for tests of the lake: a toy reader of our own, and one whole run of a publication.

The toy reader stands for `tasks.parse`: a file holds documents separated by a form feed; the first line of each is
`province/city/district/code/year/type`, the rest are sentences that end in 。 with 《titles》 in them. It is pure, so
the laws of the lake can be tested without Chinese grammar.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from storage.batches import make_batches
from storage.checks import require_passed, run_checks
from storage.coding import Coding
from storage.compare import comparison_fingerprint, run_comparison
from storage.gc import collect
from storage.lake import Lake
from storage.lock import writer_lock
from storage.merge import merge_partition
from storage.model import (
    Batch,
    Corrected,
    Correction,
    Division,
    DocumentReceipt,
    FileReceipt,
    ObjectRef,
    PartitionMerge,
    Plan,
    Receipt,
    WorkItem,
)
from storage.plan import make_plan
from storage.publish import build_tree, commit, draft, recover
from storage.scan import read_source, scan_corpus
from storage.schemas import TABLES
from storage.staging import write_batch
from tasks.steps.correct import correct
from tasks.text.places import load_gazetteer
from tests.object_store import ObjectStore, running_store

DIVISIONS = (
    Division("990101", "青禾区", "county", "云溪市", "东岭省"),
    Division("990102", "石桥县", "county", "云溪市", "东岭省"),
    Division("990103", "柳渡区", "county", "云溪市", "东岭省"),
)

Row = dict[str, Any]


def toy_coding(mark: str) -> Coding:
    """Codes of which every one says with which rules (`mark`) it was found."""

    def code(table: str, columns: Any) -> dict[str, list[Any]]:
        texts = columns[inputs[table][0]]
        return {name: [f"{mark}{len(text)}" for text in texts] for name in TABLES[table].coded}

    inputs = {"sections": ("heading", "path"), "measures": ("text",)}
    return Coding(inputs, code)


def digest(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def toy_rows(path: str, content: bytes, refuse_with: str = "") -> dict[str, list[Row]]:
    """All rows that a source contributes, by table. A source that begins with `!` is refused, or any by a code."""
    text = content.decode()
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    refused = text.startswith("!") or bool(refuse_with)
    code = refuse_with or "E_EMPTY"
    starts = accumulate((len(part) + 1 for part in text.split("\f")), initial=0)
    if refused:
        rows["rejects"].append(
            {"source_path": path, "stage": "decode", "reason_code": code, "detail": "坏。"}
        )
    else:
        for start, document in zip(starts, text.split("\f"), strict=False):
            _toy_document(rows, path, document, start)
    rows["sources"].append(
        {
            "source_path": path,
            "source_sha256": hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
            "status": "rejected" if refused else "ok",
            "reason_code": code if refused else None,
            "document_count": len(rows["documents"]),
        }
    )
    if path.endswith(".html"):
        rows["source_texts"].append({"source_path": path, "text": text})
    return rows


def _toy_document(rows: dict[str, list[Row]], path: str, text: str, offset: int) -> None:
    province, city, district, code, year, kind = text.partition("\n")[0].split("/")
    document_id = digest(text)
    place = {
        "document_id": document_id,
        "province": province,
        "city": city,
        "district": district or None,
        "district_code": code or None,
        "year": int(year) if year else None,
    }

    def span(start: int, end: int) -> Row:
        return {"start_char": offset + start, "end_char": offset + end, "text_start": start, "text_end": end}

    rows["documents"].append(
        place
        | {
            "source_path": path,
            "start_char": offset,
            "end_char": offset + len(text),
            "title": f"{district}{year}",
            "document_type": kind,
            "script": "simplified",
            "fixes": [],
            "text": text,
            "character_count": len(text),
        }
    )
    section_id = digest(document_id, "section")
    rows["sections"].append(
        place
        | span(0, len(text))
        | {
            "section_id": section_id,
            "level": 0,
            "ordinal": 0,
            "heading": "",
            "path": [],
            "tree_text_end": len(text),
            "stance": "neutral",
        }
    )
    for match in re.finditer(r"[^。\n]+。", text):
        sentence_id = digest(document_id, "sentence", match.start())
        rows["sentences"].append(
            place
            | span(*match.span())
            | {
                "sentence_id": sentence_id,
                "section_id": section_id,
                "text": match[0],
                "words": re.findall(r"《|》|。|[^《》。]{1,2}", match[0]),
            }
        )
        for title in re.finditer(r"《([^《》]+)》", match[0]):
            start, end = match.start() + title.start(), match.start() + title.end()
            rows["citations"].append(
                place
                | span(start, end)
                | {
                    "record_id": digest(document_id, "citation", start),
                    "section_id": section_id,
                    "sentence_id": sentence_id,
                    "rule": "toy",
                    "quote": title[0],
                    "title": title[1],
                    "nested": False,
                    "action": "落实",
                }
            )


def to_columns(rows: dict[str, list[Row]]) -> dict[str, dict[str, list[Any]]]:
    return {
        name: {column.name: [row.get(column.name) for row in found] for column in TABLES[name].columns}
        for name, found in rows.items()
        if found
    }


def receipt_of(
    item: WorkItem, rows: dict[str, list[Row]], corrected: tuple[Corrected, ...] = ()
) -> FileReceipt:
    names = DocumentReceipt.__dataclass_fields__
    source = rows["sources"][0]
    return FileReceipt(
        path=item.path,
        sha256=item.sha256,
        work_key=item.work_key,
        status=source["status"],
        reason_code=source["reason_code"],
        characters=source["size_bytes"],
        rejects=len(rows["rejects"]),
        documents=tuple(DocumentReceipt(**{name: row[name] for name in names}) for row in rows["documents"]),
        corrected=corrected,
    )


def to_rows(columns: dict[str, dict[str, list[Any]]]) -> dict[str, list[Row]]:
    """The rows of columns: `to_columns` the other way round."""
    return {name: [] for name in TABLES} | {
        name: [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]
        for name, found in columns.items()
    }


@dataclass
class World:
    """A corpus folder and a lake beside it. `run` is one whole run; its order of work is shuffled by `seed`."""

    base: Path
    name: str = "lake"
    seed: int = 0
    per_file_up_to: int = 300
    plan_options: dict[str, Any] = field(default_factory=dict)
    fingerprint: str = "rules-1"
    coding: str = "codes-1"
    """The mark of the toy coding, and its fingerprint."""
    divisions: tuple[Division, ...] = DIVISIONS
    corrections: tuple[Correction, ...] = ()
    complete: bool = True
    """False leaves out audit and comparisons, for tests that run often."""
    comparisons: tuple[str, ...] = ("coverage", "overview")
    """Those that are run. All fourteen cost more than the rest of a publication; they have their own tests."""
    lock_wait: float = 0.0
    accepted: dict[str, str] = field(default_factory=dict)
    """Checks that may fail, and why."""
    too_large_for_memory: tuple[str, ...] = ()
    """Files that this machine cannot read today."""

    @property
    def corpus(self) -> Path:
        return self.base / "corpus"

    @property
    def lake(self) -> Lake:
        return Lake((self.base / self.name).resolve())

    def put(self, path: str, content: str) -> None:
        file = self.corpus / path
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written elsewhere and renamed, as the operations page asks of people: a run may be going on.
        hidden = file.with_name(f".{file.name}.new")
        hidden.write_text(content, "utf-8", newline="")
        hidden.rename(file)

    def other(self, name: str, **changes: Any) -> World:
        """Another lake over the same corpus."""
        values = {"seed": self.seed, "per_file_up_to": self.per_file_up_to}
        values |= {
            "fingerprint": self.fingerprint,
            "coding": self.coding,
            "complete": self.complete,
            "corrections": self.corrections,
        }
        return World(self.base, name, **(values | changes))

    def plan(self, lake: Lake) -> Plan:
        compare_fingerprint = comparison_fingerprint(self.divisions, None) if self.complete else "none"
        return make_plan(
            lake,
            scan_corpus(self.corpus),
            self.fingerprint,
            compare_fingerprint,
            self.coding,
            **{"corrections": self.corrections, **self.plan_options},
        )

    def read(self, item: WorkItem) -> dict[str, list[Row]]:
        code = "E_RESOURCE" if item.path in self.too_large_for_memory else ""
        return toy_rows(item.path, read_source(self.corpus, item.path, item.sha256), code)

    def batches(self, plan: Plan) -> tuple[Batch, ...]:
        return make_batches(plan, per_file_up_to=self.per_file_up_to, target_bytes=200)

    def stage(self, lake: Lake, batch: Batch) -> Receipt:
        columns = {item.path: to_columns(self.read(item)) for item in batch.items}
        places = load_gazetteer(None)
        files = []
        for item in batch.items:
            corrected = correct(columns[item.path], self.corrections, places)
            files.append(receipt_of(item, to_rows(columns[item.path]), corrected))
        return write_batch(lake, batch, columns.items(), Receipt(batch.key, tuple(files)))

    def merge(self, lake: Lake, merges: Iterable[PartitionMerge]) -> list[ObjectRef]:
        coding = toy_coding(self.coding)
        return [ref for merge in merges for ref in merge_partition(lake.root, merge, coding)]

    def run(self, *, clean: bool = True) -> int | None:
        """Publish what the corpus holds; returns the number of the current snapshot."""
        chance = random.Random(self.seed)
        lake = Lake.create_or_open(self.base / self.name, self.corpus)
        with writer_lock(lake, self.lock_wait):
            current = recover(lake)
            plan = self.plan(lake)
            if plan.is_empty:
                return current
            receipts = [self.stage(lake, batch) for batch in shuffled(chance, self.batches(plan))]
            prepared = draft(lake, plan, shuffled(chance, receipts))
            objects = self.merge(lake, shuffled(chance, prepared.merges))
            tree = build_tree(lake, prepared, objects)
            found = run_checks(tree) if self.complete else []
            prepared = replace(prepared, accepted=require_passed(found, self.accepted))
            names = self.comparisons if self.complete else ()
            compared = [
                run_comparison(lake.root, tree, name, self.divisions) for name in shuffled(chance, names)
            ]
            number = commit(lake, prepared, tree, objects, compared)
            if clean:
                collect(lake)
            return number

    def files(self) -> dict[str, str]:
        """Every file of the current snapshot and its sha256: two lakes are equal where these are."""
        tree = self.lake.snapshot_path()
        return {
            str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in all_files(tree)
        }


def shuffled(chance: random.Random, values: Sequence[Any]) -> list[Any]:
    return chance.sample(list(values), len(values))


def all_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def document(
    *sentences: str,
    province: str = "东岭省",
    city: str = "云溪市",
    district: str = "青禾区",
    code: str = "990101",
    year: int | str = 2024,
    kind: str = "notice",
) -> str:
    """The text of a toy document."""
    return f"{province}/{city}/{district}/{code}/{year}/{kind}\n" + "".join(f"{one}。" for one in sentences)


@pytest.fixture(scope="session", autouse=True)
def shared_catalogs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The lakes of this process share what a first catalog takes a second to make."""
    folder = tmp_path_factory.mktemp("catalogs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lake, "catalog_forms", property(lambda lake: folder))
        yield


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty corpus and no lake yet."""
    (tmp_path / "corpus").mkdir()
    return World(tmp_path)


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    """An S3-compatible server for the whole session, and this process's environment to match."""
    with running_store(tmp_path_factory.mktemp("store")) as store, pytest.MonkeyPatch.context() as patch:
        for name, value in store.environment.items():
            patch.setenv(name, value)
        yield store


@pytest.fixture
def bucket(object_store: ObjectStore, request: pytest.FixtureRequest) -> str:
    """The name of a new bucket."""
    name = f"b{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:16]}"
    object_store.bucket(name)
    return name


@pytest.fixture(scope="session")
def make_world() -> type[World]:
    """For tests that need many worlds: `make_world(base)`."""
    return World
