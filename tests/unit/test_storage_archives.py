"""ZIP archives: read only where it is asked for, each member a file of its own, and what is refused."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.archives import HARMLESS_BYTES, MOST_MEMBERS
from storage.errors import SourceChanged
from storage.scan import read_source, scan_corpus


def packed(**members: bytes) -> bytes:
    """A ZIP of these members; `__` in a name stands for `/`."""
    return zipped(lambda archive: [archive.writestr(n.replace("__", "/"), d) for n, d in members.items()])


def zipped(pack: Callable[[zipfile.ZipFile], object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        pack(archive)
    return buffer.getvalue()


def found(corpus: Path, **options: int) -> dict[str, str | None]:
    """Path → hash or code of refusal."""
    files = scan_corpus(corpus, zips=True, **options)
    return {file.path: file.refusal.code if file.refusal else file.sha256 for file in files}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_members_are_files_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "批次.zip").write_bytes(packed(a=b"one", b__c=b"two"))
    (tmp_path / "z.txt").write_bytes(b"three")
    assert found(tmp_path) == {
        "z.txt": sha256(b"three"),
        "批次.zip!/a": sha256(b"one"),
        "批次.zip!/b/c": sha256(b"two"),
    }
    assert read_source(tmp_path, "批次.zip!/b/c", sha256(b"two")) == b"two"


def test_an_archive_is_told_by_its_content_and_opened_only_where_asked(tmp_path: Path) -> None:
    content = packed(a=b"one")
    (tmp_path / "no_suffix").write_bytes(content)
    assert [file.path for file in scan_corpus(tmp_path)] == ["no_suffix"]
    assert found(tmp_path) == {"no_suffix!/a": sha256(b"one")}
    (tmp_path / "no_suffix").write_bytes(b"plain text")
    assert found(tmp_path) == {"no_suffix": sha256(b"plain text")}


@pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype", "OFD.xml"])
def test_the_zip_of_a_document_is_no_archive(tmp_path: Path, member: str) -> None:
    content = zipped(lambda archive: archive.writestr(member, "x"))
    (tmp_path / "报告.docx").write_bytes(content)
    assert found(tmp_path) == {"报告.docx": sha256(content)}
    (tmp_path / "报告.docx").write_bytes(
        content[:-30]
    )  # cut off: what is wrong says the reader of the format
    assert found(tmp_path) == {"报告.docx": sha256(content[:-30])}


def test_an_archive_inside_stays_closed(tmp_path: Path) -> None:
    inner = packed(a=b"one")
    (tmp_path / "outer.zip").write_bytes(packed(inner=inner))
    assert found(tmp_path) == {"outer.zip!/inner": sha256(inner)}


def test_names_of_windows_are_gbk(tmp_path: Path) -> None:
    wanted = "云溪市\\青禾区报告.txt"
    content = _named(wanted.encode("gbk"))
    (tmp_path / "a.zip").write_bytes(content)
    assert found(tmp_path) == {"a.zip!/云溪市/青禾区报告.txt": sha256(b"x")}
    assert read_source(tmp_path, "a.zip!/云溪市/青禾区报告.txt", sha256(b"x")) == b"x"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"../a", "../a"),
        (b"/etc/a", "/etc/a"),
        (b"a\\..\\b", "a/../b"),
        (b"C:\\a", "C:/a"),
        (b"\xff\xff.txt", "\\xff\\xff.txt"),
    ],
)
def test_names_that_lead_astray_are_refused(tmp_path: Path, name: bytes, shown: str) -> None:
    (tmp_path / "a.zip").write_bytes(_named(name))
    assert found(tmp_path) == {f"a.zip!/{shown}": "E_ZIP_NAMES"}


def test_folders_hidden_files_and_what_macos_adds_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped(
            lambda archive: [
                archive.mkdir("folder"),
                archive.writestr(".hidden", "x"),
                archive.writestr("folder/.git/x", "x"),
                archive.writestr("__MACOSX/._a", "x"),
                archive.writestr("folder/a", "x"),
            ]
        )
    )
    assert found(tmp_path) == {"a.zip!/folder/a": sha256(b"x")}


def test_a_member_that_cannot_be_read_leaves_the_others_alone(tmp_path: Path) -> None:
    def pack(archive: zipfile.ZipFile) -> None:
        archive.writestr("good", "good")
        archive.writestr("large", "x" * 100)
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "good")

    (tmp_path / "a.zip").write_bytes(zipped(pack))
    assert found(tmp_path, max_bytes=1000) == {
        "a.zip!/good": sha256(b"good"),
        "a.zip!/large": sha256(b"x" * 100),
        "a.zip!/link": "E_SYMLINK",
    }


def test_a_password_and_a_broken_member(tmp_path: Path) -> None:
    locked = bytearray(packed(a=b"one", b=b"two"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + flags] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    broken = bytearray(packed(a=b"one", b=b"two"))
    broken[broken.index(b"a", 30) + 1] ^= 0xFF
    (tmp_path / "broken.zip").write_bytes(broken)
    assert found(tmp_path) == {
        "broken.zip!/a": "E_DAMAGED",
        "broken.zip!/b": sha256(b"two"),
        "locked.zip!/a": "E_ENCRYPTED",
        "locked.zip!/b": sha256(b"two"),
    }


def test_a_member_over_the_limit(tmp_path: Path) -> None:
    content = packed(small=b"1", large=b"12345678" * 100)
    (tmp_path / "a.zip").write_bytes(content)
    assert len(content) < 700
    assert found(tmp_path, max_bytes=700) == {"a.zip!/large": "E_TOO_LARGE", "a.zip!/small": sha256(b"1")}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped(lambda archive: None), "E_EMPTY"),
        (packed(a=b"one")[:-10], "E_DAMAGED"),
        (packed(bomb=bytes(HARMLESS_BYTES + 1)), "E_ZIP_BOMB"),
        (
            zipped(lambda archive: [archive.writestr(str(n), "") for n in range(MOST_MEMBERS + 1)]),
            "E_ZIP_BOMB",
        ),
    ],
    ids=["empty", "cut off", "bomb", "too many"],
)
def test_archives_that_are_refused_whole(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert found(tmp_path) == {"a.zip": code}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped(lambda archive: [archive.writestr("a", "1"), archive.writestr("a", "2")])
    )
    assert found(tmp_path) == {"a.zip": "E_ZIP_NAMES"}


def test_a_folder_that_has_the_paths_of_members(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed(a=b"one"))
    (tmp_path / "a.zip!").mkdir()
    (tmp_path / "a.zip!" / "a").write_bytes(b"two")
    assert found(tmp_path) == {"a.zip": "E_ZIP_NAMES", "a.zip!/a": sha256(b"two")}
    assert read_source(tmp_path, "a.zip!/a", sha256(b"two")) == b"two"


def test_members_that_changed_since_they_were_listed(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed(a=b"one"))
    with pytest.raises(SourceChanged):
        read_source(tmp_path, "a.zip!/a", sha256(b"two"))
    with pytest.raises(SourceChanged):
        read_source(tmp_path, "a.zip!/b", sha256(b"two"))
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(SourceChanged):
        read_source(tmp_path, "a.zip!/a", sha256(b"one"))


def _named(name: bytes) -> bytes:
    """A ZIP whose one member has these bytes as its name, without the flag of UTF-8."""
    placeholder = "n" * len(name)
    return zipped(lambda archive: archive.writestr(placeholder, b"x")).replace(placeholder.encode(), name)
