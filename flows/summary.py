"""What a run changed, as Markdown for Prefect's pages. No Prefect here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.changes import Changes, DistrictChange
from tasks.steps.outcome import Outcome, Refused

MOST_DISTRICTS, MOST_REFUSALS = 50, 20


def summary(outcome: Outcome, changes: Changes | None) -> str:
    """The page: counts, rows by table, districts touched, refusals with reasons. `changes` null: nothing was published."""
    parts = [f"**{outcome.sentence}**", _counts(outcome)]
    if outcome.warnings:
        parts += ["### Checks that found something 检查", _list(outcome.warnings)]
    for title, rejects in (
        ("Refused 未收录", outcome.refused),
        ("Not read entirely 未读全", outcome.partial),
    ):
        if rejects:
            parts += [f"### {title}", "\n".join(_rejects(rejects))]
    if changes is not None:
        parts += ["### Districts 区县", "\n".join(_districts(changes.districts))]
        parts += ["### Rows by table 各表行数", "\n".join(_tables(changes))]
    return "\n\n".join(parts) + "\n"


def _counts(outcome: Outcome) -> str:
    refused, partial = (len({one.path for one in rejects}) for rejects in (outcome.refused, outcome.partial))
    return (
        "| files read 读取 | unchanged 未变 | gone 消失 | refused 未收录 | not read entirely 未读全 | documents in the lake 文档 |\n"
        "|--:|--:|--:|--:|--:|--:|\n"
        f"| {outcome.read} | {outcome.unchanged} | {outcome.removed} | {refused} | {partial} | {outcome.documents} |"
    )


def _list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _rejects(rejects: Sequence[Refused]) -> Iterator[str]:
    yield from ("| file | code | what to do |", "|:--|:--|:--|")
    for one in rejects[:MOST_REFUSALS]:
        yield f"| {_plain(one.path)} | `{one.code}` | {_plain(one.detail)} |"
    if len(rejects) > MOST_REFUSALS:
        yield f"| … and {len(rejects) - MOST_REFUSALS} more | | the artifact `duizhao-refusals` |"


def _districts(districts: Sequence[DistrictChange]) -> Iterator[str]:
    if not districts:
        yield "No document came or went."
        return
    yield from ("| district | documents came 新增 | went 移除 |", "|:--|--:|--:|")
    for one in districts[:MOST_DISTRICTS]:
        name = " ".join(part for part in (one.province, one.city, one.district) if part)
        yield f"| {_plain(name)} | {one.came or ''} | {one.went or ''} |"
    if len(districts) > MOST_DISTRICTS:
        yield f"| … and {len(districts) - MOST_DISTRICTS} more | | |"


def _tables(changes: Changes) -> Iterator[str]:
    yield from ("| table | rows before 原有 | now 现有 | difference 差 |", "|:--|--:|--:|--:|")
    for one in changes.tables:
        difference = f"{one.after - one.before:+,}" if one.after != one.before else ""
        yield f"| `{one.table}` | {one.before:,} | {one.after:,} | {difference} |"


def _plain(text: str) -> str:
    """Text of a document or a file's name, so that it cannot become markup."""
    escaped = "".join(f"\\{sign}" if sign in r"\`*_[]<>|#" else sign for sign in text)
    return " ".join(escaped.split())
