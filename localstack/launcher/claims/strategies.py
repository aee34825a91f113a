"""Every strategy on the running stack, while many tenants call; waits are seconds, all else is as it is."""
import time

from launcher.claims.bench import Bench, Verdict, other
from launcher.load import DOCUMENT, Load

CLAIM = "Canary, BlueGreen (a linear switch), Rolling and ABTesting each do what they promise while 80 tenants call, and no call fails"
TENANTS = 80
CASE = {"name": "a heading", "operation": "render", "contentType": "text/markdown", "body": "# Hi", "contains": "Hi</h1>"}
# Writing twice as much is what the A/B test is to find out.
TWICE = DOCUMENT * 2


def prove(bench: Bench) -> Verdict:
    serving = bench.ensure_markdown()
    load = Load(bench.environment["HOTSWAP_RUNTIME_URL"], bench.tenants(TENANTS))
    figures, wrong = {"tenants": TENANTS}, []
    with load:
        # What tenants are like without any change is part of a verdict.
        time.sleep(20)
        for name, run in (("canary", _canary), ("blue_green", _blue_green), ("rolling", _rolling), ("ab_testing", _ab_testing), ("ab_testing_no_winner", _no_winner)):
            began, failed = time.monotonic(), len(load.failures)
            found = run(bench, load, serving, other(serving))
            figures |= {f"{name}_{key}": value for key, value in found.items()} | {f"{name}_s": time.monotonic() - began}
            print(f"  {name}: {found}", flush=True)
            if not found.pop("held") or len(load.failures) > failed:
                wrong.append(name)
            serving = bench.serving(bench.nodes()[0])
    figures |= {"calls": len(load.records) + len(load.failures), "calls_failed": len(load.failures), "first_failure": next(iter(load.failures), "none")}
    return Verdict(load.all_answered and not wrong, figures | {"wrong": wrong or "nothing"})


def _canary(bench: Bench, _load, _serving: str, version: str) -> dict:
    ended, _ = _deployed(bench, {"version": version, "strategy": "Canary", "canaryConfig": {"steps": [40, 70, 100], "evaluationPeriod": "PT20S", "maxExtension": "PT1M"}})
    answers = _answers(bench, ended)
    return {"ended": ended["status"], "verdicts": answers, "held": ended["status"] == "Completed" and len(answers) == 2 and set(answers) <= {"Same", "Better"}}


def _blue_green(bench: Bench, _load, _serving: str, version: str) -> dict:
    config = {"warmupPeriod": "PT3S", "switchoverType": "Linear", "switchoverPeriod": "PT20S", "acceptanceCases": [CASE]}
    ended, shares = _deployed(bench, {"version": version, "strategy": "BlueGreen", "blueGreenConfig": config})
    return {"ended": ended["status"], "shares": shares, "held": ended["status"] == "Completed" and len(shares) >= 10}


def _rolling(bench: Bench, _load, _serving: str, version: str) -> dict:
    mixed = []
    body = {"version": version, "strategy": "Rolling", "rollingConfig": {"batchSize": 1, "waitBetweenBatches": "PT3S"}}
    ended, _ = _deployed(bench, body, lambda: mixed.append(sum(bench.serving(node) == version for node in bench.nodes())))
    seen = sorted(set(mixed))
    return {"ended": ended["status"], "nodes_moved": seen, "held": ended["status"] == "Completed" and {1, 2} <= set(seen)}


def _ab_testing(bench: Bench, load: Load, serving: str, version: str) -> dict:
    """Whoever gets B writes more; B is promoted for it."""
    load.documents = {version: TWICE}
    ended = _tested(bench, serving, version)
    load.documents = {}
    return ended | {"held": ended["ended"] == "Completed" and ended["verdicts"] == ["Better"] and _all_serve(bench, version)}


def _no_winner(bench: Bench, _load, serving: str, version: str) -> dict:
    """Nobody behaves otherwise: A stays."""
    ended = _tested(bench, serving, version)
    return ended | {"held": bool(ended["verdicts"]) and "Better" not in ended["verdicts"] and _all_serve(bench, serving)}


def _tested(bench: Bench, serving: str, version: str) -> dict:
    config = {"variantA": serving, "variantB": version, "trafficSplit": {"A": 50, "B": 50}, "testDuration": "PT40S", "maxExtension": "PT1M", "decisionMetrics": ["errorRate", "markdownDocumentBytes"]}
    ended, _ = _deployed(bench, {"versions": [serving, version], "strategy": "ABTesting", "abConfig": config})
    return {"ended": ended["status"], "verdicts": _answers(bench, ended), "problem": ended.get("problem", "none")}


def _deployed(bench: Bench, spec: dict, observe=lambda: None) -> tuple:
    """How it ended, and the shares of the tenants that it moved on the way."""
    deployment = bench.developer.call("POST", "/deployments", {"pluginId": "markdown", "environment": "Development"} | spec).expect(202).json["id"]
    shares, deadline = [], time.monotonic() + 300
    while True:
        found = bench.developer.call("GET", f"/deployments/{deployment}").expect(200).json
        if found["percentage"] not in (0, *shares[-1:]):
            shares.append(found["percentage"])
        if found["status"] in ("Completed", "Failed", "RolledBack") or time.monotonic() > deadline:
            return found, shares
        observe()
        time.sleep(0.2)


def _answers(bench: Bench, deployment: dict) -> list:
    return [it["verdict"]["answer"] for it in bench.developer.call("GET", f"/deployments/{deployment['id']}/verdicts").expect(200).json["items"]]


def _all_serve(bench: Bench, version: str) -> bool:
    return all(bench.serving(node) == version for node in bench.nodes())
