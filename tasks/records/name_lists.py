"""Lists of persons as minutes and leading groups print them: 副区长张三、李四,发改局王五, or 张三  区委副书记."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.records.bodies import ends_like_body, is_collective
from tasks.records.name_words import OFFICIALS, Word, is_plain, words_of
from tasks.records.names import (
    Holder,
    cut_name,
    is_name,
    is_padded_name,
    is_unusual_name,
    post_at_end,
    strip_padding,
)

_NOBODY = re.compile(r"有关|相关|主要|分管|各|班子$|^全体")
"""县直有关部门主要领导 and 区政府班子(党组) name nobody."""
_OFFICE = re.compile(r"[局办委站]$")
"""房管局 begins as a name does."""
_TOWN = re.compile(r"[镇乡]$")
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


def read_names(text: str, start: int, end: int, *, labelled: bool = False) -> list[Named]:
    """The persons listed in `text[start:end]`, in order, each with the unit and post that the list gives them.

    A post holds for the bare names that follow it. In lists of 姓名 职务, the post that follows a name is its own.
    `labelled` says that a label (列席: …) stands in front: then misprinted units and unusual names are accepted;
    without it one piece that is neither person nor post nor body makes the whole span no list at all.
    """
    people: list[Named] = []
    posts: list[str] = []
    group: str | None = None
    words = list(words_of(text, start, end))
    holders = _holders(words, labelled=labelled)
    if not labelled and any(h is None and not _belongs(w.text) for w, h in zip(words, holders, strict=True)):
        return []
    name_first = _name_first(words)
    for word, holder in zip(words, holders, strict=True):
        if holder is None and people and _FOREIGN_NAME.fullmatch(word.text) and is_plain(word.text):
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


def _holders(words: list[Word], *, labelled: bool) -> list[Holder | None]:
    """For each word the person that it names; among surer names one without a known surname is a name too."""
    holders: list[Holder | None] = []
    offices = any(_STREET_OFFICE.search(word.text) for word in words)
    bodies = any(ends_like_body(word.text) and not _TOWN.search(word.text) for word in words)
    streets = {
        i
        for i, word in enumerate(words)
        if (offices and _STREET.search(word.text))
        or (bodies and _TOWN.search(word.text))
        or (_OFFICE.search(word.text) and ends_like_body(word.text))
        or _NOBODY.search(word.text)
    }
    for index, word in enumerate(words):
        name = strip_padding(word.text)
        if index in streets:
            holders.append(None)
            continue
        posted = _has_post(words, index)
        if is_padded_name(word.text) or (posted and is_plain(name) and is_unusual_name(name)):
            holders.append(Holder("", name, 0))
        else:
            holders.append(cut_name(name, misprints=labelled))
    unsure = {
        i: unusual
        for i, (word, holder) in enumerate(zip(words, holders, strict=True))
        if holder is None
        and i not in streets
        and (labelled or not word.near)
        and (unusual := _unusual(word.text, shortest=2))
    }
    if 0 < len(unsure) < 2 * sum(holder is not None for holder in holders):
        for i, unusual in unsure.items():
            holders[i] = unusual
    return holders


def posted_name(text: str, start: int, end: int) -> Named | None:
    """Who stands at the end of `text[start:end]` behind a post, known surname or not: 县委副书记、县长吉克木嘎."""
    pieces = list(words_of(text, start, end))
    last = pieces[-1] if pieces else None
    holder = _unusual(last.text, shortest=2) if last else None
    if last is None or holder is None or not holder.prefix:
        return None
    posts = [piece.text for piece in pieces[:-1] if post_at_end(piece.text)]
    return _named(last, holder.name, holder.name_start, "、".join([*posts, holder.prefix]))


def _has_post(words: list[Word], index: int) -> bool:
    """Whether a post stands behind the word: in brackets, or 区少华  副区长 where a line opens with it."""
    note = words[index].note
    if note is not None:
        return post_at_end(note) is not None or ends_like_body(note)
    behind = words[1] if index == 0 and len(words) == 2 and words[1].near else None
    return behind is not None and post_at_end(behind.text) is not None and cut_name(behind.text) is None


def _unusual(word: str, shortest: int = 3) -> Holder | None:
    """A name without a known surname, alone or behind its post: 乌兰托雅, 副旗长孟和巴特尔; behind a post it is `shortest`."""
    if not is_plain(word):
        return None
    posted = [c for c in range(max(2, len(word) - 5), len(word) - 1) if post_at_end(word[:c])]
    if not posted and is_unusual_name(word):
        return Holder("", word, 0)
    cut = next((c for c in posted if len(word) - c >= shortest and is_unusual_name(word[c:])), 0)
    return Holder(word[:cut], word[cut:], cut) if cut else None


def _name_first(words: list[Word]) -> bool:
    if len(words) < 2 or not words[1].near:
        return False
    first = strip_padding(words[0].text)
    return (is_name(first) or _has_post(words, 0)) and cut_name(words[1].text) is None


def _belongs(word: str) -> bool:
    """Whether a piece without a name can stand in a list of persons: a post, a body, 有关部门负责人, a foreign name."""
    known = (
        OFFICIALS.search(word)
        or _FOREIGN_NAME.fullmatch(word)
        or _STREET.search(word)
        or _NOBODY.search(word)
    )
    return not is_plain(word) or bool(known)


def _named(word: Word, name: str, at: int, group: str | None) -> Named:
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
    return (unit, post) if unit.endswith("人民政府") and "、" not in unit else (None, prefix)
