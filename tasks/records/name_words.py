"""The words of a list of persons: where a list is cut, and what is cut off a word before a name is looked for in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.records.bodies import ends_like_body, is_collective
from tasks.records.names import cut_name, is_name_in_prose, is_padded_name, post_at_end, strip_padding

_TOKEN = re.compile(r"(?P<gap>[、,;,;。\s::/]*)(?P<word>[^、,;,;。\s::/()]+)(?P<note>\([^()\n]*\))?")
_PADDED = re.compile(
    r"(?<![㐀-鿿])[㐀-鿿](?P<gap>[  \u3000]+)[㐀-鿿](?:(?P=gap)[㐀-鿿])?(?![㐀-鿿])|[㐀-鿿]{2,}[  \u3000]+[㐀-鿿](?![㐀-鿿]|[  \u3000]+[㐀-鿿](?![㐀-鿿]))"
)
"""于  川, and 司法局安  然: a character alone behind a gap belongs to the name before it."""
_EVENLY_PADDED = re.compile(
    r"(?<![㐀-鿿])[㐀-鿿](?P<gap>[  \u3000]+)[㐀-鿿](?:(?P=gap)[㐀-鿿](?P=gap)[㐀-鿿])+(?![㐀-鿿])"
)
"""阮  川  嵇  林  山  岭: names of two characters with the same gap within and between them."""
_NOTE = re.compile(r"\([^()\n]*\)")
_LINKS = re.compile(r"以及|[和与及]")
_LEADING = re.compile(r"^(?:以及|还有|[和与及])")
_TAIL = re.compile(
    r"(?:等?(?:同志|领导|先生|女士)们?|等人|等[^、,。]{0,24}?(?:领导|同志|人员|委员|成员|负责人)|等)?(?:分别|共同|一同|一起|也|均|都|还|等)*$"
)
OFFICIALS = re.compile(
    r"(?:负责人|负责同志|负责|两[长院]|人员|同志|领导|干部|代表|委员|领导班子|班子)(?:[等共]?\d+[人名位]?)?$"
)
"""Ends of words for people who are listed by what they are, not by name."""
_DIVISION = re.compile(r"[区县市旗镇乡村]$")
_TITLE = re.compile(r"副?(?:[区县市旗镇乡局部校院]长|书记|主任|主席)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a list between separators; `near` when only blanks or a colon part it from the piece before.

    `title` is the post that stood behind the name without a gap (叶青禾区长).
    """

    start: int
    text: str
    near: bool
    note: str | None = None
    title: str | None = None


def is_plain(word: str) -> bool:
    """True for a word that is neither body nor post nor collective: it may be a name."""
    return not (ends_like_body(word) or post_at_end(word) or is_collective(word))


def words_of(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of the list `text[start:end]`, in order."""
    padded = {
        m.start(): m.end()
        for m in _PADDED.finditer(text, start, end)
        if is_padded_name(m[0]) or cut_name(strip_padding(m[0]))
    }
    for run in _EVENLY_PADDED.finditer(text, start, end):
        step = 2 * (1 + len(run["gap"]))
        pairs = [(at, at + step - len(run["gap"])) for at in range(run.start(), run.end(), step)]
        if all(is_padded_name(text[first:last]) for first, last in pairs):
            padded = {at: stop for at, stop in padded.items() if not run.start() <= at < run.end()} | dict(
                pairs
            )
    position = start
    while match := _TOKEN.match(text, position, end):
        word_start = match.start("word")
        near = bool(match["gap"]) and not re.search(r"[、,;。,;]", match["gap"])
        if word_start in padded:
            word_end = padded[word_start]
            bracket = _NOTE.match(text, word_end, end)
            note = bracket[0] if bracket else None
        else:
            word_end, note = match.end("word"), match["note"]
        yield from _pieces(text[word_start:word_end], word_start, near, note[1:-1] if note else None)
        position = word_end + (len(note) if note else 0)
        while position < end and text[position] in "()":
            position += 1


def _pieces(word: str, start: int, near: bool, note: str | None) -> Iterator[Word]:
    """Cut 等同志 off, and A和B apart where both are persons."""
    lead = _LEADING.match(word)
    if lead and cut_name(word[lead.end() :]):
        word, start = word[lead.end() :], start + lead.end()
    for link in _LINKS.finditer(word):
        if cut_name(strip_padding(word[: link.start()])) and _is_collective_end(word[link.end() :]):
            word = word[: link.start()]  # 叶青禾及有关部门负责人
            break
    tail = _TAIL.search(word)
    if tail and tail.start() >= 2:
        word = word[: tail.start()]
    for link in _LINKS.finditer(word):
        left, right = word[: link.start()], word[link.end() :]
        if cut_name(strip_padding(left)) and cut_name(strip_padding(right)):
            yield Word(start, left, near)
            yield Word(start + link.end(), right, False, note)
            return
    title = title_behind(word)
    yield Word(start, word.removesuffix(title or ""), near, note, title)


def _is_collective_end(words: str) -> bool:
    """What ends a list of names behind 及: those responsible, bodies, the heads of court and procuratorate."""
    return bool(OFFICIALS.search(words)) or (
        len(words) > 2 and (ends_like_body(words) or is_collective(words))
    )


def title_behind(word: str) -> str | None:
    """The post that `word` ends with where a name stands in front of it: 叶青禾区长, 区卫健局叶青禾主任; None else."""
    found = _TITLE.search(word)
    rest = word[: found.start()] if found else ""
    if found is None or len(rest) < 2 or post_at_end(word) != found[0] or not is_plain(rest):
        return None
    holder = None if _DIVISION.search(rest) else cut_name(rest)
    return found[0] if holder and is_name_in_prose(holder.name) and not post_at_end(holder.prefix) else None
