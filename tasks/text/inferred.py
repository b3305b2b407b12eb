"""What a document that prints no title or issuer should be called, put together from its own words and its place."""

from __future__ import annotations

import re

from tasks.text.model import Place
from tasks.text.parts import Parts
from tasks.text.places.gazetteer import DIRECT

_HELD = re.compile(
    r"(?:主持)?召开(?:了)?(?P<name>[^,。;:、()\n《]{2,40}?会议?)(?=[,。;:、(\n]|$|研究|传达|学习|审议|专题|听取)"
)
_MET = re.compile(
    r"(?:^|[日,]|[上下]午)(?P<name>[^,。;:、()\n《日]{2,40}?会议)(?=(?:在[^,。;\n]{2,20})?(?:召开|举行)[,。])",
    re.M,
)
"""区政府第45次常务会议召开: the meeting in front of its verb."""
_REPORTED = re.compile(
    r"现将(?:[我本][办局委院镇乡]|[我本](?:单位|机关|部门|街道))?(?P<what>[^,。:;\n《]{3,40}?)(?:向社会)?(?P<verb>报告|通报|(?:予以)?公布|(?:予以)?公开(?!情况|工作|年)|公示)"
)
_PROVINCE = re.compile(r"省|自治区")
_GOVERNMENT = re.compile(r"政府|常务会")
_CONGRESS = re.compile(r"人大(?!会堂)|人民代表大会")
_PARTY = re.compile(r"[区县市旗省]委|常委会")


def inferred_title(parts: Parts, document_type: str, place: Place) -> str | None:
    """A name for an untitled document: 青禾区第九届区政府第18次常务会议, 青禾区2023年法治政府建设情况报告."""
    preamble = parts.text[slice(*parts.preamble)]
    owner = place.district or place.city or ""
    if document_type == "meeting_minutes":
        held = _meeting(preamble)
        return _owned(owner, held["name"]) if held else None
    reported = _REPORTED.search(preamble)
    if reported is None:
        return None
    verb = reported["verb"] if reported["verb"] in ("报告", "通报") else ""
    return _owned(owner, re.sub(r"(?:有关|相关)情况$", "情况", reported["what"]) + verb)


def _meeting(preamble: str) -> re.Match[str] | None:
    """Where the first meeting that is said to be held is named."""
    return _HELD.search(preamble) or _MET.search(preamble)


def _owned(owner: str, name: str) -> str:
    if owner and (owner in name or owner[:-1] in name):
        return name
    if name[0] in "区县旗" and owner[-1:] not in ("", name[0]):
        return name  # a city is not the county whose meeting it is
    if owner and name[0] in "全我本" and name[1:2] == owner[-1]:
        return owner + name[2:]
    return owner + (name[1:] if owner and name[0] == owner[-1] else name)


def inferred_issuer(parts: Parts, document_type: str, place: Place) -> str | None:
    """The authority whose meeting or report an unsigned document is; None for every other kind of document."""
    if document_type not in ("meeting_minutes", "work_report"):
        return None
    held = _meeting(parts.text[slice(*parts.preamble)])
    spoken = parts.title.title if parts.title else held["name"] if held else ""
    # 县 and 市 name themselves without their city; a 区 with it.
    below_city = not place.district or place.district.endswith("区")
    city = place.city if below_city and place.city != DIRECT else None
    province = place.province if _PROVINCE.search(spoken) else None
    name = (city or "") + (place.district or "") or province or ""
    if not name:
        return None
    if spoken[:1] in "区县旗" and not place.district:
        return None  # of which county, the text does not say
    if _CONGRESS.search(spoken):
        return f"{name}人民代表大会常务委员会" if "常委会" in spoken else None
    if _GOVERNMENT.search(spoken):
        return f"{name}人民政府"
    return f"中共{name}委员会" if _PARTY.search(spoken) else None
