"""Every county-level division of China is located by a document of its own, in the forms that documents have."""

from __future__ import annotations

import pytest

from tasks.text.describe import describe
from tasks.text.furniture import find_furniture
from tasks.text.places import load_gazetteer
from tasks.text.places.gazetteer import DIRECT

FORMS = {
    "title and signature": (
        "{city}{name}人民政府办公室关于做好防汛工作的通知\n各乡镇:\n现将有关事项通知如下。\n{city}{name}人民政府办公室\n"
        "2024年5月6日\n"
    ),
    "title without the city": (
        "中共{name}委关于巡察整改进展情况的通报\n根据{city}委统一部署,2023年3月1日至4月30日,巡察组对{name}进行了巡察。\n"
    ),
    "first sentence": (
        "2023年4月6日,林知远主持召开{name}第八届人民政府第15次常务会议。会议传达{city}委会议精神。\n"
    ),
    "head": (
        "政府工作报告\n——2024年1月9日在{name}第十八届人民代表大会第三次会议上\n各位代表:\n"
        "现在,我代表人民政府向大会报告工作。过去一年,在{city}委坚强领导下,各项任务完成。\n"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_division_is_located(form: str) -> None:
    places = load_gazetteer()
    wrong = []
    for row in places.divisions_in_force(2024):
        city = row.province if row.city == DIRECT else row.city
        text = FORMS[form].format(city=city, name=row.name)
        _, place = describe(text, find_furniture(text), (), "x.txt", places)
        if (place.district_code, place.city, place.province) != (row.code, row.city, row.province):
            wrong.append((row, place))
    assert wrong == []
