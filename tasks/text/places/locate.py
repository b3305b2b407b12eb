"""Where a document belongs. Each kind of evidence is asked in turn; the first that names a district decides.

Issuer and title come before signature and footer, then the letters of the 文号, the path, and last the text's own
votes. A city's or province's own document has no district: its issuer or title says so, and nothing stronger than the
votes of the text speaks for a district.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from tasks.text.document_numbers import number_organ
from tasks.text.issuer import issuer_span
from tasks.text.model import Place
from tasks.text.parts import Parts
from tasks.text.places.divisions import Division, stem
from tasks.text.places.gazetteer import Gazetteer
from tasks.text.places.ground import Ground, leader
from tasks.text.places.matcher import Mention
from tasks.text.places.traps import ORGANS

Candidates = tuple[Division, ...]

SOURCES = (
    "发布机构",
    "发文机关",
    "发文机构",
    "发文单位",
    "发布单位",
    "信息发布单位",
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
)
"""Keys of a page's metadata that name who published."""
OPENING = 6
"""A title begins with a place when the place stands within its first characters: 中共…, 2023年…."""
FRAME = 3.0
"""青禾区委 and 青禾区第八届区政府 speak three times as loud as a mere 青禾区."""
_FRAMED = re.compile(
    "|".join((*ORGANS, "召开", "第?[一二三四五六七八九十]{1,3}届", "[区县市旗]政府", "20[0-9]{2}年第"))
)
_OWN = re.compile(r"(?:全|我|本)[区县旗]|[区县旗](?:委|政府)(?!书记)")
_OWN_ORGANS = re.compile(r"(?<![\u4e00-\u9fff])[区县旗](?:人民政府|人大)")
_CITYS_OWN = re.compile(r"(?:全|我|本)市|市(?:委|政府)(?!书记)")
_BRANCH = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,4})分局")
_ORGAN_LETTERS = re.compile(
    r"(?P<letters>[\u4e00-\u9fff]{1,3}?)(?:政|委|府|办|党|人|纪|组|发|文|法|教|农|安|汛|防|应)"
)


def locate(parts: Parts, number: str | None, path: str, year: int | None, places: Gazetteer) -> Place:
    """The place of a document by its parts, its 文号 and its source's path; `year` is the one it counts for."""
    ground = Ground(parts, path, year, places)
    claim: tuple[Division, str] | None = None
    for basis, read, final in _EVIDENCE:
        candidates = read(ground, number)
        if not candidates or (claim is not None and read is _body and not _speaks_of_districts(parts.text)):
            continue
        chosen = ground.choose(candidates)
        if candidates[0].level == "district":
            if claim is not None and (chosen is None or not _inside(chosen, claim[0])):
                continue
            return ground.place(chosen, basis) if chosen else ground.unresolved(candidates, basis)
        if final and chosen:
            return ground.place(chosen, basis)
        claim = claim or ((chosen, basis) if chosen else None)
    if claim is not None:
        return ground.place(*claim)
    return _by_votes(ground)


def _inside(division: Division, above: Division) -> bool:
    return division.parent_code == above.code or (
        above.level == "province" and division.code[:2] == above.code[:2]
    )


def _speaks_of_districts(text: str) -> bool:
    """Does the text say 全区 and 区委 more often than 全市 and 市委?"""
    return len(_OWN.findall(text)) > len(_CITYS_OWN.findall(text))


def _speaker(ground: Ground, number: str | None) -> Candidates:
    """Who speaks by the title, in front of 关于."""
    return _organ(ground, issuer_span(ground.parts))


def _publisher(ground: Ground, number: str | None) -> Candidates:
    """Who published by the page's metadata. A 来源 counts only if it is a district's: others are newspapers too."""
    for key in SOURCES:
        found = _organ(ground, ground.parts.page.get(key))
        if found and (found[0].level == "district" or not key.endswith("来源")):
            return found
    return ()


def _title(ground: Ground, number: str | None) -> Candidates:
    """The district that the title begins with, its parents in front; else the city or province it begins with."""
    title = ground.parts.title
    mentions = ground.within((title.title_start, title.title_end)) if title else []
    if title is None or not mentions or mentions[0].start - title.title_start > OPENING:
        return ()
    opening = mentions[:1]
    for mention in mentions[1:]:
        if mention.start == opening[-1].end:
            opening.append(mention)
    districts = [mention for mention in opening if mention.level == "district"]
    return districts[0].divisions if districts else _lowest(opening)


def _head(ground: Ground, number: str | None) -> Candidates:
    """The district of the lines under the title: who speaks, and at whose meeting."""
    mentions = [m for span in ground.parts.head for m in ground.within(span) if m.level == "district"]
    return (
        _narrowest(m.divisions for m in mentions) if len({m.divisions[0].name for m in mentions}) == 1 else ()
    )


def _subject(ground: Ground, number: str | None) -> Candidates:
    """The only district that the title names, wherever in it: 关于印发《青禾区…方案》的通知."""
    title = ground.parts.title
    mentions = ground.within((title.title_start, title.title_end)) if title else []
    districts = [mention.divisions for mention in mentions if mention.level == "district"]
    return _narrowest(districts) if len({divisions[0].name for divisions in districts}) == 1 else ()


def _signature(ground: Ground, number: str | None) -> Candidates:
    signature = ground.parts.signature
    return _organ(ground, (signature.start, signature.end)) if signature else ()


def _footer(ground: Ground, number: str | None) -> Candidates:
    """The district that runs the site: by name in the footer, else by the code in the site's numbers."""
    named = [m for span in ground.parts.footer for m in ground.within(span) if m.level == "district"]
    if len({mention.divisions[0].name for mention in named}) == 1:
        return _narrowest(mention.divisions for mention in named)
    return tuple(d for d in ground.site_divisions()[:1] if d.level == "district" and not named)


def _number(ground: Ground, number: str | None) -> Candidates:
    """机关代字: in a known city, the only district whose name begins with the organ's letters (大政办发: 大洼区)."""
    organ = number_organ(number)
    found = _ORGAN_LETTERS.match(organ) if organ else None
    city = ground.leading_city()
    if found is None or city is None or city.name.startswith(found["letters"][0]):
        return ()
    year = ground.year
    return tuple(d for d in ground.places.children(city, year) if d.name.startswith(found["letters"]))


def _path(ground: Ground, number: str | None) -> Candidates:
    """The last district that the path names, or the last city."""
    districts = [m for m in ground.path_mentions if m.level == "district"]
    return districts[-1].divisions if districts else _lowest(ground.path_mentions)


def _body(ground: Ground, number: str | None) -> Candidates:
    """The district that the text itself names most, when no other comes near; else the one its towns lie in."""
    votes: defaultdict[str, float] = defaultdict(float)
    meant: dict[str, list[Candidates]] = {}
    start, end = ground.parts.preamble
    for mention in ground.mentions:
        if mention.level == "district":
            weight = FRAME if _FRAMED.match(ground.parts.text, mention.end) else 1.0
            name = mention.divisions[0].name
            votes[name] += weight * (2 if start <= mention.start < end else 1)
            meant.setdefault(name, []).append(mention.divisions)
    if not votes:
        return _towns(ground)
    own = len(_OWN.findall(ground.parts.text)) + len(_OWN_ORGANS.findall(ground.parts.text))
    alone = len(votes) == 1 and own > 1
    winner = next(iter(votes)) if alone else leader(votes)
    return _narrowest(meant[winner]) if winner else ()


def _towns(ground: Ground) -> Candidates:
    """The district that at least two towns with unique names point to, and no other."""
    towns = ground.places.towns_in(ground.parts.text)
    if len(set(towns.values())) == 1 and len(towns) > 1:
        division = ground.places.with_code(next(iter(towns.values())))
        return (division,) if division else ()
    return ()


_EVIDENCE: tuple[tuple[str, Callable[[Ground, str | None], Candidates], bool], ...] = (
    ("issuer", _speaker, True),
    ("title", _title, False),
    ("issuer", _publisher, False),
    ("signature", _signature, True),
    ("title", _head, False),
    ("footer", _footer, False),
    ("title", _subject, False),
    ("number", _number, False),
    ("path", _path, False),
    ("body", _body, False),
)
"""In the order of trust: the basis, the reading, and whether a city named there is final (its own document)."""


def _organ(ground: Ground, span: tuple[int, int] | None) -> Candidates:
    """The division whose organ a span names: its district, a district's 分局 or town, or the city or province itself."""
    if span is None:
        return ()
    mentions = ground.within(span)
    districts = [mention for mention in mentions if mention.level == "district"]
    if districts:
        return districts[0].divisions
    if not mentions:
        return _town(ground, span)
    above = _lowest(mentions)
    branch = _BRANCH.search(ground.parts.text, *span) if len(above) == 1 else None
    if branch:
        inside = ground.places.children(above[0], ground.year)
        return tuple(d for d in inside if branch["stem"].endswith(stem(d.name))) or above
    return above


def _town(ground: Ground, span: tuple[int, int]) -> Candidates:
    """The district of the town or street whose organ a span names, when no other town in China has that name."""
    codes = set(ground.places.towns_in(ground.parts.text[slice(*span)]).values())
    division = ground.places.with_code(codes.pop()) if len(codes) == 1 else None
    return (division,) if division else ()


def _lowest(mentions: Iterable[Mention]) -> Candidates:
    """The divisions of the first mention, or of the city named right after its province."""
    found = list(mentions)
    cities = [m for m in found if m.level == "city"]
    return cities[0].divisions if cities else found[0].divisions if found else ()


def _narrowest(meanings: Iterable[Candidates]) -> Candidates:
    """Of several mentions of one name the one with the fewest meanings: somewhere its parent stood in front."""
    return min(meanings, key=len)


def _by_votes(ground: Ground) -> Place:
    division = ground.leading_city() or ground.leading_province()
    return ground.place(division, "body") if division else Place()
