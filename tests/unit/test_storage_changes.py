"""What a publication changed is told from manifests and ledgers: rows by table, documents by district."""

from __future__ import annotations

from pathlib import Path

from storage.changes import DistrictChange, changes_since
from tests.conftest import World

QINGHE, SHIQIAO = "东岭省/云溪市/青禾区/990101/2023/notice", "东岭省/云溪市/石桥县/990102/2023/notice"
NOWHERE = "未知/未知////other"


def test_documents_that_came_and_went_by_district(tmp_path: Path) -> None:
    world = World(tmp_path, complete=False)
    world.put("a.txt", f"{QINGHE}\n落实《办法》。")
    world.put("b.txt", f"{SHIQIAO}\n落实《办法》。")
    world.put("c.txt", f"{NOWHERE}\n落实《办法》。")
    first = world.run()
    assert first is not None
    found = changes_since(world.lake, None, first)
    assert [(one.district, one.came, one.went) for one in found.districts] == [
        ("石桥县", 1, 0),
        ("青禾区", 1, 0),
        (None, 1, 0),
    ]
    world.put("a.txt", f"{QINGHE}\n落实《办法》和《条例》。")
    (world.corpus / "b.txt").unlink()
    world.plan_options["accept_disappearance"] = True
    second = world.run()
    assert second is not None
    found = changes_since(world.lake, first, second)
    assert found.districts == (
        DistrictChange("东岭省", "云溪市", "石桥县", 0, 1),
        DistrictChange("东岭省", "云溪市", "青禾区", 1, 1),
    ), "a document of no known district is the same as before"
    (citations,) = [one for one in found.tables if one.table == "citations"]
    assert (citations.before, citations.after) == (3, 3)
