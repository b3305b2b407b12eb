"""Titles: the lines of the head that are one, and the 文号 beside it."""

from __future__ import annotations

import pytest

from tasks.text.furniture import find_furniture
from tasks.text.titles import find_title

BODY = "\n各乡镇人民政府:\n现将有关事项通知如下,请认真执行。\n"
LONG_BODY = "\n2023年,石桥县坚持依法行政,各项工作取得新的进展。\n"


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("石桥县人民政府关于做好防汛工作的通知" + BODY, "石桥县人民政府关于做好防汛工作的通知", None),
        ("石桥县人民政府\n关于做好防汛工作的\n通知" + BODY, "石桥县人民政府关于做好防汛工作的通知", None),
        (
            "石政发〔2023〕5号 关于做好防汛工作的通知" + BODY,
            "关于做好防汛工作的通知",
            "石政发〔2023〕5号",
        ),
        (
            "石桥县人民政府文件\n石政发〔2023〕5号\n关于做好防汛工作的通知" + BODY,
            "关于做好防汛工作的通知",
            "石政发〔2023〕5号",
        ),
        ("关于做好防汛工作的通知\n石政办发[2023]12号" + BODY, "关于做好防汛工作的通知", "石政办发[2023]12号"),
        ("首页 > 公开\n发布时间:2023-05-06\n石桥县防汛工作方案" + LONG_BODY, "石桥县防汛工作方案", None),
        ("通知公告\n石桥县防汛工作方案(试行)" + LONG_BODY, "石桥县防汛工作方案(试行)", None),
        ("石桥县河道管理办法\n(征求意见稿)\n第一章 总则\n", "石桥县河道管理办法(征求意见稿)", None),
        ("政府工作报告\n——2023年1月5日在石桥县人民代表大会上\n各位代表:\n", "政府工作报告", None),
        (
            "石桥县2023年国民经济和社会发展统计公报" + LONG_BODY,
            "石桥县2023年国民经济和社会发展统计公报",
            None,
        ),
        ("石桥县召开第12次常务会议\n3月5日,县长主持会议。\n", "石桥县召开第12次常务会议", None),
        ("石桥县政府研究部署项目建设\n3月5日,县长主持会议。\n", "石桥县政府研究部署项目建设", None),
        (
            "关于印发《全县“强基础、\n重实效”行动方案》的通知" + BODY,
            "关于印发《全县“强基础、重实效”行动方案》的通知",
            None,
        ),
    ],
)
def test_title(text: str, title: str, number: str | None) -> None:
    found = find_title(text, find_furniture(text))
    assert found is not None
    assert (found.title, found.document_number) == (title, number)
    assert text[found.title_start : found.title_end].replace("\n", "") == title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023年3月5日,县长主持召开会议。会议审议预算。\n",
        "各乡镇人民政府:\n请于月底前报送。\n",
        "一、总体情况\n正文。\n",
        "石桥县人民政府办公室\n2023年5月6日\n",
        "全县天气晴好,秋粮丰收。\n",
        "2023年5月6日\n3月5日至6日举行\n",
    ],
)
def test_no_title(text: str) -> None:
    assert find_title(text, find_furniture(text)) is None
