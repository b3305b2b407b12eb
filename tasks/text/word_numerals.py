"""How Word prints the number of a list: its numFmt names and what they stand for. Data and one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESES = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_FULL_STOPS = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _counting(value: int, digits: str = _DIGITS, ten: str = "十", hundred: str = "百") -> str:
    """三, 十二, 二十, 一百〇五; from a thousand on in digits."""
    if not 0 < value < 1000:
        return str(value)
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    printed = digits[hundreds] + hundred if hundreds else ""
    if tens:
        printed += (digits[tens] if tens > 1 or hundreds or digits is _LEGAL else "") + ten
    elif hundreds and ones:
        printed += digits[0]
    return printed + (digits[ones] if ones else "")


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    printed = ""
    for worth, letters in _ROMAN:
        printed += letters * (value // worth)
        value %= worth
    return printed


def _letters(value: int) -> str:
    """A to Z, then AA, BB …"""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedParen": _one_of(_PARENTHESES),
    "decimalEnclosedFullstop": _one_of(_FULL_STOPS),
    "numberInDash": lambda value: f"-{value}-",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda value: _counting(value, _LEGAL, "拾", "佰"),
    "ideographLegalTraditional": lambda value: _counting(value, _LEGAL, "拾", "佰"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "none": lambda value: "",
}


def print_number(value: int, form: str) -> str:
    """A list number as Word prints it in the numFmt `form`; plain digits for decimal and whatever is not known here."""
    return _FORMATS[form](value) if 0 < value < 4000 and form in _FORMATS else str(value)
