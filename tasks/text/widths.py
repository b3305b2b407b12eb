"""Character data: one canonical form for widths, spaces and line ends. Data, no rules.

An explicit table, not NFKC, which turns ① into 1, ㎡ into m2 and Ⅳ into IV. Canonical are the half-width forms of
, : ; ( ) ! ? (the genre prints both; see docs/decisions/canonical-punctuation.md) and the full-width forms of 。、《》“”.
"""

from __future__ import annotations

import unicodedata

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Full-width ASCII, ！ to ～: letters, digits and punctuation to their ordinary forms."""

_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)

_LINE_ENDS = dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")

_PUNCTUATION = {
    "｡": "。", "､": "、", "｢": "「", "｣": "」", "﹐": ",", "﹑": "、", "﹒": ".", "﹔": ";", "﹕": ":", "﹖": "?",
    "﹗": "!", "﹙": "(", "﹚": ")", "﹛": "{", "﹜": "}", "﹝": "〔", "﹞": "〕", "﹪": "%", "﹣": "-", "︰": ":",
    "‟": "“", "„": "“", "‛": "‘", "‚": "‘", "〝": "“", "〞": "”", "〟": "”", "＂": '"',
    "―": "—", "─": "—", "–": "—", "‒": "—", "﹘": "—", "−": "-", "‐": "-", "‑": "-",
    "‧": "·", "・": "·", "･": "·", "•": "·", "∙": "·", "⋅": "·",
    "〜": "~", "∼": "~", "˜": "~", "∶": ":", "︓": ":", "％": "%", "￥": "¥", "￠": "¢", "￡": "£", "￣": "¯",
    "〈": "〈", "〉": "〉", "⟨": "〈", "⟩": "〉", "≪": "《", "≫": "》", "«": "《", "»": "》",
}  # fmt: skip

_HAN_TWINS = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for block in (
        range(0x2F00, 0x2FD6),
        range(0x2E80, 0x2F00),
        range(0xF900, 0xFB00),
        range(0x2F800, 0x2FA20),
    )
    for code in block
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
    and unicodedata.normalize("NFKC", chr(code)) != chr(code)
}
"""Kangxi radicals and compatibility ideographs, as PDF programs print them: ⼈ for 人."""

CANONICAL = _FULL_WIDTH | _SPACES | _LINE_ENDS | _PUNCTUATION | _HAN_TWINS
"""Character → its canonical form, always one for one, so that offsets stay."""

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\u00ad\u061c\u180e"
"""Characters that print nothing: zero-width spaces and joiners, direction marks, soft hyphens, byte order marks."""
