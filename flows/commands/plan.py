"""`duizhao plan`: what a run would do, file by file, and why. Nothing is read into the lake and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import CorrectionsOption, DivisionsOption, JsonOption, LakeOption, ZipOption

if TYPE_CHECKING:
    from storage.model import Plan
    from tasks.steps.options import Options

NAME = "plan"
REASONS = {
    "new": "not in the lake yet",
    "changed": "its content is another",
    "rules": "the rules of reading, their data, the divisions or a library changed",
    "corrected": "corrections of a document in it changed",
    "heir": "may take over a document of a file that goes or changes",
    "retry": "was refused for a reason that may have passed",
}
"""Why a file would be read: `storage.model.WorkItem.reason` in words."""

Row = dict[str, Any]


def command(
    corpus: Annotated[str, typer.Argument(help="Folder or address of documents, as for `duizhao run`.")],
    lake: LakeOption = None,
    divisions: DivisionsOption = None,
    zips: ZipOption = None,
    corrections: CorrectionsOption = None,
    keep_missing: Annotated[
        bool | None, typer.Option("--keep-missing", help="As for `duizhao run`: keep what is gone.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="List files too that nothing happens to.")] = False,
    json: JsonOption = False,
) -> None:
    """Say what a run would do with each file, and why, without doing it.

    \b
    duizhao plan documents                      what `duizhao run documents` would do
    duizhao plan documents --json | jq '.files[] | select(.action == "read") | .path'
    """
    from flows.options import options_for
    from flows.settings import load_settings
    from flows.terminal import print_json

    settings = load_settings(
        lake=lake, divisions=divisions, zip=zips, corrections=corrections, keep_missing=keep_missing
    )
    plan, stop = _plan(options_for(settings, corpus))
    rows = _rows(plan)
    if json:
        shown = [row for row in rows if all_ or row["action"] != "nothing"]
        print_json(
            {
                "files": shown,
                "compare": plan.compare_changed,
                "code": plan.coding_changed,
                "empty": plan.is_empty,
                "stop": stop,
            }
        )
    else:
        _print(plan, rows, stop, everything=all_)


def _plan(options: Options) -> tuple[Plan, str | None]:
    """The plan, and why the run would stop before it is carried out (None: it would not)."""
    from contextlib import suppress
    from dataclasses import replace

    from storage.errors import LakeMissing, MassDisappearance
    from storage.lake import Lake
    from storage.remote.reading import published
    from storage.scan import scan_corpus
    from tasks.steps.options import Consent
    from tasks.steps.plan import plan_run

    with suppress(LakeMissing):  # then everything is new
        published(Lake(options.lake))
    files = scan_corpus(
        options.corpus,
        max_bytes=options.max_bytes,
        zips=options.zips,
        cache=Lake(options.lake).scan_cache,
    )
    try:
        return plan_run(options, files), None
    except MassDisappearance as error:
        return plan_run(replace(options, consent=Consent(disappearance=True)), files), str(error)


def _rows(plan: Plan) -> list[Row]:
    """One row a file, sorted by path."""
    found = [(item.path, "read", REASONS[item.reason]) for item in plan.parse]
    found += [(path, "remove", "its file is gone") for path in plan.removed]
    found += [(path, "keep", "its file is gone, and --keep-missing was given") for path in plan.kept]
    found += [
        (file.path, "refuse", f"{file.refusal.code}: {file.refusal.detail}")
        for file in plan.refused
        if file.refusal is not None
    ]
    found += [(path, "nothing", "unchanged") for path in plan.unchanged]
    return [{"path": path, "action": action, "why": why} for path, action, why in sorted(found)]


def _print(plan: Plan, rows: list[Row], stop: str | None, *, everything: bool) -> None:
    from flows.terminal import complain, print_rows, results

    listed = [row for row in rows if everything or row["action"] != "nothing"]
    if listed:
        print_rows(listed)
    counts = f"{len(plan.parse)} to read, {len(plan.unchanged)} unchanged, {len(plan.removed)} to remove"
    results().print(f"{counts}, {len(plan.refused)} refused by the scan", style="bold")
    if plan.is_empty:
        results().print("Nothing to do: the lake already holds all of it.")
    if plan.corrections_changed and not plan.parse:
        results().print("The table of corrections is published again: its file changed.")
    if plan.coding_changed:
        results().print(
            "The rules or lists of indicators and themes changed: published rows are coded again."
        )
    if plan.compare_changed and not plan.parse and not plan.removed:
        results().print("The comparisons are made again: one of their queries or divisions changed.")
    if stop:
        complain(f"The run would stop and ask: {stop}")
