"""Scan: what cannot be read is refused with a code, and never stops the others."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "a").chmod(0)
    (tmp_path / "folder").mkdir(mode=0)
    assert codes(tmp_path) == {"a": "E_PERMISSION", "folder": "E_PERMISSION"}


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
