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
    "｡": "。", "､": "、", "﹐": ",", "﹑": "、", "﹒": ".", "﹔": ";", "﹕": ":", "︰": ":", "︓": ":", "∶": ":",
    "﹖": "?", "﹗": "!", "﹪": "%", "﹙": "(", "﹚": ")", "﹛": "{", "﹜": "}", "﹝": "〔", "﹞": "〕",
    "「": "“", "」": "”", "『": "‘", "』": "’", "｢": "“", "｣": "”", "〝": "“", "〞": "”", "〟": "”",
    "⟨": "〈", "⟩": "〉", "≪": "《", "≫": "》", "«": "《", "»": "》",
    "―": "—", "─": "—", "–": "—", "‒": "—", "﹘": "—", "−": "-", "‐": "-", "‑": "-", "﹣": "-",
    "‧": "·", "・": "·", "･": "·", "•": "·", "∙": "·", "⋅": "·",
    "〜": "~", "∼": "~", "˜": "~", "￥": "¥", "￠": "¢", "￡": "£", "￣": "¯",
}  # fmt: skip

_RADICALS = dict(
    zip(
        "⺒⺟⺠⺫⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "巳母民目虎西见角贝车长门青韦页风飞食马鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_COMPATIBILITY_BLOCKS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
_HAN_TWINS = _RADICALS | {
    chr(code): twin
    for block in _COMPATIBILITY_BLOCKS
    for code in block
    if len(twin := unicodedata.normalize("NFKC", chr(code))) == 1 and twin != chr(code)
}
"""Radicals and compatibility ideographs, as PDF programs print them: ⼈⺠ for 人民."""

CANONICAL = _FULL_WIDTH | _SPACES | _LINE_ENDS | _PUNCTUATION | _HAN_TWINS
"""Character → its canonical form, always one for one, so that offsets stay."""

_INVISIBLE_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x1F, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
    (0xE0100, 0xE01EF),
)  # fmt: skip
INVISIBLE = frozenset(chr(code) for first, last in _INVISIBLE_RANGES for code in range(first, last + 1))
"""What prints nothing: controls, zero-width spaces and joiners, direction marks, soft hyphens, variation selectors."""
