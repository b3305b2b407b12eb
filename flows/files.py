"""Results that are no text: into a file that is named, or on through stdout to whatever takes bytes."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import WrongCommand

if TYPE_CHECKING:
    from storage.lake import Lake


@contextmanager
def result_file(lake: Lake, out: Path | None, kind: str) -> Iterator[Path]:
    """A path to write a result of `kind` to. It becomes `out`; without one its bytes go to stdout.

    Raises WrongCommand where stdout is a terminal, ExportRefused where `out` is there already.
    """
    if out is not None:
        from storage.export import new_file

        with new_file(lake, out) as file:
            yield file
        return
    if sys.stdout.isatty():
        raise WrongCommand(
            f"{kind} is nothing for a terminal: name a file with --out, or send it on with > FILE."
        )
    with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
        file = Path(folder) / f"result.{kind}"
        yield file
        sys.stdout.flush()
        with file.open("rb") as content:
            shutil.copyfileobj(content, sys.stdout.buffer)
