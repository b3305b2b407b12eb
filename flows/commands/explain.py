"""`duizhao explain`: what is decided about a file, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.options import DivisionsOption, JsonOption
from flows.errors import WrongCommand

NAME = "explain"


def command(
    file: Annotated[Path, typer.Argument(help="A file, in a corpus or not.")],
    corpus: Annotated[
        Path | None,
        typer.Option(help="Corpus that the file is in: names of folders say where a document belongs."),
    ] = None,
    divisions: DivisionsOption = None,
    json: JsonOption = False,
) -> None:
    """Say what is decided about a file, and why; needs no lake.

    Encoding, script, fixes, where it is cut into documents, and of each its type, district and dates.
    """
    from dataclasses import asdict

    from flows.options import read_divisions
    from flows.settings import load_settings
    from flows.terminal import print_json
    from tasks.steps.explain import explain

    table = read_divisions(load_settings(divisions=divisions).divisions)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WrongCommand(f"{file} cannot be read: {error.strerror}.") from error
    found = explain(_relative(file, corpus), data, table)
    if json:
        print_json(asdict(found))
        return
    _print("File", found.file)
    for number, document in enumerate(found.documents, 1):
        _print(f"Document {number} of {len(found.documents)}", document)
    for refusal in found.refusals:
        _print("Refused", refusal)


def _relative(file: Path, corpus: Path | None) -> str:
    if corpus is None:
        return file.as_posix().lstrip("/")
    try:
        return file.resolve().relative_to(corpus.resolve()).as_posix()
    except ValueError as error:
        raise WrongCommand(f"{file} is not in {corpus}.") from error


def _print(title: str, facts: dict[str, Any]) -> None:
    from flows.terminal import results, shown

    console = results()
    console.print(f"\n{title}", style="bold")
    for name, value in facts.items():
        if value is None or value in ([], {}):
            value = "—"
        elif isinstance(value, dict):
            value = ", ".join(f"{key} {count}" for key, count in value.items())
        elif name in ("span", "cover"):
            value = f"characters {value[0]} to {value[1]}"
        console.print(f"  {name:<19}{shown(value)}", markup=False)
