"""The same code with another default configuration is a release of its own, on the running stack."""
import time

from launcher.claims import strategies
from launcher.claims.bench import Bench, Verdict, other
from launcher.claims.tenant_configuration import rendered
from launcher.claims.tenant_settings import ENVIRONMENT, Owners, Settings
from launcher.client import Connection
from launcher.console import Failure
from launcher.load import Load

CLAIM = "a canary brings the code that serves with another default configuration, judged as a version is; a tenant's own value wins, an answer's bundle names the default, and a rollback brings the default before back within 5 s: no call fails"
CALLERS, LIMIT, PATIENCE = 80, 5.0, 60.0
RAW = {"allowRawHtml": True}


def prove(bench: Bench) -> Verdict:
    settings, owners = Settings(bench), Owners(bench)
    plain = _without_default(bench)
    settings.put("own-value", "config", {"config": {"allowRawHtml": False}})
    own, default = owners.token("own-value"), owners.token("of-the-default")
    load, raw = Load(bench.environment["HOTSWAP_RUNTIME_URL"], bench.tenants(CALLERS)), []
    with load:
        # What tenants are like without any change is part of a verdict.
        time.sleep(20)
        canary = _canary(bench, plain["version"], lambda: raw.append(_share_with_raw(bench, load.tokens)))
        wrong = _wrong(bench, canary, plain, own, default)
        seconds = _rolled_back(bench, canary, plain, default)
        time.sleep(2)
    figures = {
        "code": plain["version"], "releases": f"{plain['release']}, {canary['release']}", "ended": canary["status"], "verdicts": canary["verdicts"],
        "tenants_with_it_meanwhile": sorted(set(raw)), "rolled_back_s": seconds, "calls": len(load.records) + len(load.failures), "calls_failed": len(load.failures),
        "first_failure": next(iter(load.failures), "none"), "wrong": wrong or "nothing",
    }
    part = [it for it in raw if 0 < it < CALLERS]
    return Verdict(load.all_answered and not wrong and bool(part) and seconds < LIMIT, figures)


def _without_default(bench: Bench) -> dict:
    """A release of one of the versions without a default configuration serves."""
    version = other(bench.ensure_markdown())
    ended, _ = strategies._deployed(bench, {"version": version, "strategy": "Direct", "configuration": {}})
    if ended["status"] != "Completed":
        raise Failure(f"The deployment of {version} ended {ended['status']}: {ended.get('problem')}")
    return ended


def _canary(bench: Bench, version: str, observe) -> dict:
    config = {"steps": [40, 70, 100], "evaluationPeriod": "PT20S", "maxExtension": "PT1M"}
    ended, _ = strategies._deployed(bench, {"version": version, "strategy": "Canary", "canaryConfig": config, "configuration": RAW}, observe)
    return ended | {"verdicts": strategies._answers(bench, ended)}


def _share_with_raw(bench: Bench, tokens: list) -> int:
    """How many of the tenants the new default serves, as the first node answers."""
    node = Connection(f"http://127.0.0.1:{bench.nodes()[0].port}")
    return sum(_is_raw(rendered(node, token)) for token in tokens)


def _is_raw(answer: bytes) -> bool:
    return b"<b>" in answer


def _wrong(bench: Bench, canary: dict, plain: dict, own: str, default: str) -> list:
    """What is not as promised after the canary."""
    wrong = []
    if canary["status"] != "Completed" or len(canary["verdicts"]) != 2 or not set(canary["verdicts"]) <= {"Same", "Better"}:
        wrong.append(f"the canary ended {canary['status']}: {canary.get('problem')}")
    if (canary["version"], canary["release"]) == (plain["version"], plain["release"]) or canary["version"] != plain["version"]:
        wrong.append(f"it is the release {canary['release']} of {canary['version']}")
    for node in bench.nodes():
        connection = Connection(f"http://127.0.0.1:{node.port}")
        if not _is_raw(rendered(connection, default)):
            wrong.append(f"{node.name} does not serve by the new default")
        if _is_raw(rendered(connection, own)):
            wrong.append(f"{node.name} does not serve a tenant by its own value")
    shown = _bundle(bench, default)
    if shown.get("defaultConfiguration") != RAW or shown["release"] != canary["release"]:
        wrong.append(f"the bundle is {shown}")
    return wrong


def _bundle(bench: Bench, token: str) -> dict:
    path = "/api/v1/plugins/markdown/invoke/render"
    answer = Connection(f"http://127.0.0.1:{bench.nodes()[0].port}").call("POST", path, token, b"# Hi", {"Content-Type": "text/markdown"}).expect(200)
    return bench.developer.call("GET", f"/bundles/{answer.headers['hotswap-bundle']}?environment={ENVIRONMENT}").expect(200).json


def _rolled_back(bench: Bench, canary: dict, plain: dict, token: str) -> float:
    """Seconds from the request until the last node serves by the default before."""
    began = time.monotonic()
    bench.developer.call("POST", f"/deployments/{canary['id']}/rollback", {"reason": "proving", "toRelease": plain["release"]}).expect(202)
    waiting = [Connection(f"http://127.0.0.1:{node.port}") for node in bench.nodes()]
    while waiting := [node for node in waiting if _is_raw(rendered(node, token))]:
        if time.monotonic() - began > PATIENCE:
            raise Failure(f"{len(waiting)} nodes did not go back within {PATIENCE:.0f} s.")
        time.sleep(0.02)
    seconds = time.monotonic() - began
    bench.developer.await_end(canary["id"], {"RolledBack", "Failed"})
    return seconds
