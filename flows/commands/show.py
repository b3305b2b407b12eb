"""`duizhao show`: one document, its outline, and its facts with the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.errors import WrongCommand

if TYPE_CHECKING:
    from storage.lookup import Rows

NAME = "show"
HIDDEN = {
    "document_id", "province", "city", "district", "district_code", "year", "record_id", "section_id",
    "sentence_id", "start_char", "end_char", "text_start", "text_end", "quote", "text",
}  # fmt: skip
"""Columns that every record has; they are the document's, or shown otherwise."""


def command(
    document: Annotated[
        str, typer.Argument(help="Beginning of an id, or part of a title, district or file.")
    ],
    lake: LakeOption = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only these facts, such as metrics; may be repeated.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show one document: outline and facts, each with its sentence.

    \b
    duizhao show 石桥县                          the document; where several match, a list to choose from
    duizhao show 3f2a --kind metrics --kind dates
    """
    from flows.terminal import print_json
    from storage.lookup import document_records, document_sections, document_sentences, find_documents
    from storage.schemas import RECORD_TABLES

    opened = open_lake(lake)
    unknown = sorted(set(kind or ()) - set(RECORD_TABLES))
    if unknown:
        raise WrongCommand(f"There are no facts called {unknown[0]}. There are: {', '.join(RECORD_TABLES)}.")
    found = find_documents(opened, document)
    if not found:
        raise WrongCommand(f"No document has {document} in its id, title, district or file.")
    if len(found) > 1:
        _print_choice(found, json=json)
        return
    (one,) = found
    sections = document_sections(opened, one["document_id"])
    records = document_records(opened, one["document_id"])
    records = {name: rows for name, rows in records.items() if not kind or name in kind}
    if json:
        print_json({"document": one, "sections": sections, "records": records})
        return
    sentences = {row["sentence_id"]: row["text"] for row in document_sentences(opened, one["document_id"])}
    _print_document(one)
    _print_outline(sections, records, sentences)


def _print_choice(found: Rows, *, json: bool) -> None:
    from flows.terminal import print_json, print_rows, results

    rows = [
        {
            "id": row["document_id"][:8],
            "district": row["district"],
            "type": row["document_type"],
            "title": row["title"] or row["title_inferred"],
            "file": row["source_path"],
        }
        for row in found
    ]
    if json:
        print_json({"documents": rows})
        return
    print_rows(rows)
    results().print(f"\n{len(found)} documents. Choose one by the beginning of its id.")


def _print_document(row: dict[str, Any]) -> None:
    from flows.terminal import results, shown

    console = results()
    console.print(
        shown(row["title"] or row["title_inferred"] or "(without a title)"), style="bold", markup=False
    )
    place = " ".join(shown(row[name]) for name in ("province", "city", "district", "district_code"))
    facts = {
        "id": row["document_id"],
        "type": row["document_type"],
        "place": f"{place} (by {shown(row['district_basis']) or 'nothing'})",
        "issuer": row["issuer"],
        "number": row["document_number"],
        "published": row["publish_date"],
        "signed": row["signed_date"],
        "event": row["event_date"],
        "year": f"{shown(row['year'])} ({shown(row['year_basis'])})" if row["year"] else None,
        "source": f"{row['source_path']}, characters {row['start_char']} to {row['end_char']}",
    }
    for name, value in facts.items():
        if value is not None:
            console.print(f"  {name:<10}{shown(value)}", markup=False)


def _print_outline(sections: Rows, records: dict[str, Rows], sentences: dict[str, str]) -> None:
    from flows.terminal import results, shown

    console = results()
    under: dict[str | None, list[tuple[str, dict[str, Any]]]] = {}
    for kind, rows in records.items():
        for row in rows:
            under.setdefault(row["section_id"], []).append((kind, row))
    for section in sections:
        indent = "  " * section["level"]
        heading = f"{shown(section['marker'])}{section['heading']}" or "(before the first heading)"
        console.print(f"\n{indent}{heading}", style="bold cyan", markup=False)
        for kind, row in sorted(under.get(section["section_id"], ()), key=lambda pair: pair[1]["text_start"]):
            console.print(f"{indent}  {kind}: {_fields(row)}", markup=False)
            sentence = sentences.get(row["sentence_id"]) or row["quote"]
            console.print(f"{indent}    “{sentence.strip()}”", style="dim", markup=False)


def _fields(row: dict[str, Any]) -> str:
    """What is special to the fact: its own columns that have a value."""
    from flows.terminal import shown

    own = {name: shown(value) for name, value in row.items() if name not in HIDDEN}
    return " · ".join(f"{name} {value}" for name, value in own.items() if value)
