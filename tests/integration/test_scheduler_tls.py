"""A run on an existing scheduler: TLS on both sides, and workers that are asked before work is sent to them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from flows.certificates import write_certificates
from flows.local import run_locally
from flows.progress import Silent
from tasks.steps.options import Options
from tests.integration.conftest import ROOT, Done, published

Duizhao = Callable[..., Done]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def dask(*arguments: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """`dask …` while the context lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def pair(folder: Path, role: str) -> list[str]:
    return [
        *("--tls-ca-file", str(folder / "ca.pem")),
        *("--tls-cert", str(folder / f"{role}.pem")),
        *("--tls-key", str(folder / f"{role}.key")),
    ]


def shown(folder: Path, role: str) -> dict[str, str]:
    """Settings that make `duizhao` show this certificate."""
    return {
        "DUIZHAO_TLS_CA": str(folder / "ca.pem"),
        "DUIZHAO_TLS_CERT": str(folder / f"{role}.pem"),
        "DUIZHAO_TLS_KEY": str(folder / f"{role}.key"),
    }


class Cluster:
    """A scheduler with TLS on loopback; workers join as a test asks for them."""

    def __init__(self, certificates: Path, parts: ExitStack) -> None:
        self.certificates, self._parts = certificates, parts
        self.address = f"tls://127.0.0.1:{free_port()}"
        port = self.address.rsplit(":", 1)[1]
        listening = ("--host", "tls://127.0.0.1", "--port", port, "--no-dashboard")
        parts.enter_context(dask("scheduler", *listening, *pair(certificates, "scheduler")))
        _wait_for(int(port))

    def add_worker(self, **variables: str) -> None:
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--memory-limit", "0")
        self._parts.enter_context(
            dask("worker", self.address, *options, *pair(self.certificates, "worker"), **variables)
        )


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on port {port}.")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    write_certificates(tmp_path / "certificates", ["127.0.0.1"])
    with ExitStack() as parts:
        yield Cluster(tmp_path / "certificates", parts)


def test_a_cluster_with_tls_publishes_the_same_and_strangers_are_refused(
    duizhao: Duizhao, corpus: Path, tmp_path: Path, prefect_url: str, cluster: Cluster
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    divisions, lake = tmp_path / "divisions.csv", tmp_path / "lake"
    flags = ("--lake", lake, "--divisions", divisions, "--scheduler", cluster.address)
    ours = shown(cluster.certificates, "client")
    done = duizhao("run", corpus, *flags, "--json", PREFECT_API_URL=prefect_url, **ours)
    assert done.code == 0, done
    run_locally(Options(corpus, tmp_path / "beside", divisions.read_bytes()), Silent())
    assert published(lake) == published(tmp_path / "beside")

    write_certificates(tmp_path / "strangers", ["127.0.0.1"])
    (corpus / "新.txt").write_text(
        "云溪市青禾区人民政府关于防汛工作的通知\n各单位：\n一、加强值守。\n", "utf-8"
    )
    refused = duizhao(
        "run", corpus, *flags, PREFECT_API_URL=prefect_url, **shown(tmp_path / "strangers", "client")
    )
    assert refused.code == 1
    assert "Traceback" not in refused.err
    assert (lake / "CURRENT").read_text() == "00000001\n"


def test_workers_that_would_read_otherwise_are_refused_before_any_work(
    duizhao: Duizhao, corpus: Path, tmp_path: Path, prefect_url: str, cluster: Cluster
) -> None:
    cluster.add_worker(DUIZHAO_SEGMENTER="jieba")
    flags = ("--lake", tmp_path / "lake", "--scheduler", cluster.address)
    ours = shown(cluster.certificates, "client")
    done = duizhao("run", corpus, *flags, PREFECT_API_URL=prefect_url, **ours)
    assert done.code == 1
    assert "Other code, dictionaries or libraries" in done.err
    assert not (tmp_path / "lake" / "CURRENT").exists()
