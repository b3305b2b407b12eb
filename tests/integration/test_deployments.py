"""deployments/prefect.yaml is applied offline by Prefect's own command, to a real server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.api import call
from flows.deployments import NAMES, POOL, deploy, make_pool
from flows.environment import CLIENT_ENVIRONMENT
from flows.settings import environment, load_settings
from tests.integration.conftest import ROOT, ask


def test_deployments_are_applied_with_an_active_schedule_and_trigger(
    prefect_url: str, tmp_path: Path
) -> None:
    settings = load_settings(inbox=tmp_path / "inbox", lake=tmp_path / "lake")
    variables = {
        **CLIENT_ENVIRONMENT,
        **environment(settings),
        "PREFECT_API_URL": prefect_url,
        "PREFECT_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
    }
    make_pool(prefect_url)
    assert deploy(prefect_url, variables, tmp_path / "mark")
    assert not deploy(prefect_url, variables, tmp_path / "mark"), "applied twice"

    pool = call(prefect_url, f"work_pools/{POOL}")
    assert (pool["type"], pool["concurrency_limit"]) == ("process", 1)
    found = {name: call(prefect_url, f"deployments/name/{name}") for name in NAMES}
    for name, deployment in found.items():
        flow = name.partition("/")[0]
        assert deployment["entrypoint"] == f"flows.{flow}.{flow}"
        assert deployment["work_pool_name"] == POOL
        assert deployment["version"]
        assert "duizhao" in deployment["tags"]
        assert deployment["description"].startswith("### ")
        assert str(ROOT) not in str(deployment["pull_steps"]), "a path of the machine"
        _look_at_the_form(deployment["parameter_openapi_schema"])
    assert _when(found["ingest/nightly"]) == ("30 2 * * *", "Asia/Shanghai", True)
    assert _when(found["maintain/weekly"]) == ("30 4 * * 0", "Asia/Shanghai", True)
    (trigger,) = [a for a in ask(prefect_url, "automations/filter") if a["name"] == "duizhao-files-arrived"]
    assert trigger["enabled"]
    assert trigger["trigger"]["expect"] == ["duizhao.files.arrived"]
    assert trigger["actions"][0]["deployment_id"] == found["ingest/on-arrival"]["id"]


def _when(deployment: dict[str, Any]) -> tuple[str, str, bool]:
    (schedule,) = deployment["schedules"]
    return schedule["schedule"]["cron"], schedule["schedule"]["timezone"], schedule["active"]


def _look_at_the_form(schema: dict[str, Any]) -> None:
    """Every field has a title and a description; none is free-form, and none asks for a path."""
    for model in schema.get("definitions", {}).values():
        for field in model["properties"].values():
            assert field["title"], field
            assert field["description"], field
            assert field.get("enum") or field["type"] in ("boolean", "array") or field["title"] == "Reason"
