"""A service whose Dask workers are on other machines: two workers, strangers, a worker that is cut off and works on.

The machines are network namespaces; scheduler, pages and the lake's one writer are here. One service goes through all
of it, and after each the lake is, byte for byte, what an undisturbed run makes of the inbox.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from distributed import Client
from distributed.security import Security

from flows.own_server import AUTH_STRING
from tests.dask_cluster import Cluster, Process, shown
from tests.integration.conftest import DUIZHAO, ROOT, published
from tests.network import Machine, Network
from tests.system.service import Service, service_in, undisturbed, wait_for

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(900),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make network namespaces"),
]

BURST = 24
WATCHWORD = "reader:a-password-1735"
NOTICES_SOON = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s"}
PATIENT = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "300s"}
"""How long packets may stay without an answer; 30 s where nobody says otherwise."""

ASK = """
import base64, sys, urllib.error, urllib.request
url, *password = sys.argv[1:]
headers = {"Authorization": "Basic " + base64.b64encode(password[0].encode()).decode()} if password else {}
request = urllib.request.Request(url, b"{}", {"Content-Type": "application/json", **headers})
try:
    print(urllib.request.urlopen(request, timeout=5).status)
except urllib.error.HTTPError as error:
    print(error.code)
"""
JOIN = """
import sys
from distributed import Client
from distributed.security import Security
ca, certificate, key = sys.argv[2:] or [None] * 3
shown = Security(tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key, require_encryption=bool(ca))
try:
    Client(sys.argv[1], security=shown, timeout=3)
except (OSError, TypeError, ValueError) as error:
    print("refused:", type(error).__name__)
else:
    print("taken")
"""


@dataclass
class Site:
    """The service, its cluster, and the machines of the workers."""

    service: Service
    cluster: Cluster
    machines: list[Machine]
    workers: list[Process]
    scheduler: Process

    def executed(self) -> dict[str, int]:
        """How many tasks each worker has done."""
        ca, certificate, key = _files(self.cluster.certificates)
        shown = Security(tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key)  # type: ignore[no-untyped-call]
        with Client(self.cluster.address, security=shown) as client:  # type: ignore[no-untyped-call]
            return dict(client.run(lambda dask_worker: dask_worker.state.executed_count))


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as parts:
        parts.enter_context(pytest.MonkeyPatch.context()).setenv("PREFECT_API_AUTH_STRING", WATCHWORD)
        network = Network(parts)
        machines = [network.add(), network.add()]
        hosts = [network.address, *(machine.address for machine in machines)]
        certificates = _certificates(folder / "certificates", hosts)
        cluster = Cluster(certificates, parts, network.address)
        scheduler = cluster.start(**NOTICES_SOON)
        workers = [cluster.add_worker(inside=machine.inside, **PATIENT) for machine in machines]
        variables = {
            "DUIZHAO_HOST": network.address,
            "DUIZHAO_SCHEDULER": cluster.address,
            AUTH_STRING: WATCHWORD,
            **shown(certificates, "client"),
        }
        service = parts.enter_context(service_in(folder, **variables))
        yield Site(service, cluster, machines, workers, scheduler)


def _certificates(folder: Path, hosts: Sequence[str]) -> Path:
    options = [word for host in hosts for word in ("--host", host)]
    subprocess.run([*DUIZHAO, "tls", "init", folder, *options], check=True, cwd=ROOT, capture_output=True)
    return folder


@pytest.fixture
def site(one_site: Site, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """The site before a test; after it the lake is what an undisturbed run makes of the inbox."""
    with undisturbed(one_site.service, tmp_path / "beside", request):
        yield one_site


def test_workers_on_two_machines_do_a_run(site: Site) -> None:
    site.service.drop_more(BURST)
    wait_for(site.service.is_up_to_date, "all files are published")
    done = site.executed()
    assert len(done) == 2
    assert min(done.values()) > BURST // 4, done


def test_strangers_are_not_taken_into_the_cluster(site: Site, tmp_path: Path) -> None:
    there, address = site.machines[0].inside, site.cluster.address
    others = _certificates(tmp_path / "others", ["stranger.example"])
    assert _tell(there, JOIN, address).startswith("refused")
    assert _tell(there, JOIN, address.replace("tls:", "tcp:")).startswith("refused")
    assert _tell(there, JOIN, address, *_files(others)).startswith("refused")
    assert _tell(there, JOIN, address, *_files(site.cluster.certificates)) == "taken"


def test_the_pages_are_closed_to_whoever_lacks_the_password(site: Site) -> None:
    there, url = site.machines[0].inside, f"{site.service.url}/flows/filter"
    assert _tell(there, ASK, url) == "401"
    assert _tell(there, ASK, url, "reader:guessed") == "401"
    assert _tell(there, ASK, url, WATCHWORD) == "200"


def test_a_worker_is_cut_off_and_writes_when_all_is_published(site: Site) -> None:
    """The scheduler gives it up, its file is read elsewhere; the zombie comes to its end and changes nothing."""
    service, machine, zombie = site.service, site.machines[1], psutil.Process(site.workers[1].pid)
    service.begin_to_read(BURST)
    zombie.suspend()
    time.sleep(1)  # now it holds a task that it does not finish
    machine.cut_off()
    wait_for(service.is_up_to_date, "all files are published without it")
    before = published(service.lake)
    assert not service.staged()
    zombie.resume()
    wait_for(service.staged, "the zombie writes")
    assert published(service.lake) == before
    machine.connect()
    wait_for(lambda: not zombie.is_running() or zombie.status() == "zombie", "it hears that it was given up")
    service.drop_more(1)
    wait_for(service.is_up_to_date, "the next run finishes")


def test_the_scheduler_is_killed(site: Site) -> None:
    """The run fails and says why; when the cluster is there again, the next one goes on from what was read."""
    service, before = site.service, site.service.snapshot()
    run = service.begin_to_read(BURST)
    site.scheduler.kill()
    wait_for(lambda: service.state_of(run) == "FAILED", "the run says so")
    assert service.snapshot() == before
    site.scheduler.wait()
    site.cluster.start()
    for machine in site.machines:
        site.cluster.add_worker(inside=machine.inside)
    assert service.duizhao("notify", PREFECT_API_AUTH_STRING=WATCHWORD).returncode == 0
    wait_for(service.is_up_to_date, "the next run does the work")


def _files(folder: Path) -> list[str]:
    return [str(folder / name) for name in ("ca.pem", "client.pem", "client.key")]


def _tell(inside: tuple[str, ...], program: str, *arguments: str) -> str:
    """What a small Python program prints on a machine."""
    done = subprocess.run(
        [*inside, sys.executable, "-c", program, *arguments],
        env={k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
    )
    return done.stdout.strip()
