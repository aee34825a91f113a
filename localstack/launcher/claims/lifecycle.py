"""A version's life ends on the running stack, while its tenants call: deprecated, told, migrated in waves, and ended."""
import time
from datetime import datetime, timedelta, timezone

from launcher import keys, mails, users
from launcher.aws import client
from launcher.claims.bench import Bench, Verdict
from launcher.claims.bulk import BulkChange
from launcher.claims.tenant_settings import ENVIRONMENT, PLUGIN
from launcher.client import Connection, ControlPlane
from launcher.console import Failure
from launcher.load import DOCUMENT, Load

CLAIM = "1,000 tenants pinned to a version are told that it is deprecated, and move to its successor in waves while they call; who is left moves at its end of life: no call fails and nobody moves twice"
OLD, NEW = "1.0.0", "1.1.0"
TENANTS, WAVE, LATE, CONTACTS = 1_000, 200, 1, 5
PATIENCE, POLL = 900.0, 1.0
# The end has to be a time to come.
TO_COME = 20


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    for version in (OLD, NEW):
        bench.deployed(version)
    life = _Life(bench)
    names, late = [f"life-{number}" for number in range(TENANTS)], [f"late-{number}" for number in range(LATE)]
    life.pin(names)
    life.contacts(names[:CONTACTS])
    try:
        with Load(bench.environment["HOTSWAP_RUNTIME_URL"], life.tokens(names + late)) as load:
            time.sleep(10)
            told = life.deprecated({"message": "Proving.", "successor": NEW}, names[0])
            mailed = life.mailed(names[:CONTACTS])
            before = life.stored()
            waves = life.migrated()
            moved = life.moves(names, before)
            life.pin(late)
            before = life.stored()
            ended = life.ended()
            late_moved = life.moves(late, before)
            again = life.moves(names, before)
            time.sleep(5)
    finally:
        life.restored(names + late)
    figures = {
        "tenants": TENANTS, "waves": waves["waves"], "told_nodes_after_s": told, "mails_of_five_contacts": mailed, "migrated_s": waves["seconds"],
        "moved_once": moved.count(1), "moved_twice": sum(1 for it in moved if it > 1), "left_at_the_end_of_life": LATE, "end_of_life_s": ended, "late_moved_once": late_moved.count(1),
        "moved_again_by_the_end_of_life": sum(again), "calls": len(load.records) + len(load.failures), "calls_failed": len(load.failures), "first_failure": next(iter(load.failures), "none"),
    }
    held = load.all_answered and moved == [1] * TENANTS and late_moved == [1] * LATE and sum(again) == 0 and mailed == [1] * CONTACTS
    return Verdict(held, figures)


class _Life:
    def __init__(self, bench: Bench):
        self._bench = bench
        self._admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], bench.environment["HOTSWAP_TOKEN_ADMIN"])
        self._deployed = bench.home.state()["deployed"]
        self._version = f"/plugins/{PLUGIN}/versions/{OLD}"
        self._plugin = self._admin.call("GET", f"/plugins/{PLUGIN}").expect(200).json["pluginId"]
        self._began = time.time()

    def tokens(self, names: list) -> list:
        return [self._token(name) for name in names]

    def _token(self, name: str) -> str:
        return users.plugin_call_token(self._deployed["endpoint"], self._deployed["outputs"], name)

    def pin(self, names: list) -> None:
        self._changed([{"tenantId": name, "pin": {"version": OLD}} for name in names])

    def restored(self, names: list) -> None:
        self._admin.call("DELETE", f"{self._version}/deprecate").expect(200)
        self._changed([{"tenantId": name, "unpin": True} for name in names])

    def _changed(self, lines: list) -> None:
        job = BulkChange(self._bench, lines).run()
        if job["refused"]:
            raise Failure(f"{job['refused']} lines of the bulk change {job['id']} were refused.")

    def contacts(self, names: list) -> None:
        for name in names:
            answer = self._admin.call("POST", "/tenants", {"id": name, "name": name, "contacts": [{"name": name, "email": f"{name}@example.com"}]})
            # Repeated on the same stack, it is there already.
            if answer.status != 409:
                answer.expect(201)

    def deprecated(self, body: dict, tenant: str) -> float:
        """Seconds until every node says so to a tenant of the version."""
        self._admin.call("POST", f"{self._version}/deprecate", body).expect(200)
        nodes, token = [Connection(f"http://127.0.0.1:{node.port}") for node in self._bench.nodes()], self._token(tenant)
        began = time.monotonic()
        self._await("the nodes to tell of the deprecation", lambda: all("deprecation" in _called(node, token).headers for node in nodes))
        return time.monotonic() - began

    def mailed(self, names: list) -> list:
        """How many mails about the version each contact got."""
        count = lambda name: len([it for it in mails.sent(self._deployed["endpoint"], f"{name}@example.com", self._began) if "is deprecated" in it.subject])
        self._await("the tenants' contacts to be told", lambda: all(count(name) for name in names))
        return [count(name) for name in names]

    def migrated(self) -> dict:
        body = {"reason": "proving", "waves": {"tenants": WAVE, "pause": "PT1S"}}
        job = self._admin.call("POST", f"{self._version}/migrate?environment={ENVIRONMENT}", body).expect(202).json["bulkChange"]
        began, handled = time.monotonic(), {0}
        while "endedAt" not in job:
            if time.monotonic() - began > PATIENCE:
                raise Failure(f"The migration did not end within {PATIENCE:.0f} s: {job}")
            time.sleep(POLL)
            job = self._admin.call("GET", f"/bulk-changes/{job['id']}").expect(200).json
            handled.add(job["handled"])
        return {"waves": len(handled) - 1, "seconds": time.monotonic() - began}

    def ended(self) -> float:
        """Seconds from the end of life until nobody is pinned to the version any more."""
        end = datetime.now(timezone.utc) + timedelta(seconds=TO_COME)
        body = {"message": "Proving.", "successor": NEW, "endOfLife": end.strftime("%Y-%m-%dT%H:%M:%SZ"), "onEndOfLife": "Migrate"}
        self._admin.call("POST", f"{self._version}/deprecate", body).expect(200)
        began = time.monotonic() + TO_COME
        pins = f"/plugins/{PLUGIN}/pins?environment={ENVIRONMENT}&version={OLD}"
        self._await("the end of life to be carried out", lambda: not self._admin.call("GET", pins).expect(200).json["items"])
        return time.monotonic() - began

    def stored(self) -> dict:
        """Revisions of tenants' settings, as they are stored."""
        pk = keys.key(keys.SETTINGS, environment=ENVIRONMENT, plugin=self._plugin, tenant="")["pk"]
        pages = client("dynamodb", self._deployed["endpoint"]).get_paginator("query").paginate(
            TableName=self._deployed["outputs"]["TenantsTableName"], ConsistentRead=True, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": pk})
        return {item["tenant"]["S"]: int(item["revision"]["N"]) for page in pages for item in page["Items"] if "tenant" in item}

    def moves(self, names: list, before: dict) -> list:
        now = self.stored()
        return [now[name] - before[name] for name in names]

    def _await(self, what: str, there) -> None:
        deadline = time.monotonic() + PATIENCE
        while not there():
            if time.monotonic() > deadline:
                raise Failure(f"It took more than {PATIENCE:.0f} s for {what}.")
            time.sleep(POLL)


def _called(node: Connection, token: str):
    return node.call("POST", f"/api/v1/plugins/{PLUGIN}/invoke/render", token, DOCUMENT, {"Content-Type": "text/markdown"})
