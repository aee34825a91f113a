"""A bulk change of many tenants on the running stack: followed, and compared with what is stored in the end."""
import random
import threading
import time

from launcher import keys
from launcher.aws import client
from launcher.claims.bench import Bench
from launcher.claims.tenant_settings import ENVIRONMENT, PLUGIN
from launcher.console import Failure

PATIENCE = 1_800.0
POLL = 0.5


class BulkChange:
    """One job beside a block, which ends when the job has. `rate` counts from its first line to its last: before that it waits for the minute."""

    def __init__(self, bench: Bench, lines: list):
        self._bench, self._lines = bench, lines
        self._thread, self._fault = threading.Thread(target=self._beside, daemon=True), None
        self.job, self.rate = {}, 0.0

    def run(self) -> dict:
        path = f"/plugins/{PLUGIN}/bulk-changes?environment={ENVIRONMENT}"
        job = self._bench.developer.call("POST", path, {"reason": "proving", "changes": self._lines}).expect(202).json
        began = asked = time.monotonic()
        while "endedAt" not in job:
            if time.monotonic() - asked > PATIENCE:
                raise Failure(f"The bulk change did not end within {PATIENCE:.0f} s: {job}")
            time.sleep(POLL)
            now = time.monotonic()
            job = self._bench.developer.call("GET", f"/bulk-changes/{job['id']}").expect(200).json
            began = now if job["handled"] == 0 else began
        self.job, self.rate = job, len(self._lines) / (time.monotonic() - began)
        return job

    def _beside(self) -> None:
        try:
            self.run()
        except Exception as fault:  # noqa: BLE001: told by whoever waits
            self._fault = fault

    def __enter__(self) -> "BulkChange":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._thread.join(PATIENCE)
        if self._fault:
            raise self._fault


class Limits:
    """New limits for many tenants, and whether each was written exactly once."""

    def __init__(self, bench: Bench, plugin: str, tenants: list):
        self._bench, self._plugin = bench, plugin
        first = random.randrange(100_000, 900_000)
        self._wanted = {tenant: first + number for number, tenant in enumerate(tenants)}
        self._before = self._stored()

    def lines(self) -> list:
        return [{"tenantId": tenant, "quotas": {"maxRequestsPerMinute": limit, "maxConcurrentExecutions": 1_000}} for tenant, limit in self._wanted.items()]

    def lost(self) -> int:
        now = self._stored()
        return sum(1 for tenant, limit in self._wanted.items() if now.get(tenant) != (self._before.get(tenant, (0, 0))[0] + 1, limit))

    def _stored(self) -> dict:
        """Revision and limit of each tenant, as they are stored."""
        deployed = self._bench.home.state()["deployed"]
        pk = keys.key(keys.SETTINGS, environment=ENVIRONMENT, plugin=self._plugin, tenant="")["pk"]
        pages = client("dynamodb", deployed["endpoint"]).get_paginator("query").paginate(
            TableName=deployed["outputs"]["TenantsTableName"], ConsistentRead=True, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": pk})
        return {item["tenant"]["S"]: (int(item["revision"]["N"]), _limit(item)) for page in pages for item in page["Items"]}


def _limit(item: dict) -> int:
    ceiling = item.get("quotaCeiling", {}).get("M", {})
    return int(ceiling["maxRequestsPerMinute"]["N"]) if ceiling else 0
