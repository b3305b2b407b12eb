"""Raw text → normalised text: the named fixes, one after the other, with the map back to the raw text."""

from __future__ import annotations

from tasks.text.alphabet import unusual
from tasks.text.fixes import FIXES
from tasks.text.model import NormalText
from tasks.text.offsets import OffsetMap
from tasks.text.script import script_of


def normalize(raw: str) -> NormalText:
    """The text in canonical characters and simplified script; normalising that again changes nothing.

    `offsets` takes spans of the result to spans of `raw`; `fixes` names those that changed something, in order.
    """
    text, offsets, fired = raw, OffsetMap.identity(len(raw)), []
    strange = unusual(text)
    script = script_of(raw, strange)
    for fix in FIXES:
        fixed = fix(text, strange)
        if fixed is not None:
            text, offsets = fixed[0], offsets.then(fixed[1])
            fired.append(fix.__name__)
            strange = unusual(text)
    return NormalText(text, offsets, tuple(fired), script)
