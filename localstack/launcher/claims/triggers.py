"""Faults in a version that serves, and how soon the one before serves again."""
import threading
import time

from launcher.claims.bench import SAMPLES, Bench, Verdict, require
from launcher.client import Connection
from launcher.console import Failure

CLAIM = "three failed checks on every node, a p99 over twice the baseline, and over 5 % errors for 5 minutes each bring the previous version back on all nodes within 60 s, and no call fails by the rollback"
LIMIT = 60.0
ERRORS_LAST = 300.0
REASONS = {"error_rate": "Too many failed calls", "unhealthy": "Failed health checks", "latency": "Calls take too long"}
FAULTY = {version: SAMPLES / "faulty" / "target" / "plugin" / f"faulty-{version}.jar" for version in ("1.0.0", "1.1.0")}


def prove(bench: Bench) -> Verdict:
    for file in FAULTY.values():
        require(file)
        bench.developer.register("faulty", file)
    figures, failed, right = {"nodes": len(bench.nodes()), "limit_s": LIMIT}, 0, True
    for name, fault in (("error_rate", _errors), ("unhealthy", _unhealthy), ("latency", _latency)):
        if failed or len(figures) > 2:
            # Figures go by the minute of the clock: the round before must not be in this one's.
            time.sleep(65)
        with Calls(bench) as calls:
            deployment = _served(bench, calls)
            print(f"  {name}: 1.1.0 serves; the fault begins", flush=True)
            fired = fault(bench, calls)
            seconds = _back(bench, fired)
            ended = bench.developer.await_end(deployment, {"RolledBack", "Failed"})
            history = bench.developer.call("GET", f"/deployments/{deployment}/rollback-history").expect(200).json["items"][0]
            print(f"  {name}: back after {seconds:.1f} s: {history.get('reason')}", flush=True)
        figures |= {f"{name}_s": seconds, f"{name}_reason": history.get("reason"), f"{name}_ended": ended["status"], f"{name}_evidence": history.get("evidence"), f"{name}_calls": calls.count}
        failed += calls.failed
        right = right and seconds < LIMIT and ended["status"] == "RolledBack" and history.get("reason") == REASONS[name]
    figures["echo_calls_failed"] = failed
    return Verdict(right and not failed, figures)


class Calls:
    """Calls of an operation that always works, all the while."""

    def __init__(self, bench: Bench):
        self._bench, self._ended, self.count, self.failed = bench, threading.Event(), 0, 0
        self._thread = threading.Thread(target=self._call, daemon=True)

    def _call(self) -> None:
        connection = Connection(self._bench.environment["HOTSWAP_RUNTIME_URL"])
        while not self._ended.wait(0.02):
            answer = connection.call("POST", "/api/v1/plugins/faulty/invoke/echo", self._bench.tenant_token, b"x")
            self.count += 1
            self.failed += answer.status != 200

    def __enter__(self) -> "Calls":
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join(5) if self._thread.ident else None

    def begin(self) -> None:
        self._thread.start()


def _served(bench: Bench, calls: Calls) -> str:
    """1.0.0 has served some calls, 1.1.0 serves."""
    for version in ("1.0.0", "1.1.0"):
        body = {"pluginId": "faulty", "version": version, "environment": "Development", "strategy": "Direct"}
        deployment = bench.developer.call("POST", "/deployments", body).expect(202).json["id"]
        if bench.developer.await_end(deployment)["status"] != "Completed":
            raise Failure(f"faulty {version} was not deployed.")
        if version == "1.0.0":
            calls.begin()
            time.sleep(25)
    time.sleep(5)
    return deployment


def _invoke(node, bench: Bench, operation: str, body: bytes = b""):
    return Connection(f"http://127.0.0.1:{node.port}").call("POST", f"/api/v1/plugins/faulty/invoke/{operation}", bench.tenant_token, body)


def _unhealthy(bench: Bench, _) -> float:
    for node in bench.nodes():
        _invoke(node, bench, "toggle-health").expect(200)
    return _when(bench, lambda: _failures(bench) >= 2, 150)


def _failures(bench: Bench) -> int:
    """Nodes on which three checks in a row have failed."""
    found = bench.developer.call("GET", "/plugins/faulty/health?environment=Development").expect(200).json
    versions = [v for e in found["environments"] for v in e["versions"] if v["version"] == "1.1.0"]
    return sum(1 for v in versions for n in v["nodes"] if n.get("failures", 0) >= 3)


def _latency(bench: Bench, _) -> float:
    fired = None
    deadline = time.monotonic() + 120
    while _serves(bench) and time.monotonic() < deadline:
        for node in bench.nodes():
            _invoke(node, bench, "slow", b"150")
        fired = fired or time.monotonic()
    return fired


def _errors(bench: Bench, _) -> float:
    began = time.monotonic()
    while _serves(bench) and time.monotonic() - began < ERRORS_LAST + 120:
        for node in bench.nodes():
            for _ in range(5):
                _invoke(node, bench, "throw")
        time.sleep(0.1)
    return began + ERRORS_LAST


def _serves(bench: Bench) -> bool:
    return _version(bench.nodes()[0], bench) == "1.1.0"


def _version(node, bench: Bench) -> str:
    return _invoke(node, bench, "echo", b"x").headers.get("hotswap-plugin-version", "")


def _when(bench: Bench, holds, seconds: float) -> float:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise Failure("The nodes did not find it unhealthy.")
        if not _serves(bench):
            break
        time.sleep(0.3)
    return time.monotonic()


def _back(bench: Bench, fired: float) -> float:
    deadline = fired + 3 * LIMIT
    while any(_version(node, bench) != "1.0.0" for node in bench.nodes()):
        if time.monotonic() > deadline:
            raise Failure("1.0.0 did not serve again on every node.")
        time.sleep(0.1)
    return max(0.0, time.monotonic() - fired)
