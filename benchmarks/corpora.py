"""Generated corpora in our own words: as many small files, or as many megabytes in a few files, as one asks for.

Every document is another one (numbers, district, year), so nothing is a duplicate; the text has what the rules look for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

CITIES, DISTRICTS_A_CITY, FIRST_YEAR, YEARS = 10, 10, 2015, 10

_ORDINALS = "一二三四五六七八九十"

_HEAD = """{district}人民政府关于{year}年第{n}号工作的报告

{year}年，{district}认真落实《法治政府建设实施纲要》，现将第{n}号工作情况报告如下。
"""
_CHAPTER = """一、第{k}批主要举措
（一）优化营商环境
一是推行告知承诺，公布事项{a}项，办理时限压缩{b}%。二是开设企业服务窗口，办理诉求{c}件，办结率{b}%。
（二）规范行政执法
组织执法人员培训{a}人次，制定《{district}行政执法公示办法第{k}版》，查处案件{c}起，罚款{a}.{b}万元。
二、第{k}批下一步打算
由区司法局牵头，区财政局、区教育局配合，{year}年12月底前完成{c}件规范性文件的清理。
"""
_TAIL = """
{district}人民政府
{next_year}年1月{day}日
"""


def districts() -> list[tuple[str, str, str]]:
    """(code, name, city) of the invented districts."""
    return [
        (
            f"99{city + 1:02d}{number + 1:02d}",
            f"云{_ORDINALS[city]}{_ORDINALS[number]}区",
            f"试{_ORDINALS[city]}市",
        )
        for city in range(CITIES)
        for number in range(DISTRICTS_A_CITY)
    ]


def divisions_csv() -> str:
    """The invented districts as a table for `--divisions`."""
    lines = ["code,name,level,parent_code", "990000,试验省,province,"]
    for city in range(CITIES):
        lines.append(f"99{city + 1:02d}00,试{_ORDINALS[city]}市,city,990000")
    lines += [f"{code},{name},district,{code[:4]}00" for code, name, _ in districts()]
    return "\n".join(lines) + "\n"


def small_files(folder: Path, files: int) -> None:
    """So many files of about a kilobyte, one document each, in folders by city and year."""
    documents = generated(chapters=2)
    for number in range(files):
        city, year, text = next(documents)
        file = folder / city / str(year) / f"{number:05d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def large_files(folder: Path, megabytes: int, files: int) -> None:
    """So many megabytes in so few files: bundles of reports of about twenty kilobytes each."""
    documents = generated(chapters=30)
    for number in range(files):
        size = 0
        with (folder / f"汇编{number:02d}.txt").open("wb") as file:
            while size < megabytes * 1_000_000 // files:
                size += file.write(next(documents)[2].encode() + b"\n\n")


def generated(chapters: int) -> Iterator[tuple[str, int, str]]:
    """City, year and text of one document after another; all differ."""
    places = districts()
    for n in count():
        _, district, city = places[n % len(places)]
        year = FIRST_YEAR + n // len(places) % YEARS
        fields = {"district": district, "year": year, "next_year": year + 1, "n": n + 1, "day": n % 28 + 1}
        body = "".join(
            _CHAPTER.format(**fields, k=k + 1, a=n % 89 + 10 * k + 3, b=n % 37 + 11, c=n + k + 2)
            for k in range(chapters)
        )
        yield city, year, _HEAD.format(**fields) + body + _TAIL.format(**fields)
