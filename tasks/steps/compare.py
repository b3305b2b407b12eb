"""One comparison of a tree; the divisions come from the gazetteer and the user's table."""

from __future__ import annotations

from pathlib import Path

from storage.compare import run_comparison
from storage.model import ObjectRef
from tasks.steps.fingerprint import code_lists, present_divisions
from tasks.steps.options import Options


def compare(options: Options, tree: Path, name: str) -> ObjectRef:
    """Run the comparison `name` and store it in the lake."""
    divisions = present_divisions(options.divisions)
    return run_comparison(
        options.lake, tree, name, divisions, lists=code_lists(), memory=options.comparison_memory
    )
