"""How far a run is: watchers that show it. No Prefect here."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from storage.model import Plan
from tasks.steps.crew import Watcher

STEPS = {
    "start": "Starting Prefect",
    "scan": "Looking for files",
    "read": "Reading files",
    "merge": "Merging partitions",
    "audit": "Checking the tables",
    "compare": "Comparing districts",
    "publish": "Publishing",
}
"""What each step is called in front of people."""


class Silent:
    """A watcher that looks away."""

    def begin(self, step: str, total: int | None = None) -> None: ...

    def advance(self, count: int = 1, documents: int = 0) -> None: ...

    def planned(self, plan: Plan) -> None: ...


@dataclass(frozen=True, slots=True)
class Together:
    """Several watchers as one."""

    watchers: tuple[Watcher, ...]

    def begin(self, step: str, total: int | None = None) -> None:
        for watcher in self.watchers:
            watcher.begin(step, total)

    def advance(self, count: int = 1, documents: int = 0) -> None:
        for watcher in self.watchers:
            watcher.advance(count, documents)

    def planned(self, plan: Plan) -> None:
        for watcher in self.watchers:
            watcher.planned(plan)


class Terminal:
    """Progress bars on a terminal; where the output is no terminal, one line a step."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[count]}"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._step: TaskID | None = None
        self._total: int | None = None
        self._done = self._documents = 0

    def __enter__(self) -> Terminal:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self._bars.stop()

    def begin(self, step: str, total: int | None = None) -> None:
        self._finish()
        self._total, self._done, self._documents = total, 0, 0
        if total == 0:
            return
        self._step = self._bars.add_task(STEPS[step], total=total, count="")
        if not self._console.is_terminal:
            self._console.print(f"{STEPS[step]}{'' if total is None else f': {total}'} …")

    def advance(self, count: int = 1, documents: int = 0) -> None:
        self._done += count
        self._documents += documents
        if self._step is not None:
            self._bars.update(self._step, advance=count, count=self._count())

    def planned(self, plan: Plan) -> None: ...

    def _count(self) -> str:
        done = str(self._done) if self._total is None else f"{self._done}/{self._total}"
        return f"{done} · {self._documents} documents" if self._documents else done

    def _finish(self) -> None:
        if self._step is not None:
            done = self._total or self._done or 1
            self._bars.update(self._step, total=done, completed=done)
            self._step = None
