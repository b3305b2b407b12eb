"""Lists of persons as minutes and leading groups print them: 副区长张三、李四,发改局王五, or 张三  区委副书记."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks.records.bodies import ends_like_body, is_collective
from tasks.records.names import (
    Holder,
    cut_name,
    is_name,
    is_name_in_prose,
    is_padded_name,
    is_unusual_name,
    post_at_end,
    strip_padding,
)

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
_OFFICIALS = re.compile(
    r"(?:负责人|负责同志|主要负责|人员|同志|领导|干部|代表|委员|领导班子|班子)(?:[等共]?\d+[人名位]?)?$"
)
_TITLE = re.compile(r"副?(?:[区县市旗镇乡局部校院]长|书记|主任|主席)$")
_STREET_OFFICE = re.compile(r"(?:街道|办事处|街办)$")
_STREET = re.compile(r"[路街道村镇乡堡庄屯]$")
"""柳渡路、石桥堡、青禾街办事处 are three offices."""
_FOREIGN_NAME = re.compile(r"[㐀-鿿]{4}")


@dataclass(frozen=True, slots=True)
class Named:
    """A person in a list: `text[start:end]` is the name as printed (padding included), `name` without padding."""

    start: int
    end: int
    name: str
    unit: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A piece of a list between separators; `near` when only blanks or a colon part it from the piece before.

    `title` is the post that stood behind the name without a gap (叶青禾区长).
    """

    start: int
    text: str
    near: bool
    note: str | None = None
    title: str | None = None


def read_names(text: str, start: int, end: int, *, labelled: bool = False) -> list[Named]:
    """The persons listed in `text[start:end]`, in order, each with the unit and post that the list gives them.

    A post holds for the bare names that follow it. In lists of 姓名 职务, the post that follows a name is its own.
    `labelled` says that a label (列席: …) stands in front: then misprinted units and unusual names are accepted;
    without it one piece that is neither person nor post nor body makes the whole span no list at all.
    """
    people: list[Named] = []
    posts: list[str] = []
    group: str | None = None
    words = list(_words(text, start, end))
    holders = _holders(words, labelled=labelled)
    if not labelled and any(h is None and not _belongs(w.text) for w, h in zip(words, holders, strict=True)):
        return []
    name_first = _name_first(words)
    for word, holder in zip(words, holders, strict=True):
        if holder is None and people and _FOREIGN_NAME.fullmatch(word.text) and _plain(word.text):
            people.append(_named(word, word.text, 0, group))
        elif holder is None:
            if name_first and people and (word.near or people[-1].post):
                people[-1] = _add_post(people[-1], word.text)
            elif post_at_end(word.text) or (word.text and ends_like_body(word.text)):
                posts = [*posts, word.text] if word.near or post_at_end(word.text) else [word.text]
                group = None
            else:
                posts, group = [], None
        else:
            if holder.prefix or posts:
                prefixes = [p for p in posts if post_at_end(p) or not holder.prefix]
                group = "、".join([*prefixes, *([holder.prefix] if holder.prefix else [])])
            posts = []
            person = _named(word, holder.name, holder.name_start, None if name_first else group)
            if word.title:
                person, group = replace(person, unit=None, post=(person.unit or "") + word.title), None
            people.append(
                _add_post(person, word.note) if word.note and not person.post and not person.unit else person
            )
    return people


def _holders(words: list[_Word], *, labelled: bool) -> list[Holder | None]:
    """For each word the person that it names; among surer names one without a known surname is a name too."""
    holders: list[Holder | None] = []
    offices = any(_STREET_OFFICE.search(word.text) for word in words)
    streets = {i for i, word in enumerate(words) if offices and _STREET.search(word.text)}
    for index, word in enumerate(words):
        name = strip_padding(word.text)
        if index in streets:
            holders.append(None)
            continue
        posted = _has_post(words, index)
        if is_padded_name(word.text) or (posted and _plain(name) and is_unusual_name(name)):
            holders.append(Holder("", name, 0))
        else:
            holders.append(cut_name(name, misprints=labelled))
    unsure = {
        i: unusual
        for i, (word, holder) in enumerate(zip(words, holders, strict=True))
        if holder is None
        and i not in streets
        and (labelled or not word.near)
        and (unusual := _unusual(word.text))
    }
    if 0 < len(unsure) < 2 * sum(holder is not None for holder in holders):
        for i, unusual in unsure.items():
            holders[i] = unusual
    return holders


def posted_name(text: str, start: int, end: int) -> Named | None:
    """Who stands at the end of `text[start:end]` behind a post, known surname or not: 县委副书记、县长吉克木嘎."""
    pieces = list(_words(text, start, end))
    last = pieces[-1] if pieces else None
    holder = _unusual(last.text) if last else None
    if last is None or holder is None or not holder.prefix:
        return None
    posts = [piece.text for piece in pieces[:-1] if post_at_end(piece.text)]
    return _named(last, holder.name, holder.name_start, "、".join([*posts, holder.prefix]))


def _has_post(words: list[_Word], index: int) -> bool:
    """Whether a post stands behind the word: in brackets, or 区少华  副区长 where a line opens with it."""
    note = words[index].note
    if note is not None:
        return post_at_end(note) is not None or ends_like_body(note)
    behind = words[1] if index == 0 and len(words) == 2 and words[1].near else None
    return behind is not None and post_at_end(behind.text) is not None and cut_name(behind.text) is None


def _unusual(word: str) -> Holder | None:
    """A name without a known surname, alone or behind its post: 乌兰托雅, 副旗长孟和巴特尔."""
    if not _plain(word):
        return None
    if is_unusual_name(word):
        return Holder("", word, 0)
    cuts = range(max(2, len(word) - 5), len(word) - 2)
    cut = next((c for c in cuts if post_at_end(word[:c]) and is_unusual_name(word[c:])), 0)
    return Holder(word[:cut], word[cut:], cut) if cut else None


def _name_first(words: list[_Word]) -> bool:
    if len(words) < 2 or not words[1].near:
        return False
    first = strip_padding(words[0].text)
    return (is_name(first) or _has_post(words, 0)) and cut_name(words[1].text) is None


def _belongs(word: str) -> bool:
    """Whether a piece without a name can stand in a list of persons: a post, a body, 有关部门负责人, a foreign name."""
    known = _OFFICIALS.search(word) or _FOREIGN_NAME.fullmatch(word) or _STREET.search(word)
    return not _plain(word) or bool(known)


def _plain(word: str) -> bool:
    return not (ends_like_body(word) or post_at_end(word) or is_collective(word))


def _words(text: str, start: int, end: int) -> Iterator[_Word]:
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


def _pieces(word: str, start: int, near: bool, note: str | None) -> Iterator[_Word]:
    """Cut 等同志 off, and A和B apart where both are persons."""
    lead = _LEADING.match(word)
    if lead and cut_name(word[lead.end() :]):
        word, start = word[lead.end() :], start + lead.end()
    for link in _LINKS.finditer(word):
        if cut_name(strip_padding(word[: link.start()])) and _OFFICIALS.search(word[link.end() :]):
            word = word[: link.start()]  # 叶青禾及有关部门负责人
            break
    tail = _TAIL.search(word)
    if tail and tail.start() >= 2:
        word = word[: tail.start()]
    for link in _LINKS.finditer(word):
        left, right = word[: link.start()], word[link.end() :]
        if cut_name(strip_padding(left)) and cut_name(strip_padding(right)):
            yield _Word(start, left, near)
            yield _Word(start + link.end(), right, False, note)
            return
    title = title_behind(word)
    yield _Word(start, word.removesuffix(title or ""), near, note, title)


def title_behind(word: str) -> str | None:
    """The post that `word` ends with where a name stands in front of it: 叶青禾区长, 区卫健局叶青禾主任; None else."""
    found = _TITLE.search(word)
    rest = word[: found.start()] if found else ""
    if found is None or len(rest) < 2 or post_at_end(word) != found[0] or not _plain(rest):
        return None
    holder = cut_name(rest)
    return found[0] if holder and is_name_in_prose(holder.name) and not post_at_end(holder.prefix) else None


def _named(word: _Word, name: str, at: int, group: str | None) -> Named:
    """The person whose name begins at character `at` of `word` without its padding."""
    printed = [index for index, character in enumerate(word.text) if not character.isspace()]
    unit, post = unit_and_post(group or "")
    return Named(word.start + printed[at], word.start + len(word.text), name, unit, post)


def _add_post(person: Named, words: str) -> Named:
    if is_collective(words) or re.fullmatch(r"[女男]|.{1,3}族|兼|请假", words):
        return person
    if person.post is None and person.unit is None:
        unit, post = unit_and_post(words)
        return replace(person, unit=unit, post=post)
    return replace(
        person, unit=None, post="、".join(p for p in ((person.unit or "") + (person.post or ""), words) if p)
    )


def unit_and_post(prefix: str) -> tuple[str | None, str | None]:
    """What stands before a name: 发改局 is a unit; 区长, 区委副书记 and 区发改局局长 are posts as printed.

    A government by its full name (石桥县人民政府县长) is a unit of its own.
    """
    prefix = prefix.strip("、, ")
    post = post_at_end(prefix)
    if post is None:
        return (prefix or None), None
    unit = prefix[: len(prefix) - len(post)]
    return (unit, post) if unit.endswith("人民政府") else (None, prefix)
