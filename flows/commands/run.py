"""`duizhao run`: bring a lake up to date with a folder of documents."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import CorrectionsOption, DivisionsOption, JsonOption, LakeOption, ZipOption
from flows.errors import EXIT_FAILED, EXIT_REFUSALS, DuizhaoError, WrongCommand

if TYPE_CHECKING:
    from flows.settings import Settings
    from tasks.steps.crew import Watcher
    from tasks.steps.options import Consent
    from tasks.steps.outcome import Outcome

NAME = "run"
SHOWN_REFUSALS = 20


class Executor(StrEnum):
    """Who does the work."""

    dask = "dask"
    local = "local"


def command(
    corpus: Annotated[
        str, typer.Argument(help="Folder of documents, or s3://bucket/prefix; every file under it is read.")
    ],
    lake: LakeOption = None,
    executor: Annotated[
        Executor | None,
        typer.Option(help="dask: a Prefect flow on a Dask cluster; local: this process alone."),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes of the local cluster.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Existing Dask scheduler, tls://host:port.")
    ] = None,
    divisions: DivisionsOption = None,
    zips: ZipOption = None,
    corrections: CorrectionsOption = None,
    keep_missing: Annotated[
        bool | None,
        typer.Option("--keep-missing", help="Keep documents whose files are gone from the corpus."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Go on even if many files are gone; do not ask.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="CHECK=REASON", help="Publish although this check fails; may be repeated."),
    ] = None,
    json: JsonOption = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Show the logs of Prefect and Dask.")
    ] = False,
) -> None:
    """Read documents, publish tables, compare the districts.

    What was read before is not read again. Nothing is published unless everything succeeds, and whoever reads the
    lake meanwhile sees the old state until then.

    \b
    duizhao run documents                       into ./lake
    duizhao run documents --lake /data/lake --workers 8
    duizhao run s3://bucket/documents --lake s3://bucket/lake
    duizhao run documents --executor local      without Prefect and Dask; the same result to the byte
    duizhao run documents --json | jq .refused
    """
    from flows.options import options_for
    from flows.settings import load_settings
    from tasks.steps.options import Consent

    settings = load_settings(
        lake=lake,
        executor=executor.value if executor else None,
        workers=workers,
        scheduler=scheduler,
        divisions=divisions,
        zip=zips,
        corrections=corrections,
        keep_missing=keep_missing,
    )
    consent = Consent(yes, _reasons(accept or []))
    options_for(settings, corpus, consent)  # a wrong command shall fail before any server is started
    outcome = _run(settings, corpus, consent, verbose=verbose)
    tell(outcome, settings, json=json)
    if outcome.refused:
        raise typer.Exit(EXIT_REFUSALS)


def _reasons(accept: list[str]) -> dict[str, str]:
    """The reason for each accepted check by its name. Raises WrongCommand, CheckMissing."""
    from storage.checks import require_known

    reasons = {}
    for one in accept:
        name, _, reason = (part.strip() for part in one.partition("="))
        if not name or not reason:
            raise WrongCommand(f"--accept {one} does not say why; write --accept CHECK=REASON.")
        reasons[name] = reason
    require_known(reasons)
    return reasons


def _run(settings: Settings, corpus: str, consent: Consent, *, verbose: bool) -> Outcome:
    from dataclasses import replace

    from flows.progress import Terminal
    from flows.terminal import messages
    from storage.errors import MassDisappearance

    start = _locally if settings.executor == "local" else _on_dask
    try:
        with Terminal(messages()) as watcher:
            return start(settings, corpus, watcher, consent, verbose=verbose)
    except MassDisappearance as error:
        choice = f"{error} Nothing was changed. --yes lets them leave, --keep-missing keeps their documents."
        if not sys.stdin.isatty():
            raise DuizhaoError(choice) from error
        messages().print(choice, style="yellow")
        if not typer.confirm("Let them leave the lake?", err=True):
            raise typer.Exit(EXIT_FAILED) from error
    with Terminal(messages()) as watcher:
        return start(settings, corpus, watcher, replace(consent, disappearance=True), verbose=verbose)


def _locally(
    settings: Settings, corpus: str, watcher: Watcher, consent: Consent, *, verbose: bool
) -> Outcome:
    from flows.local import run_locally
    from flows.options import options_for

    return run_locally(options_for(settings, corpus, consent), watcher)


def _on_dask(
    settings: Settings, corpus: str, watcher: Watcher, consent: Consent, *, verbose: bool
) -> Outcome:
    from flows.embedded import run_embedded

    return run_embedded(settings, corpus, watcher, consent, verbose=verbose)


def tell(outcome: Outcome, settings: Settings, *, json: bool) -> None:
    """Print what a run changed, for people or as JSON."""
    from dataclasses import asdict

    from flows.terminal import print_json, results

    if json:
        print_json(asdict(outcome) | {"lake": str(settings.lake.resolve())})
        return
    console = results()
    console.print(outcome.sentence, style="bold")
    for warning in outcome.warnings:
        console.print(f"  check: {warning}", markup=False)
    for word, rejects in (("refused", outcome.refused), ("not read entirely", outcome.partial)):
        for reject in rejects[:SHOWN_REFUSALS]:
            console.print(f"  {word} {reject.path} ({reject.code}): {reject.detail}", markup=False)
        if len(rejects) > SHOWN_REFUSALS:
            console.print(f"  … and {len(rejects) - SHOWN_REFUSALS} more: duizhao status")
    console.print(f"The lake: {settings.lake}", markup=False)
