"""A small corpus in our own words, the command line as a user calls it, and one Prefect server for all tests."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.local import run_locally
from flows.progress import Silent
from storage.lake import Lake
from tasks.steps.options import Options

ROOT = Path(__file__).parents[2]
DUIZHAO = [sys.executable, "-m", "flows.cli"]

REPORT = """{district}人民政府关于{year}年法治政府建设情况的报告

{year}年，{district}认真落实《法治政府建设实施纲要》，主要工作报告如下。
一、主要举措
（一）优化营商环境
一是推行告知承诺，{district}公布事项{n}项。二是开设企业服务窗口，办理诉求{m}件。
（二）规范行政执法
组织执法人员培训{n}人次，制定《{district}行政执法公示办法》。
二、下一步打算
继续加强队伍建设，推进政务公开。

{district}人民政府
{next_year}年1月{n}日
"""

DIVISIONS = """code,name,level,parent_code
990000,试验省,province,
990100,云溪市,city,990000
990101,青禾区,district,990100
990102,石桥县,district,990100
990103,柳湾区,district,990100
"""


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def report(district: str, year: int, n: int) -> str:
    """A short annual report of an invented district."""
    return REPORT.format(district=district, year=year, next_year=year + 1, n=n, m=7 * n)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Six reports of three districts and two years, in folders; one of them in GB18030."""
    folder = tmp_path / "corpus"
    for n, (district, year) in enumerate(
        (d, y) for d in ("青禾区", "石桥县", "柳湾区") for y in (2022, 2023)
    ):
        file = folder / "云溪市" / str(year) / f"{district}报告.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        encoding = "gb18030" if n == 3 else "utf-8"
        file.write_bytes(report(district, year, n + 11).encode(encoding))
    (tmp_path / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a command: no settings of ours or Prefect's but a state folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUIZHAO_", "PREFECT_"))}
    return kept | {"DUIZHAO_STATE": str(tmp_path / "state"), "DUIZHAO_WORKERS": "2", "COLUMNS": "160"}


@pytest.fixture
def duizhao(tmp_path: Path, environment: dict[str, str]) -> Callable[..., Done]:
    """Call the command line: `duizhao("run", corpus, "--lake", lake, PREFECT_API_URL=…)`."""
    return command_line(DUIZHAO, tmp_path, environment)


@pytest.fixture
def plain_duizhao(tmp_path: Path, environment: dict[str, str]) -> Callable[..., Done]:
    """The same for one whom permissions hold back: of root it takes the right to pass over them."""
    plain = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    return command_line([*plain, *DUIZHAO], tmp_path, environment)


def command_line(command: list[str], folder: Path, environment: dict[str, str]) -> Callable[..., Done]:
    """A call of `command` with arguments and variables, in a folder."""

    def call(*arguments: object, **variables: str) -> Done:
        done = subprocess.run(
            [*command, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            cwd=folder,
            env={**environment, "PYTHONPATH": str(ROOT), **variables},
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def samples_lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The samples as a lake, for tests that only read it."""
    root = tmp_path_factory.mktemp("samples") / "lake"
    divisions = (ROOT / "samples" / "divisions.csv").read_bytes()
    run_locally(Options(ROOT / "samples" / "corpus", root, divisions=divisions), Silent())
    return Lake.open(root)


@pytest.fixture(scope="session")
def prefect_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Prefect server for the whole session."""
    from flows.own_server import own_server

    with own_server(tmp_path_factory.mktemp("prefect")) as url:
        yield url


def ask(url: str, what: str, **body: Any) -> Any:
    """POST to the Prefect API, as its pages do."""
    request = urllib.request.Request(
        f"{url}/{what}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        return json.loads(answer.read())


def published(lake: Path) -> dict[str, str]:
    """Relative path → sha256 of every Parquet file of the snapshot that readers see."""
    tree = lake / "snapshots" / (lake / "CURRENT").read_text().strip()
    return {
        file.relative_to(tree).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(tree.rglob("*.parquet"))
    }
