"""Bad input and wrong commands: a sentence that helps, the right exit code, nothing lost, never a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.lake import Lake
from storage.lock import writer_lock
from tests.integration.conftest import Done, published, report

Duizhao = Callable[..., Done]


def run(duizhao: Duizhao, corpus: Path, lake: Path, *flags: object) -> Done:
    return duizhao("run", corpus, "--lake", lake, "--executor", "local", *flags)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "nowhere"], "does not exist"),
        (["run", "divisions.csv"], "is a file, not a folder"),
        (["run", "empty", "--executor", "local"], "no file to read"),
        (["run", "corpus", "--executor", "local", "--lake", "corpus/lake"], "inside the corpus"),
        (["run", "corpus/云溪市", "--executor", "local", "--lake", "corpus"], "inside the lake"),
        (["run", "corpus", "--scheduler", "tcp://10.1.2.3:8786"], "tls://"),
        (["run", "corpus", "--divisions", "nowhere.csv"], "nowhere.csv"),
        (["run", "corpus", "--divisions", "corpus/云溪市/2022/青禾区报告.txt"], "division table"),
        (["run", "corpus", "--workers", "0"], "workers"),
        (["run", "corpus", "--accept", "quotes"], "--accept CHECK=REASON"),
        (["run", "corpus", "--accept", "quotes="], "--accept CHECK=REASON"),
        (["run", "corpus", "--accept", "qoutes=misprint"], "there are corrections_applied"),
        (["run"], "Missing argument"),
        (["status", "--lake", "nowhere"], "no published lake"),
        (["query", "SELECT 1", "--lake", "nowhere"], "no published lake"),
    ],
)
def test_wrong_commands(
    duizhao: Duizhao, corpus: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    done = duizhao(*arguments)
    assert done.code == 2, done
    assert said in done.err.replace("\n", " ")
    assert "Traceback" not in done.err


def test_files_that_cannot_be_read_are_refused_and_named(
    duizhao: Duizhao, corpus: Path, tmp_path: Path
) -> None:
    (corpus / "图片.txt").write_bytes(bytes(range(256)) * 40)
    (corpus / "空.txt").touch()
    (corpus / "链接.txt").symlink_to(corpus / "图片.txt")
    os.mkfifo(corpus / "管道.txt")
    spoilt = report("青禾区", 2023, 12) + "附注中有一处锟斤拷。\n"
    (corpus / "残缺.txt").write_text(spoilt, encoding="utf-8")
    lake = tmp_path / "lake"
    done = run(duizhao, corpus, lake)
    assert done.code == 3, done
    assert "4 refused, 1 not read entirely" in done.out
    assert "Traceback" not in done.err
    status = duizhao("status", "--lake", lake, "--json").json()
    refused = {row["source_path"]: row["reason_code"] for row in status["refused"]}
    assert set(refused) == {"图片.txt", "空.txt", "链接.txt", "管道.txt", "残缺.txt"}
    assert refused["残缺.txt"] == "W_MOJIBAKE"
    assert all(name in done.out for name in refused)
    assert all(row["detail"].endswith((".", "。")) or row["detail"] for row in status["refused"])
    assert status["tables"]["documents"] == 7
    assert status["tables"]["sources"] == 11


def test_an_unreadable_file_is_refused_and_tried_again(
    plain_duizhao: Duizhao, corpus: Path, tmp_path: Path
) -> None:
    locked = corpus / "云溪市" / "2022" / "青禾区报告.txt"
    locked.chmod(0)
    lake = tmp_path / "lake"
    refused = run(plain_duizhao, corpus, lake)
    assert refused.code == 3 and "E_PERMISSION" in refused.out, refused
    locked.chmod(0o600)
    assert run(plain_duizhao, corpus, lake).code == 0


def test_refusals_stand_until_they_are_mended(duizhao: Duizhao, corpus: Path, tmp_path: Path) -> None:
    bad = corpus / "图片.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    lake = tmp_path / "lake"
    assert run(duizhao, corpus, lake).code == 3
    again = run(duizhao, corpus, lake)
    assert again.code == 3
    assert "Nothing to do" in again.out
    bad.write_text(
        "青禾区人民政府办公室关于做好防汛工作的通知\n\n各街道办事处：\n请做好防汛准备。\n", encoding="utf-8"
    )
    assert run(duizhao, corpus, lake).code == 0


def test_a_second_run_at_the_same_moment_says_who_is_writing(
    duizhao: Duizhao, corpus: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    with writer_lock(Lake.create_or_open(lake, corpus)):
        done = run(duizhao, corpus, lake)
    assert done.code == 1
    assert str(os.getpid()) in done.err
    assert "Traceback" not in done.err


def test_a_vanished_corpus_needs_a_yes(duizhao: Duizhao, corpus: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    assert run(duizhao, corpus, lake).code == 0
    before = published(lake)
    for file in (corpus / "云溪市" / "2022").iterdir():
        file.unlink()
    stopped = run(duizhao, corpus, lake)
    assert stopped.code == 1
    assert "--yes" in stopped.err
    assert published(lake) == before
    assert run(duizhao, corpus, lake, "--yes").code == 0
    assert duizhao("status", "--lake", lake, "--json").json()["tables"]["documents"] == 3


def test_missing_files_can_be_kept(duizhao: Duizhao, corpus: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    run(duizhao, corpus, lake)
    (corpus / "云溪市" / "2022" / "青禾区报告.txt").unlink()
    assert run(duizhao, corpus, lake, "--keep-missing").code == 0
    assert duizhao("status", "--lake", lake, "--json").json()["tables"]["documents"] == 6
