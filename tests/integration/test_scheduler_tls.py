"""A run on an existing scheduler: TLS on both sides, and workers that are asked before work is sent to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from flows.certificates import write_certificates
from flows.local import run_locally
from flows.progress import Silent
from tasks.steps.options import Options
from tests.dask_cluster import Cluster, shown
from tests.integration.conftest import Done, published

Duizhao = Callable[..., Done]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    write_certificates(tmp_path / "certificates", ["127.0.0.1"])
    with ExitStack() as parts:
        cluster = Cluster(tmp_path / "certificates", parts)
        cluster.start()
        yield cluster


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
