"""Corpus and lake in an object store, by the command line, against a real server: what a user sees of it."""

from __future__ import annotations

import hashlib
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.local import run_locally
from flows.progress import Silent
from flows.settings import Settings
from flows.watch import Watcher
from storage.look import look
from storage.model import SourceFile
from storage.place import StoreUrl, place_of
from storage.scan import scan_corpus
from tasks.steps.options import Options
from tests.integration.conftest import DUIZHAO, ROOT, Done, published, report

Duizhao = Callable[..., Done]


@pytest.fixture
def stored(corpus: Path, bucket: str, object_store: Any, tmp_path: Path) -> str:
    """The bucket, with the corpus in it under `corpus/`; the divisions are set for all commands."""
    for file in sorted(corpus.rglob("*.txt")):
        object_store.put(bucket, f"corpus/{file.relative_to(corpus).as_posix()}", file.read_bytes())
    return bucket


@pytest.fixture
def environment(environment: dict[str, str], object_store: Any, tmp_path: Path) -> dict[str, str]:
    found = {"DUIZHAO_DIVISIONS": str(tmp_path / "divisions.csv"), "DUIZHAO_EXECUTOR": "local"}
    return environment | object_store.environment | found


def in_store(store: Any, bucket: str) -> dict[str, str]:
    """Relative path → sha256 of every file of the snapshot that CURRENT names."""
    number = store.keys(bucket, "lake/CURRENT")[""].decode().strip()
    found = store.keys(bucket, f"lake/snapshots/{number}/")
    return {path: hashlib.sha256(content).hexdigest() for path, content in found.items()}


def rebuilt(corpus: Path, tmp_path: Path, name: str = "folder") -> dict[str, str]:
    """The same of a lake in a folder, made from the corpus in its folder."""
    lake = tmp_path / name
    run_locally(Options(corpus, lake, (tmp_path / "divisions.csv").read_bytes()), Silent())
    return published(lake)


def test_run_and_run_again_and_change(
    duizhao: Duizhao, stored: str, object_store: Any, corpus: Path, tmp_path: Path
) -> None:
    places = (f"s3://{stored}/corpus", "--lake", f"s3://{stored}/lake")
    done = duizhao("run", *places, "--json")
    assert (done.code, done.json()["documents"]) == (0, 6), done
    assert in_store(object_store, stored) == rebuilt(corpus, tmp_path)

    before = len(object_store.requests())
    again = duizhao("run", *places)
    assert "Nothing to do" in again.out
    asked = object_store.requests()[before:]
    assert not [request for request in asked if request.startswith(f"GET /{stored}/corpus/")]

    old, new = "云溪市/2022/青禾区报告.txt", "云溪市/2023/青禾区改名.txt"
    (corpus / old).rename(corpus / new)
    object_store.put(stored, f"corpus/{new}", (corpus / new).read_bytes())
    object_store.client().delete_object(Bucket=stored, Key=f"corpus/{old}")
    (corpus / "云溪市/2022/石桥县报告.txt").write_text(report("石桥县", 2022, 25), encoding="utf-8")
    object_store.put(stored, "corpus/云溪市/2022/石桥县报告.txt", report("石桥县", 2022, 25).encode())
    plan = duizhao("plan", *places, "--json", DUIZHAO_STATE=str(tmp_path / "another machine")).json()
    assert [(file["action"], file["path"]) for file in plan["files"]] == [
        ("read", "云溪市/2022/石桥县报告.txt"),
        ("remove", old),
        ("read", new),
    ]
    assert duizhao("run", *places, DUIZHAO_STATE=str(tmp_path / "another machine")).code == 0
    assert in_store(object_store, stored) == rebuilt(corpus, tmp_path, "folder 2")
    found = duizhao("query", "SELECT count(*) AS n FROM documents", *places[1:], "--json")
    assert found.json() == [{"n": 6}]
    assert duizhao("diff", *places[1:]).code == 0


def test_through_prefect_and_dask(
    duizhao: Duizhao, stored: str, object_store: Any, corpus: Path, tmp_path: Path, prefect_url: str
) -> None:
    places = (f"s3://{stored}/corpus", "--lake", f"s3://{stored}/lake")
    done = duizhao("run", *places, "--executor", "dask", PREFECT_API_URL=prefect_url)
    assert done.code == 0, done
    assert in_store(object_store, stored) == rebuilt(corpus, tmp_path)
    secret = object_store.environment["AWS_SECRET_ACCESS_KEY"].encode()
    files = [file for file in (tmp_path / "state").rglob("*") if file.is_file()]
    contents = [file.read_bytes() for file in files]
    contents += [*object_store.keys(stored, "lake/").values(), done.out.encode(), done.err.encode()]
    assert len(contents) > 50
    assert not [content for content in contents if secret in content]
    # The server's database stands in a folder of its own, and whatever the run told it is there.
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
        urllib.request.Request(
            f"{prefect_url}/logs/filter", b'{"limit": 200}', {"Content-Type": "application/json"}
        )
    ) as answer:
        assert secret not in answer.read()


def test_two_runs_at_once_one_wins(
    stored: str, object_store: Any, environment: dict[str, str], corpus: Path, tmp_path: Path
) -> None:
    """Both are held when they are about to commit, so that it is certain that neither knows of the other."""
    command = [*DUIZHAO, "run", f"s3://{stored}/corpus", "--lake", f"s3://{stored}/lake"]
    with object_store.set("hold", "PUT .*/_meta/manifests/"):
        runs = [
            subprocess.Popen(
                command,
                env=environment | {"PYTHONPATH": str(ROOT), "DUIZHAO_STATE": str(tmp_path / f"state {n}")},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for n in (1, 2)
        ]
        object_store.wait_for_held(2)
    said = [run.communicate(timeout=60) for run in runs]
    codes = [run.returncode for run in runs]
    assert sorted(codes) == [0, 1], said
    winner, loser = runs[codes.index(0)].pid, said[codes.index(1)]
    assert f"was published by process {winner} on " in loser[1]
    assert in_store(object_store, stored) == rebuilt(corpus, tmp_path)


@pytest.mark.system
@pytest.mark.parametrize(
    ("stalled", "committed"),
    [
        pytest.param("PUT .*/_meta/manifests/", False, id="between objects and manifest"),
        pytest.param("PUT .*/CURRENT", True, id="between manifest and CURRENT"),
    ],
)
def test_killed_in_the_middle(
    duizhao: Duizhao,
    stored: str,
    object_store: Any,
    environment: dict[str, str],
    corpus: Path,
    tmp_path: Path,
    stalled: str,
    committed: bool,
) -> None:
    places = (f"s3://{stored}/corpus", "--lake", f"s3://{stored}/lake")
    assert duizhao("run", *places).code == 0
    before = in_store(object_store, stored)
    (corpus / "新.txt").write_text(report("柳湾区", 2021, 9), encoding="utf-8")
    object_store.put(stored, "corpus/新.txt", report("柳湾区", 2021, 9).encode())
    with object_store.set("stall", stalled):
        run = subprocess.Popen(
            [*DUIZHAO, "run", *places],
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        object_store.wait_for_held()
        run.kill()
        run.wait()
    assert in_store(object_store, stored) == before
    done = duizhao("run", *places, "--json", DUIZHAO_STATE=str(tmp_path / "another machine"))
    assert (done.code, done.json()["snapshot"], done.json()["published"]) == (0, 2, not committed), done
    assert in_store(object_store, stored) == rebuilt(corpus, tmp_path)


@pytest.fixture
def with_authentication(object_store: Any, stored: str) -> Iterator[None]:
    """From now on moto looks at keys as a real store does; the bucket is filled already."""

    def set_free_requests(count: bytes) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(
            f"{object_store.endpoint}/moto-api/reset-auth", count, {"Content-Type": "text/plain"}
        )
        opener.open(request).close()

    set_free_requests(b"0")
    yield
    set_free_requests(b"inf")


NOWHERE = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}


@pytest.mark.parametrize(
    ("corpus_at", "lake_at", "variables", "code", "sentence"),
    [
        pytest.param(
            "s3://no-such-bucket/c", "lake", {}, 2, "There is no bucket no-such-bucket", id="bucket"
        ),
        pytest.param("s3://{}/corpus", "lake", NOWHERE, 1, "does not answer", id="endpoint"),
        pytest.param(
            "s3://{}/corpus", "lake", {"AWS_ACCESS_KEY_ID": ""}, 1, "AWS_ACCESS_KEY_ID", id="no key"
        ),
        pytest.param("s3://{}/corpus", "s3://{}/corpus/lake", {}, 2, "lies inside the corpus", id="nested"),
        pytest.param(
            "s3://key:s3cr3t@{}/c", "lake", {}, 2, "must be s3://bucket/prefix", id="key in address"
        ),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    duizhao: Duizhao,
    stored: str,
    corpus_at: str,
    lake_at: str,
    variables: dict[str, str],
    code: int,
    sentence: str,
) -> None:
    done = duizhao("run", corpus_at.format(stored), "--lake", lake_at.format(stored), **variables)
    assert done.code == code, done
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert "s3cr3t" not in done.err


@pytest.mark.usefixtures("with_authentication")
def test_wrong_keys_are_told_of(duizhao: Duizhao, stored: str) -> None:
    done = duizhao("run", f"s3://{stored}/corpus", "--lake", f"s3://{stored}/lake")
    assert done.code == 1, done
    assert "does not let us at" in done.err
    assert "InvalidAccessKeyId" in done.err
    assert "[E_STORE_DENIED]" in done.err


def test_mass_disappearance_stops_the_run(duizhao: Duizhao, stored: str, object_store: Any) -> None:
    places = (f"s3://{stored}/corpus", "--lake", f"s3://{stored}/lake")
    assert duizhao("run", *places).code == 0
    before = in_store(object_store, stored)
    for key in object_store.keys(stored, "corpus/"):
        object_store.client().delete_object(Bucket=stored, Key=f"corpus/{key}")
    done = duizhao("run", *places)
    assert done.code == 1
    assert "--yes lets them leave" in done.err
    assert in_store(object_store, stored) == before


def test_the_scan_refuses_as_in_a_folder(bucket: str, object_store: Any, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    for key in ("甲/文件 a+b%.txt", ".hidden/x.txt", "甲/.x.txt", "大.txt"):
        content = b"x" * (11 if key == "大.txt" else 3)
        object_store.put(bucket, f"corpus/{key}", content)
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(content)
    object_store.put(bucket, "corpus/乙/", b"")  # a console's way to make a folder
    object_store.put(bucket, "corpus-2/other.txt", b"not of it")
    url = StoreUrl(bucket, "corpus")
    found = scan_corpus(url, max_bytes=10)
    assert found == scan_corpus(folder, max_bytes=10)
    assert [(file.path, _code(file)) for file in found] == [
        ("大.txt", "E_TOO_LARGE"),
        ("甲/文件 a+b%.txt", None),
    ]
    object_store.put(bucket, "corpus/甲//y.txt", b"no folder could hold it")
    assert [(file.path, _code(file)) for file in scan_corpus(url, max_bytes=100) if file.refusal] == [
        ("甲//y.txt", "E_NAME")
    ]


def _code(file: SourceFile) -> str | None:
    return file.refusal.code if file.refusal else None


def test_the_watcher_tells_of_what_arrives(bucket: str, object_store: Any, prefect_url: str) -> None:
    said: list[str] = []
    settings = Settings(inbox=place_of(f"s3://{bucket}/inbox"), settle=0.0, poll=0.2)
    watcher = Watcher(prefect_url, settings, said.append)
    watcher.step()
    object_store.put(bucket, "inbox/甲.txt", "一".encode())
    for _ in range(60):  # a step rests until the next look is due, a second at most
        watcher.step()
        if said:
            break
    assert said == ["arrived: 甲.txt"]
    watcher = Watcher(
        prefect_url, settings.model_copy(update={"inbox": place_of("s3://no-such-bucket/x")}), said.append
    )
    watcher.step()
    assert said[1:] == [
        "There is no bucket no-such-bucket; make it, or mend the address s3://no-such-bucket/x. "
        "The watcher goes on trying."
    ]


def test_a_look_at_an_inbox_sees_what_is_new_and_what_changed(bucket: str, object_store: Any) -> None:
    url = StoreUrl(bucket, "inbox")
    assert look(url) == {}
    object_store.put(bucket, "inbox/甲.txt", "一".encode())
    first = look(url)
    assert list(first) == ["甲.txt"]
    assert look(url) == first
    object_store.put(bucket, "inbox/甲.txt", "二".encode())
    assert look(url) != first
