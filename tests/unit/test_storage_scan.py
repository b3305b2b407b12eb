"""Scan: what cannot be read is refused with a code, and never stops the others."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import scan
from storage.errors import CorpusMissing, SourceChanged
from storage.scan import SCAN_REASONS, read_source, scan_corpus


def codes(corpus: Path, **options: int) -> dict[str, str | None]:
    return {file.path: file.refusal and file.refusal.code for file in scan_corpus(corpus, **options)}


def test_files_come_sorted_with_their_hash(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    (tmp_path / "乙" / "b.txt").write_bytes(b"two")
    (tmp_path / "a\nb.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_bytes(b"no")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x").write_bytes(b"no")
    counts: list[int] = []
    files = scan_corpus(tmp_path, on_file=counts.append)
    assert [(file.path, file.size, file.sha256) for file in files] == [
        ("a\nb.txt", 0, hashlib.sha256(b"").hexdigest()),
        ("乙/b.txt", 3, hashlib.sha256(b"two").hexdigest()),
    ]
    assert counts == [1, 2]


def test_what_is_no_file_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(b"good")
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    (tmp_path / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        assert codes(tmp_path) == {
            "folder": "E_SYMLINK",
            "good.txt": None,
            "link.txt": "E_SYMLINK",
            "pipe": "E_NOT_REGULAR",
            "socket": "E_NOT_REGULAR",
        }


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "b").write_bytes(b"1234")
    assert codes(tmp_path, max_bytes=4) == {"a": "E_TOO_LARGE", "b": None}


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    os.mkdir(os.fsencode(tmp_path) + b"/\xc4\xea")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc4\xea/a.txt")).write_bytes(b"x")
    assert codes(tmp_path) == {"\\xc4\\xea/a.txt": "E_NAME"}


NOBODY = 65534


def as_nobody(call: Callable[[], Any]) -> Any:
    """What `call` returns in a process without root's rights: root may read everything."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writer, json.dumps(call()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(pid, 0)
    with os.fdopen(reader, "rb") as answer:
        return json.loads(answer.read())


def test_no_permission() -> None:
    # not below tmp_path: nobody else may enter there
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a").write_bytes(b"x")
        (folder / "b").write_bytes(b"x")
        (folder / "a").chmod(0)
        (folder / "locked").mkdir(mode=0)
        assert as_nobody(lambda: codes(folder)) == {"a": "E_PERMISSION", "b": None, "locked": "E_PERMISSION"}


def test_devices_are_not_read() -> None:
    assert [
        scan._look_at(b"/dev", name, 10).refusal.code  # type: ignore[union-attr]
        for name in (b"zero", b"null")
    ] == ["E_NOT_REGULAR"] * 2


def test_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    os.truncate(tmp_path / "a", 1 << 30)
    (refused,) = scan_corpus(tmp_path)
    assert (refused.refusal and refused.refusal.code, refused.size) == ("E_TOO_LARGE", 1 << 30)


def test_names_that_look_alike_are_different_files(tmp_path: Path) -> None:
    names = {"a.txt", "A.txt", "\u00e9.txt", "e\u0301.txt", "x'); DROP VIEW documents;--.txt", "*?[a].txt"}
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    assert codes(tmp_path) == dict.fromkeys(names)
    assert len({file.sha256 for file in scan_corpus(tmp_path)}) == len(names)


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own that is removed by `rm`: Python's own removal recurses, and would fail where pytest tidies."""
    folder = tmp_path / "deep"
    folder.mkdir()
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_folders_deeper_than_calls_and_longer_than_paths(deep_folder: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(deep_folder)
        # step by step: the whole path is longer than any call takes
        for depth, name in enumerate(["d"] * 1200 + ["e" * 200] * 10):
            Path(f"{depth}.txt").write_bytes(b"x")
            os.mkdir(name)
            os.chdir(name)
    finally:
        os.chdir(here)
    found = codes(deep_folder)
    assert found["0.txt"] is None and found["d/" * 1199 + "1199.txt"] is None
    assert {code for code in found.values() if code} == {"E_NAME"}
    assert len(found) > 1200


@pytest.mark.parametrize(
    ("act", "code"), [("grow", "E_UNSTABLE"), ("delete", "E_VANISHED"), ("touch", "E_UNSTABLE")]
)
def test_files_that_move_under_the_scan(tmp_path: Path, act: str, code: str) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"x" * (scan._CHUNK + 1))
    second.write_bytes(b"x")

    def meddle(file: Path) -> None:
        if act == "grow":
            with file.open("ab") as more:
                more.write(b"more")
        elif act == "touch":
            os.utime(file, ns=(1, 1))
        else:
            file.unlink()

    # The scan lists a folder before it reads its files, and reads in chunks: both give room to meddle.
    chunks = scan._read(os.fsencode(first), None)
    with pytest.raises(scan._Refused) as refused:
        if act == "delete":
            meddle(first)
        else:
            next(chunks)
            meddle(first)
        list(chunks)
    assert refused.value.code == code


def test_every_refusal_has_a_sentence_that_says_what_to_do() -> None:
    assert set(scan._CODE_OF_ERRNO.values()) <= set(SCAN_REASONS)
    for code, sentence in SCAN_REASONS.items():
        assert code.startswith("E_") and sentence.endswith(".")


def test_a_corpus_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for corpus in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(CorpusMissing, match="cannot be listed"):
            scan_corpus(corpus)


def test_only_what_was_planned_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    planned = hashlib.sha256(b"one").hexdigest()
    assert read_source(tmp_path, "a", planned) == b"one"
    file.write_bytes(b"two")
    with pytest.raises(SourceChanged, match="changed"):
        read_source(tmp_path, "a", planned)
    file.unlink()
    with pytest.raises(SourceChanged, match="vanished"):
        read_source(tmp_path, "a", planned)
