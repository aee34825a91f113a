"""Faults in a version that serves, and how soon the one before serves again."""
import http.client
import threading
import time

from launcher import mails
from launcher.claims.bench import SAMPLES, Bench, Verdict, require
from launcher.client import Connection
from launcher.console import Failure

CLAIM = "three failed checks on every node, a p99 over twice the baseline, over 5 % errors for 5 minutes, and a version that fails every call each bring the previous version back on all nodes within 60 s; of the last the operators hear within 30 s; no call fails by the rollback"
LIMIT = 60.0
ALERT_LIMIT = 30.0
ERRORS_LAST = 300.0
REASONS = {"every_call_fails": "Too many failed calls", "error_rate": "Too many failed calls", "unhealthy": "Failed health checks", "latency": "Calls take too long"}
FAULTY = {version: SAMPLES / "faulty" / "target" / "plugin" / f"faulty-{version}.jar" for version in ("1.0.0", "1.1.0")}


def prove(bench: Bench) -> Verdict:
    for file in FAULTY.values():
        require(file)
        bench.developer.register("faulty", file)
    figures, failed, right = {"nodes": len(bench.nodes()), "limit_s": LIMIT}, 0, True
    for name, fault in (("every_call_fails", _every_call), ("error_rate", _errors), ("unhealthy", _unhealthy), ("latency", _latency)):
        if len(figures) > 2:
            # Figures go by the minute of the clock: the round before must not be in this one's.
            time.sleep(65)
        with Calls(bench) as calls:
            if fault is _every_call:
                deployment = _deployed(bench, "1.0.0")
                deployment, fired, figures["alert_s"] = _every_call(bench)
            else:
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
    right = right and figures["alert_s"] < ALERT_LIMIT
    return Verdict(right and not failed, figures)


class Calls:
    """Calls of an operation that always works, all the while."""

    def __init__(self, bench: Bench, plugin: str = "faulty"):
        self._bench, self._path, self._ended, self.count, self.failed = bench, f"/api/v1/plugins/{plugin}/invoke/echo", threading.Event(), 0, 0
        self._thread = threading.Thread(target=self._call, daemon=True)

    def _call(self) -> None:
        connection = Connection(self._bench.environment["HOTSWAP_RUNTIME_URL"])
        while not self._ended.wait(0.02):
            self.count += 1
            try:
                self.failed += connection.call("POST", self._path, self._bench.tenant_token, b"x").status != 200
            except (OSError, http.client.HTTPException):
                self.failed += 1

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
        deployment = _deployed(bench, version)
        if version == "1.0.0":
            calls.begin()
            time.sleep(25)
    time.sleep(5)
    return deployment


def _accepted(bench: Bench, version: str) -> str:
    body = {"pluginId": "faulty", "version": version, "environment": "Development", "strategy": "Direct"}
    return bench.developer.call("POST", "/deployments", body).expect(202).json["id"]


def _deployed(bench: Bench, version: str) -> str:
    deployment = _accepted(bench, version)
    if bench.developer.await_end(deployment)["status"] != "Completed":
        raise Failure(f"faulty {version} was not deployed.")
    return deployment


def _every_call(bench: Bench) -> tuple:
    """1.1.0 fails every call from its first on: the deployment, when the first failed, and the seconds from there to the operators' mail."""
    deployment, nodes = _accepted(bench, "1.1.0"), bench.nodes()
    endpoint = bench.home.state()["deployed"]["endpoint"]
    _when(bench, lambda: all(_version(node, bench) == "1.1.0" for node in nodes), 60)
    began, since, alert, calls = time.monotonic(), time.time(), None, 0
    print("  every_call_fails: 1.1.0 serves, and fails every call", flush=True)
    while time.monotonic() - began < 3 * LIMIT:
        answers = [_invoke(node, bench, "throw") for node in nodes]
        calls += len(answers)
        if alert is None and any("is degraded" in mail.subject for mail in mails.sent(endpoint, since=since)):
            alert = time.monotonic() - began
            print(f"  every_call_fails: the operators were told after {alert:.1f} s and {calls} calls", flush=True)
        if any(answer.headers.get("hotswap-plugin-version") == "1.0.0" for answer in answers):
            break
        time.sleep(0.1)
    return deployment, began, alert if alert is not None else float("inf")


def _invoke(node, bench: Bench, operation: str, body: bytes = b""):
    return Connection(f"http://127.0.0.1:{node.port}").call("POST", f"/api/v1/plugins/faulty/invoke/{operation}", bench.tenant_token, body)


def _unhealthy(bench: Bench, _) -> float:
    for node in bench.nodes():
        _invoke(node, bench, "toggle-health").expect(200)
    return _when(bench, lambda: _failures(bench) >= 2, 150, lambda: not _serves(bench))


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


def _errors(bench: Bench, calls) -> float:
    """7 % of the calls: too few for the fast way."""
    began, before, thrown, nodes = time.monotonic(), calls.count, 0, bench.nodes()
    while _serves(bench) and time.monotonic() - began < ERRORS_LAST + 120:
        while thrown < 0.08 * (calls.count - before):
            _invoke(nodes[thrown % len(nodes)], bench, "throw")
            thrown += 1
        time.sleep(0.2)
    return began + ERRORS_LAST


def _serves(bench: Bench) -> bool:
    return _version(bench.nodes()[0], bench) == "1.1.0"


def _version(node, bench: Bench) -> str:
    return _invoke(node, bench, "echo", b"x").headers.get("hotswap-plugin-version", "")


def _when(bench: Bench, holds, seconds: float, unless=lambda: False) -> float:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise Failure("The nodes did not find it unhealthy, or did not serve it.")
        if unless():
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
