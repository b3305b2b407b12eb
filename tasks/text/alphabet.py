"""The unusual characters of a text, found fast: what tells the script apart and what the fixes may have to change.

Looking at each character in Python costs ten times more than everything else in normalisation. An ordinary text of the
genre lies in GB2312 but for a handful of characters, and the GB2312 encoder names the others in C.
"""

from __future__ import annotations

import re

_REFERENCE = re.compile(rb"&#(\d+);")
# What GB2312 holds and a fix may yet change: control characters, ― ∶ ─ ・, the ideographic space and brackets,
# full-width ASCII and currency. A test compares it with the tables in widths.
_INSIDE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u2015\u2236\u2500\u3000\u300c-\u300f\u30fb\uff01-\uff5e\uffe0-\uffe5]"
)


def outside_gb2312(text: str) -> frozenset[str]:
    """The characters of `text` that GB2312 lacks (and those that it prints as &#…; itself)."""
    encoded = text.encode("gb2312", "xmlcharrefreplace")
    codes = {int(digits) for digits in set(_REFERENCE.findall(encoded))}
    return frozenset(chr(code) for code in codes if code < 0x110000)


def unusual(text: str) -> frozenset[str]:
    """The characters of `text` outside GB2312, and those inside that are not in their canonical form."""
    return outside_gb2312(text).union(_INSIDE.findall(text))
