"""From settings to the options of a run: paths made absolute, the division table read, mistakes found early."""

from __future__ import annotations

from pathlib import Path

from flows.errors import WrongCommand
from flows.places import lake_folder
from flows.settings import Settings
from storage.model import Correction
from storage.place import Place, StoreUrl, place_of
from storage.remote.store import Store
from tasks.steps.options import Consent, Options

NO_CONSENT = Consent()


def options_for(settings: Settings, corpus: str | Place, consent: Consent = NO_CONSENT) -> Options:
    """The options of a run over `corpus`. Raises WrongCommand for a corpus or table that cannot be read.

    Raises StoreError where the corpus lies in a store that does not let us at it.
    """
    place = _readable(corpus)
    if settings.zip and isinstance(place, StoreUrl):
        raise WrongCommand(
            "ZIP archives are read from folders only, not from an object store: unpack them there."
        )
    return Options(
        corpus=place.resolve(),
        lake=lake_folder(settings),
        divisions=read_divisions(settings.divisions),
        zips=settings.zip,
        corrections=read_corrections(settings.corrections),
        keep_missing=settings.keep_missing,
        consent=consent,
        max_bytes=settings.max_bytes,
        files_as_tasks=settings.files_as_tasks,
        batch_bytes=settings.batch_bytes,
        max_batches=settings.max_batches,
        lock_wait=settings.lock_wait,
        comparison_memory=settings.comparison_memory,
    )


def _readable(corpus: str | Place) -> Place:
    """The place of the corpus, where it can be listed."""
    try:
        place = place_of(corpus)
    except ValueError as error:
        raise WrongCommand(f"The corpus cannot be there: {error}.") from error
    if isinstance(place, StoreUrl):
        Store(place).require()
    elif not place.is_dir():
        what = "is a file, not a folder" if place.exists() else "does not exist"
        raise WrongCommand(f"The corpus {place} {what}. Name the folder that holds the documents.")
    return place


def read_divisions(path: Path | None) -> bytes | None:
    """The content of the user's division table, found to be right. None where there is none."""
    if path is None:
        return None
    from tasks.text.places import DivisionsError, load_gazetteer

    try:
        content = path.read_bytes()
        load_gazetteer(content)
    except OSError as error:
        raise WrongCommand(f"The division table {path} cannot be read: {error.strerror}.") from error
    except DivisionsError as error:
        raise WrongCommand(f"The division table {path} is wrong: {error}") from error
    return content


def read_corrections(path: Path | None) -> tuple[Correction, ...]:
    """The corrections in the user's file; none where there is none."""
    if path is None:
        return ()
    from tasks.steps import corrections

    try:
        return corrections.read_corrections(path.read_bytes())
    except OSError as error:
        raise WrongCommand(f"The corrections {path} cannot be read: {error.strerror}.") from error
    except corrections.CorrectionsError as error:
        raise WrongCommand(f"The corrections {path} are wrong. {error}") from error
