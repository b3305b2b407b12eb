"""Settings: file, environment and flags in that order, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import WrongCommand
from flows.settings import load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a settings file, an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("LAKE", "WORKERS", "EXECUTOR", "CONFIG", "SCHEDULER"):
        monkeypatch.delenv(f"DUIZHAO_{name}", raising=False)
    return tmp_path


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.lake == Path("lake")
    assert settings.executor == "dask"
    assert settings.workers >= 1


def test_the_later_source_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "duizhao.toml").write_text('lake = "of-file"\nworkers = 3\nexecutor = "local"\n')
    monkeypatch.setenv("DUIZHAO_LAKE", "of-environment")
    monkeypatch.setenv("DUIZHAO_WORKERS", "4")
    settings = load_settings(lake=Path("of-flag"), workers=None)
    assert (settings.lake, settings.workers, settings.executor) == (Path("of-flag"), 4, "local")


def test_the_file_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other.toml").write_text("workers = 7\n")
    monkeypatch.setenv("DUIZHAO_CONFIG", str(tmp_path / "other.toml"))
    assert load_settings().workers == 7


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('wokers = "3"\n', "There is no setting called wokers"),
        ("workers = 0\n", "workers"),
        ('executor = "spark"\n', "executor"),
        ("lake = \n", "duizhao.toml cannot be read"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "duizhao.toml").write_text(content)
    with pytest.raises(WrongCommand, match=said):
        load_settings()


def test_a_named_file_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIZHAO_CONFIG", "nowhere.toml")
    with pytest.raises(WrongCommand, match=r"nowhere\.toml"):
        load_settings()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "localhost:8786", "tcp://[::1]:8786"])
def test_plain_tcp_only_on_this_machine(address: str) -> None:
    assert load_settings(scheduler=address).scheduler in (address, f"tcp://{address}")


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.5:8786",
        "scheduler.example:8786",
        "tcp://127.0.0.1.example:8786",
        "http://x:1",
        "tls://x",
    ],
)
def test_other_schedulers_are_refused(address: str) -> None:
    with pytest.raises(WrongCommand):
        load_settings(scheduler=address)


def test_tls_needs_its_certificates() -> None:
    with pytest.raises(WrongCommand, match="tls_ca"):
        load_settings(scheduler="tls://scheduler.example:8786")
    files = {"tls_ca": Path("ca"), "tls_cert": Path("cert"), "tls_key": Path("key")}
    assert load_settings(scheduler="tls://scheduler.example:8786", **files).tls_ca == Path("ca")
