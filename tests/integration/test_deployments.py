"""deployments/prefect.yaml is applied offline by Prefect's own command, to a real server."""

from __future__ import annotations

from pathlib import Path

from flows.api import call
from flows.deployments import FLOW, NAMES, POOL, deploy, make_pool
from flows.server import CLIENT_ENVIRONMENT
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
    make_pool(prefect_url, variables)
    assert deploy(prefect_url, variables, tmp_path / "mark")
    assert not deploy(prefect_url, variables, tmp_path / "mark"), "applied twice"

    pool = call(prefect_url, f"work_pools/{POOL}")
    assert (pool["type"], pool["concurrency_limit"]) == ("process", 1)
    found = {name: call(prefect_url, f"deployments/name/{FLOW}/{name}") for name in NAMES}
    for deployment in found.values():
        assert deployment["entrypoint"] == "flows.ingest.ingest"
        assert deployment["work_pool_name"] == POOL
        assert deployment["global_concurrency_limit"]["limit"] == 1
        assert deployment["version"]
        assert "duizhao" in deployment["tags"]
        assert deployment["description"].startswith("### ")
        assert deployment["parameters"]["accept_disappearance"] is False
        form = deployment["parameter_openapi_schema"]["properties"]
        assert form["again"]["enum"] == ["changed", "refused"]
        assert all(field.get("description") for field in form.values())
        assert str(ROOT) not in str(deployment["pull_steps"]), "a path of the machine"
    (schedule,) = found["nightly"]["schedules"]
    assert schedule["active"]
    assert schedule["schedule"]["cron"] == "30 2 * * *"
    assert schedule["schedule"]["timezone"] == "Asia/Shanghai"
    (trigger,) = [a for a in ask(prefect_url, "automations/filter") if a["name"] == "duizhao-files-arrived"]
    assert trigger["enabled"]
    assert trigger["trigger"]["expect"] == ["duizhao.files.arrived"]
    assert trigger["actions"][0]["deployment_id"] == found["on-arrival"]["id"]
