"""The files of deployments/ fit together and fit the programs that they call. No container engine runs here."""

from __future__ import annotations

import configparser
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from distributed.cli import dask_scheduler, dask_worker
from typer.main import get_command

from flows.certificates import write_certificates
from flows.cli import app
from flows.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
DEPLOYMENTS = ROOT / "deployments"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOYMENTS / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DASK = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}
UNITS = sorted((DEPLOYMENTS / "systemd").iterdir())
CLUSTERS = sorted(DEPLOYMENTS.glob("*/duizhao.toml"))


def _unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read_string(path.read_text("utf-8"))
    return parsed


@pytest.mark.parametrize("kind", ["networks", "secrets"])
def test_what_a_service_names_is_declared(kind: str) -> None:
    named = {name for service in SERVICES.values() for name in service.get(kind, ())}
    assert named == set(COMPOSE[kind])


def test_volumes_and_dependencies_are_declared() -> None:
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", ())]
    assert {mount.split(":")[0] for mount in mounts} == set(COMPOSE["volumes"])
    assert {name for service in SERVICES.values() for name in service.get("depends_on", ())} <= set(SERVICES)


def test_a_service_waits_for_health_only_where_health_is_checked() -> None:
    conditions = [
        (name, how["condition"])
        for service in SERVICES.values()
        if isinstance(service.get("depends_on"), dict)
        for name, how in service["depends_on"].items()
    ]
    waits = [name for name, condition in conditions if condition == "service_healthy"]
    assert waits
    assert all("healthcheck" in SERVICES[name] for name in waits)


def test_ports_are_on_loopback_and_the_cluster_is_reached_from_inside_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert COMPOSE["networks"]["cluster"] == {"internal": True}
    assert "ports" not in SERVICES["scheduler"] | SERVICES["worker"]


def test_no_secret_stands_in_the_file() -> None:
    assert "POSTGRES_PASSWORD" not in SERVICES["database"]["environment"]
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())


def test_settings_in_the_environment_exist() -> None:
    text = "\n".join(file.read_text("utf-8") for file in DEPLOYMENTS.rglob("*") if file.is_file())
    names = set(re.findall(r"\bDUIZHAO_([A-Z_]+)\b", text)) - {"HOME", "CONFIG"}
    assert {"LAKE", "INBOX", "TLS_CA"} <= names <= {name.upper() for name in Settings.model_fields}


def _dask_commands() -> Iterator[tuple[str, list[str]]]:
    for name in ("scheduler", "worker"):
        yield name, SERVICES[name]["command"]
    for unit in UNITS:
        command = _unit(unit)["Service"]["ExecStart"].split()
        if command[0].endswith("/dask"):
            yield command[1], command[2:]


@pytest.mark.parametrize(("program", "arguments"), list(_dask_commands()))
def test_dask_takes_these_arguments(program: str, arguments: list[str], tmp_path: Path) -> None:
    write_certificates(tmp_path, ["localhost"])
    made = [re.sub(r"/\S*/(?=\w+\.(pem|key)$)", f"{tmp_path}/", argument) for argument in arguments]
    context = DASK[program].make_context(program, made)
    assert not context.params["dashboard"]
    assert {"tls_ca_file", "tls_cert", "tls_key"} <= {name for name, value in context.params.items() if value}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_whole(unit: Path) -> None:
    parsed = _unit(unit)
    assert set(parsed.sections()) == {"Unit", "Service", "Install"}
    assert parsed["Service"]["NoNewPrivileges"] == "yes"
    program, *arguments = shlex.split(parsed["Service"]["ExecStart"])
    if program.endswith("/duizhao"):
        _require_command(arguments)


@pytest.mark.parametrize("name", ["watcher"])
def test_duizhao_has_the_commands_of_the_services(name: str) -> None:
    _require_command(SERVICES[name]["command"])


def _require_command(arguments: list[str]) -> None:
    assert arguments[0] in vars(get_command(app))["commands"]


def test_the_image_copies_what_is_there() -> None:
    lines = (DEPLOYMENTS / "Dockerfile").read_text("utf-8").splitlines()
    copied = [
        part
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for part in line.split()[1:-1]
    ]
    assert {"requirements.lock", "flows", "tasks", "storage"} <= set(copied)
    assert all((ROOT / part).exists() for part in copied)
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied) == allowed
    assert lines.index("USER duizhao") < next(
        n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT")
    )
    assert any("--require-hashes" in line for line in lines)


@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.parent.name)
def test_cluster_settings_are_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_CONFIG", str(file))
    settings = load_settings()
    assert settings.cluster
    assert settings.cluster_options
    assert settings.cluster_workers and settings.cluster_workers[0] < settings.cluster_workers[1]
