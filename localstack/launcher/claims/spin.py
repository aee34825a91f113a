"""A plugin that computes without end, on the node that all the others need too."""
import http.client
import re
import threading
import time

from launcher import keys
from launcher.aws import client
from launcher.claims.bench import SAMPLES, Bench, Verdict, percentile, require
from launcher.client import Connection
from launcher.console import Failure
from launcher.load import Load
from launcher.nodes import operator_url

CLAIM = "a plugin that spins on 10 calls at once for 60 s, deaf to interruption, fails no call of another plugin on its node, stops neither health checks nor heartbeats, and is in quarantine and unhealthy until it has ended"
SPINNERS, SPIN_SECONDS = 10, 60
WARM_UP_SECONDS, QUIET_SECONDS = 10, 20
LEASE_SECONDS = 10.0
FAULTY = SAMPLES / "faulty" / "target" / "plugin" / "faulty-1.0.0.jar"


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    serve_faulty(bench)
    node = bench.nodes()[0]
    url = f"http://127.0.0.1:{node.port}"
    with Load(url, [bench.tenant_token]) as load, Watch(bench, operator_url(node)) as watch:
        time.sleep(WARM_UP_SECONDS)
        quiet = time.monotonic()
        time.sleep(QUIET_SECONDS)
        print(f"  {SPINNERS} calls spin on {bench.nodes()[0].name}", flush=True)
        began = time.monotonic()
        spinning = [threading.Thread(target=_spin, args=(url, bench.tenant_token), daemon=True) for _ in range(SPINNERS)]
        for thread in spinning:
            thread.start()
        time.sleep(SPIN_SECONDS)
        ended = time.monotonic()
        released = _released(url, bench.tenant_token)
        time.sleep(QUIET_SECONDS)
    without = [r.seconds for r in load.between(quiet, began) + load.between(ended + 5, time.monotonic())]
    during = [r.seconds for r in load.between(began, ended)]
    figures = {
        "calls_of_another_plugin": len(load.records) + len(load.failures),
        "failed": len(load.failures),
        "first_failure": load.failures[0] if load.failures else None,
        "calls_while_spinning": len(during),
    }
    for name, values in (("without", without), ("while_spinning", during)):
        figures |= {f"p50_ms_{name}": 1000 * percentile(values, 0.5), f"p99_ms_{name}": 1000 * percentile(values, 0.99), f"worst_ms_{name}": 1000 * percentile(values, 1)}
    figures |= watch.figures(began, ended) | {"released_after_s": released}
    held = not load.failures and during and watch.held(began, ended) and released is not None
    return Verdict(bool(held), figures)


def serve_faulty(bench: Bench) -> None:
    require(FAULTY)
    bench.developer.register("faulty", FAULTY)
    ended = bench.developer.await_end(bench.developer.deploy("faulty", "1.0.0").expect(202).json["id"])
    if ended["status"] != "Completed":
        raise Failure(f"faulty was not deployed: {ended.get('problem')}")


def _invoke(url: str, token: str, operation: str, body: bytes):
    # Who says that a call was forwarded already is answered by this very node, in quarantine or not.
    return Connection(url, timeout=SPIN_SECONDS + 30).call("POST", f"/api/v1/plugins/faulty/invoke/{operation}", token, body, {"HotSwap-Forwarded-By": "prove"})


def _spin(url: str, token: str) -> None:
    _invoke(url, token, "spin", str(1000 * SPIN_SECONDS).encode()).expect(504)


def _released(url: str, token: str) -> float | None:
    """Seconds until the version takes calls again."""
    began = time.monotonic()
    while time.monotonic() - began < 60:
        if _invoke(url, token, "echo", b"x").status == 200:
            return time.monotonic() - began
        time.sleep(0.2)
    return None


class Watch:
    """Asks the node for its health and figures, and the nodes' table for its heartbeat, all the while."""

    def __init__(self, bench: Bench, url: str):
        self._bench, self._url, self._over = bench, url, threading.Event()
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._ask, self._listen, self._look)]
        self.health, self.refused, self.heartbeats = [], [], []
        self.quarantined, self.reasons = [], set()

    def __enter__(self) -> "Watch":
        self._since = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        self._until = time.monotonic()

    def _ask(self) -> None:
        connection = Connection(self._url, timeout=10)
        while not self._over.wait(0.1):
            for path in ("/health/ready", "/health/live", "/metrics"):
                began = time.monotonic()
                try:
                    answer = connection.call("GET", path)
                except (OSError, http.client.HTTPException) as fault:
                    self.refused.append(f"{path}: {fault}")
                    continue
                self.health.append((began, answer.seconds))
                if answer.status != 200:
                    self.refused.append(f"{path}: {answer.status}")
                if re.search(rb'plugin_versions_quarantined\{[^}]*plugin="faulty"[^}]*\} 1', answer.body):
                    self.quarantined.append(began)

    def _listen(self) -> None:
        """When the node's heartbeat moved, by its own clock."""
        deployed = self._bench.home.state()["deployed"]
        dynamo = client("dynamodb", deployed["endpoint"])
        node = self._node()
        key = keys.key(keys.LEASE, environment="Development", node=node)
        last = None
        while not self._over.wait(0.1):
            item = dynamo.get_item(TableName=deployed["outputs"]["DevelopmentNodesTableName"], Key=key, ConsistentRead=True)["Item"]
            if item["heartbeatAt"] != last:
                last = item["heartbeatAt"]
                self.heartbeats.append(time.monotonic())

    def _node(self) -> str:
        return Connection(self._url).call("GET", "/health/ready").headers["hotswap-node"]

    def _look(self) -> None:
        """What the control plane knows of the version's health on this node."""
        while not self._over.wait(1):
            found = self._bench.developer.call("GET", "/plugins/faulty/health?environment=Development").expect(200).json
            for node in (n for e in found["environments"] for v in e["versions"] for n in v["nodes"]):
                if node.get("failures", 0):
                    self.reasons.add(node.get("problem", ""))

    def _gap(self) -> float:
        return longest_gap(self._since, self.heartbeats, self._until)

    def figures(self, began: float, ended: float) -> dict:
        during = [seconds for at, seconds in self.health if began <= at < ended]
        without = [seconds for at, seconds in self.health if not began <= at < ended]
        return {
            "health_and_metrics_asked": len(self.health),
            "not_answered": len(self.refused),
            "health_p99_ms_without": 1000 * percentile(without, 0.99),
            "health_p99_ms_while_spinning": 1000 * percentile(during, 0.99),
            "heartbeats": len(self.heartbeats),
            "longest_gap_s": self._gap(),
            "in_quarantine_after_s": self.quarantined[0] - began if self.quarantined else None,
            "in_quarantine_until_s": self.quarantined[-1] - began if self.quarantined else None,
            "told_unhealthy": sorted(self.reasons) or "no",
        }

    def held(self, began: float, ended: float) -> bool:
        reported = any("cannot be stopped" in reason for reason in self.reasons)
        return not self.refused and self._gap() < LEASE_SECONDS and bool(self.quarantined) and reported


def longest_gap(began: float, heartbeats: list, ended: float) -> float:
    """Also before the first and after the last: a node that stops its heartbeats must not look steady."""
    return max(after - before for before, after in zip([began, *heartbeats], [*heartbeats, ended]))
