"""Short forms that stand for a division in running text: 辽宁, 沈阳, 延边州, 喀左县."""

from __future__ import annotations

import re

from tasks.text.places.divisions import Division

PROVINCES = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
}
AUTONOMOUS = {
    "阜新蒙古族自治县": ("阜蒙县",),
    "喀喇沁左翼蒙古族自治县": ("喀左县", "喀喇沁左翼"),
    "前郭尔罗斯蒙古族自治县": ("前郭县",),
    "杜尔伯特蒙古族自治县": ("杜蒙县", "杜尔伯特县"),
    "和布克赛尔蒙古自治县": ("和丰县",),
    "塔什库尔干塔吉克自治县": ("塔县",),
    "莫力达瓦达斡尔族自治旗": ("莫旗",),
    "鄂伦春自治旗": ("鄂伦春旗",),
    "鄂温克族自治旗": ("鄂温克旗",),
    "双江拉祜族佤族布朗族傣族自治县": ("双江县",),
    "积石山保安族东乡族撒拉族自治县": ("积石山县",),
    "镇宁布依族苗族自治县": ("镇宁县",),
}
"""Contractions that no rule gives, by full name."""

PEOPLES = (
    "蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|拉祜族|"
    "水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族|鄂温克族|"
    "德昂族|保安族|裕固族|独龙族|鄂伦春族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|各族|回"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:{PEOPLES})*自治(县|州|旗)")


def short_names(division: Division) -> tuple[str, ...]:
    """Short forms of a division that are safe to look for; those of districts (沈河) are not, but 自治县 have some."""
    name = division.name
    if division.level == "province":
        return (PROVINCES.get(name) or name.rstrip("省市"),)
    found = _AUTONOMOUS.fullmatch(name)
    if division.level == "city":
        if found:
            return found[1], found[1] + "州"
        return tuple({re.sub(r"(市|地区|盟)$", "", name)} - {name})
    if found:
        return *AUTONOMOUS.get(name, ()), found[1] + found[2]
    return ()
