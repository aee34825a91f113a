"""10,000 tenants, and which of them a canary moves: asked of every node."""
import json
import random
import time

from launcher import keys
from launcher.aws import client
from launcher.claims.bench import Bench, Verdict, other
from launcher.client import Connection
from launcher.console import Failure
from launcher.nodes import operator_url

CLAIM = "of 10,000 tenants a canary's cohort holds exactly its share (within 1), the same on every node, and the same after pause and resume"
TENANTS, SHARES = 10_000, (10, 30, 50)
MONTH = 30 * 24 * 3600


def prove(bench: Bench) -> Verdict:
    serving = bench.ensure_markdown()
    tenants = [f"cohort-{number}" for number in range(TENANTS)]
    _known(bench, tenants)
    figures, wrong = {"tenants": TENANTS, "nodes": len(bench.nodes())}, []
    for share in SHARES:
        known, moved = _canary(bench, serving, share, tenants, wrong)
        figures[f"{share}_percent"] = f"{moved} of {known}"
    return Verdict(not wrong, figures | {"wrong": wrong or "nothing"})


def _known(bench: Bench, tenants: list) -> None:
    """As nodes answer a tenant's first call."""
    deployed = bench.home.state()["deployed"]
    dynamo = client("dynamodb", deployed["endpoint"])
    table, plugin = deployed["outputs"]["DevelopmentNodesTableName"], bench.developer.call("GET", "/plugins/markdown").expect(200).json["pluginId"]
    expires = str(int(time.time()) + MONTH)
    for start in range(0, len(tenants), 25):
        puts = [{"PutRequest": {"Item": keys.key(keys.TENANT, environment="Development", plugin=plugin, tenant=tenant) | {"expiresAt": {"N": expires}}}} for tenant in tenants[start:start + 25]]
        dynamo.batch_write_item(RequestItems={table: puts})


def _canary(bench: Bench, serving: str, share: int, tenants: list, wrong: list) -> tuple:
    version = other(serving)
    body = {"pluginId": "markdown", "version": version, "environment": "Development", "strategy": "Canary", "canaryConfig": {"steps": [share, 100], "evaluationPeriod": "PT5M"}}
    plan = bench.developer.call("POST", "/deployments?dryRun=true", body).expect(200).json
    id = bench.developer.call("POST", "/deployments", body).expect(202).json["id"]
    try:
        _until(bench, id, lambda it: it["phase"] == "Observing")
        before = _moved(bench, version, tenants, wrong)
        bench.developer.call("POST", f"/deployments/{id}/pause", {"reason": "proving"}).expect(202)
        bench.developer.call("POST", f"/deployments/{id}/resume", {}).expect(202)
        _until(bench, id, lambda it: it["phase"] == "Observing" and "paused" not in it)
        if _moved(bench, version, tenants, wrong) != before:
            wrong.append(f"{share} %: another cohort after pause and resume")
    finally:
        bench.developer.call("POST", f"/deployments/{id}/abort", {}).expect(202)
        bench.developer.await_end(id)
    expected = plan["stages"][1]["tenants"]
    # Tenants that called before, and are not of ours, may be in it too.
    if abs(len(before) - round(TENANTS * share / 100)) > max(1, plan["knownTenants"] - TENANTS):
        wrong.append(f"{share} %: {len(before)} moved, {expected} planned")
    return plan["knownTenants"], len(before)


def _moved(bench: Bench, version: str, tenants: list, wrong: list) -> frozenset:
    found = set()
    for node in bench.nodes():
        answer = Connection(operator_url(node)).call("POST", "/api/v1/plugins/markdown/route", body=json.dumps({"tenants": random.sample(tenants, len(tenants))}).encode(), headers={"Content-Type": "application/json"})
        routes = answer.expect(200).json["tenants"]
        found.add(frozenset(tenant for tenant, where in routes.items() if where == version))
    if len(found) != 1:
        wrong.append("the nodes do not agree")
    return next(iter(found))


def _until(bench: Bench, id: str, holds, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        found = bench.developer.call("GET", f"/deployments/{id}").expect(200).json
        if holds(found):
            return
        if found["status"] in ("Failed", "RolledBack", "Completed") or time.monotonic() > deadline:
            raise Failure(f"Deployment {id} is {found['status']} in {found['phase']}: {found.get('problem')}")
        time.sleep(0.2)
