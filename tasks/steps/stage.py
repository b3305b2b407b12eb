"""One batch of files, from bytes to staged rows: read → parse → rows → correct → write. Runs on a worker, any number of times.

What a file holds never raises here; a file that cannot be read becomes a refusal and its neighbours go on.
"""

from __future__ import annotations

import logging

from storage.errors import SourceChanged
from storage.lake import Lake
from storage.model import Batch, Corrected, DocumentReceipt, FileReceipt, Receipt, WorkItem
from storage.scan import read_source
from storage.staging import load_receipt, write_batch
from tasks.parse import Parsed, parse_source
from tasks.steps.correct import correct
from tasks.steps.garbage import collector_paused
from tasks.steps.options import Options
from tasks.steps.refuse import refusal, refused
from tasks.steps.rows import Columns, to_columns
from tasks.text.model import Source
from tasks.text.places import Gazetteer, load_gazetteer
from tasks.text.refusals import describe

log = logging.getLogger(__name__)


def stage_batch(options: Options, batch: Batch) -> Receipt:
    """Stage every file of `batch`; returns what became of each. Staged already: returns the receipt as it is."""
    lake = Lake(options.lake)
    done = load_receipt(lake, batch.key)
    if done is not None:
        return done
    places = load_gazetteer(options.divisions)
    files = [stage_file(options, item, places) for item in batch.items]
    receipt = Receipt(batch.key, tuple(receipt for receipt, _ in files))
    rows = ((item.path, columns) for item, (_, columns) in zip(batch.items, files, strict=True))
    return write_batch(lake, batch, rows, receipt)


def stage_refusal(options: Options, batch: Batch, code: str, detail: str) -> Receipt:
    """Stage a batch of one file that no worker could read: a row in `sources` and one in `rejects`."""
    (item,) = batch.items
    receipt, columns = refused(item, refusal(code, detail))
    return write_batch(Lake(options.lake), batch, [(item.path, columns)], Receipt(batch.key, (receipt,)))


def stage_file(options: Options, item: WorkItem, places: Gazetteer) -> tuple[FileReceipt, Columns]:
    """Receipt and rows of one file. Raises only MemoryError, so that the batch can be divided."""
    try:
        source = Source(item.path, read_source(options.corpus, item.path, item.sha256))
        with collector_paused():
            parsed = parse_source(source, places)
            columns = to_columns(parsed)
        _log_faults(parsed)
        corrected = correct(columns, options.corrections, places)
    except SourceChanged as error:
        return refused(item, refusal("E_UNSTABLE", str(error)))
    except OSError as error:
        return refused(item, refusal("E_IO", error.strerror or type(error).__name__))
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours: this file is refused, the others go on
        log.warning("%s could not be parsed", item.path, exc_info=True)
        return refused(item, refusal("E_PARSE", describe(error)))
    return _receipt(item, parsed, columns, corrected), columns


def _log_faults(parsed: Parsed) -> None:
    """A document that was refused for a fault of ours: its table row has one line, the log has the traceback."""
    for fault in parsed.refusals:
        if fault.__cause__ is not None:
            path = parsed.source.path
            log.warning("%s: characters %s to %s", path, fault.start, fault.end, exc_info=fault.__cause__)


def _receipt(
    item: WorkItem, parsed: Parsed, columns: Columns, corrected: tuple[Corrected, ...]
) -> FileReceipt:
    sources = columns["sources"]
    documents = columns.get("documents", {})
    names = DocumentReceipt.__dataclass_fields__
    rows = zip(*(documents[name] for name in names), strict=True) if documents else ()
    return FileReceipt(
        path=item.path,
        sha256=item.sha256,
        work_key=item.work_key,
        status=sources["status"][0],
        reason_code=sources["reason_code"][0],
        characters=len(parsed.raw.text) if parsed.raw is not None else 0,
        rejects=len(parsed.refusals),
        documents=tuple(DocumentReceipt(*row) for row in rows),
        corrected=corrected,
    )
