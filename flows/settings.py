"""Settings: from `duizhao.toml`, then the environment (`DUIZHAO_…`), then the flags of the command; the later wins."""

from __future__ import annotations

import ipaddress
import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, PlainSerializer, PlainValidator, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.errors import WrongCommand
from storage.place import Place, place_of

MEBIBYTE = 1 << 20


def _settings_file() -> Path:
    return Path(os.environ.get("DUIZHAO_CONFIG", "duizhao.toml"))


def _state_folder() -> Path:
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "duizhao"


AnyPlace = Annotated[
    Place,
    PlainValidator(place_of, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]
"""A folder, or `s3://bucket/prefix`."""


class Settings(BaseSettings):
    """Everything that can be set, with its default. Field descriptions are what docs and errors quote."""

    model_config = SettingsConfigDict(env_prefix="DUIZHAO_", extra="forbid", frozen=True)

    lake: AnyPlace = Field(
        Path("lake"), description="Folder or s3:// address of the lake that is written and read"
    )
    inbox: AnyPlace = Field(
        Path("inbox"), description="Folder or s3:// address of documents that the service watches and reads"
    )
    settle: float = Field(
        1.0, ge=0, description="Seconds that a file in the inbox must not change before it is read"
    )
    poll: float = Field(10.0, ge=0.1, description="Seconds between two looks at an inbox in a store")
    host: str = Field(
        "127.0.0.1",
        description="Address that the pages listen on; others than this machine's need a password",
    )
    report: Path | None = Field(
        None, description="Folder of the report that the service's runs write after each publication"
    )
    executor: Literal["dask", "local"] = Field("dask", description="dask: Prefect and Dask; local: neither")
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="Processes of the local Dask cluster"
    )
    scheduler: str | None = Field(
        None, description="Existing Dask scheduler: tls://host:8786, or tcp:// here"
    )
    cluster: str | None = Field(
        None,
        description="Class of a Dask cluster that a run makes, such as dask_kubernetes.operator.KubeCluster",
    )
    cluster_options: dict[str, Any] = Field({}, description="What that class is called with")
    cluster_workers: tuple[int, int] | None = Field(
        None, description="Least and most workers; the cluster grows and shrinks between them"
    )
    divisions: Path | None = Field(None, description="CSV of divisions that the gazetteer lacks")
    zip: bool = Field(False, description="Read the members of ZIP archives, each as a file of its own")
    corrections: Path | None = Field(None, description="CSV of corrections to what is read")
    keep_missing: bool = Field(False, description="Keep documents whose files left the corpus")
    memory_limit: str = Field("auto", description="Memory of one Dask worker, such as 2GiB")
    max_bytes: int = Field(64 * MEBIBYTE, ge=1, description="Larger input files are refused")
    files_as_tasks: int = Field(300, ge=0, description="Up to so many files each has its own task run")
    batch_bytes: int = Field(4 * MEBIBYTE, ge=1, description="Above that, files share a task up to this size")
    max_batches: int = Field(2000, ge=1, description="Most file tasks in one run")
    comparison_memory: str = Field(
        "1GB",
        pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$",
        description="Memory of one comparison, such as 4GB; more is put on the disk as long as it can be",
    )
    lock_wait: float = Field(0.0, ge=0, description="Seconds to wait for another run on the same lake")
    state: Path = Field(default_factory=_state_folder, description="Folder of the embedded Prefect server")
    tls_ca: Path | None = Field(None, description="Certificate of the authority that signed the scheduler's")
    tls_cert: Path | None = Field(None, description="Client certificate shown to the scheduler")
    tls_key: Path | None = Field(None, description="Key of the client certificate")

    @field_validator("scheduler")
    @classmethod
    def _safe_address(cls, address: str | None) -> str | None:
        return None if address is None else safe_scheduler(address)

    @model_validator(mode="after")
    def _one_cluster(self) -> Settings:
        if self.scheduler and self.cluster:
            raise ValueError(
                "scheduler names a cluster that is there, cluster one to be made; give one of them"
            )
        if self.cluster_workers and self.cluster_workers[0] > self.cluster_workers[1]:
            raise ValueError("cluster_workers are the least and the most")
        return self

    @model_validator(mode="after")
    def _certificates(self) -> Settings:
        given = (self.tls_ca, self.tls_cert, self.tls_key)
        if self.scheduler and self.scheduler.startswith("tls://") and None in given:
            raise ValueError(
                "a tls:// scheduler needs tls_ca, tls_cert and tls_key (DUIZHAO_TLS_CA, … or duizhao.toml)"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags before environment before file: the first source that has a value gives it."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _settings_file())


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables, paths made absolute: for processes that work in another folder."""
    values = ((name, getattr(settings, name)) for name in Settings.model_fields)
    return {f"DUIZHAO_{name.upper()}": _as_text(value) for name, value in values if value not in (None, {})}


def _as_text(value: Any) -> str:
    """A setting's value as pydantic reads it from the environment: containers as JSON."""
    if isinstance(value, dict | tuple):
        return json.dumps(value)
    return str(value.resolve() if isinstance(value, Path) else value)


def safe_scheduler(address: str) -> str:
    """The scheduler's address with its scheme. ValueError when it is neither TLS nor on this machine.

    Whoever reaches a Dask scheduler runs code on its workers, and plain tcp:// lets anyone on the way do so.
    """
    full = address if "://" in address else f"tcp://{address}"
    parts = urlsplit(full)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
        raise ValueError(f"{address} is not a scheduler's address; write tls://host:port")
    if parts.scheme == "tcp" and not is_loopback(parts.hostname):
        raise ValueError(f"{address} is not encrypted; a scheduler on another machine needs tls://")
    return full


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def load_settings(**flags: Any) -> Settings:
    """Settings with `flags` on top; a flag that is None was not given. WrongCommand says which value is bad."""
    given = {name: value for name, value in flags.items() if value is not None}
    if "DUIZHAO_CONFIG" in os.environ and not _settings_file().is_file():
        raise WrongCommand(f"The settings file {_settings_file()} (DUIZHAO_CONFIG) does not exist.")
    try:
        return Settings(**given)
    except ValidationError as error:
        raise WrongCommand("\n".join(_explain(problem) for problem in error.errors())) from error
    except (OSError, ValueError) as error:  # the file cannot be read, or is not TOML
        raise WrongCommand(f"{_settings_file()} cannot be read: {error}") from error


def _explain(problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    message = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        return f"There is no setting called {name}."
    return f"The setting {name} is wrong: {message}." if name else f"The settings do not fit: {message}."
