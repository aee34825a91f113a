"""A plugin that is sick on one of the nodes, which other plugins need too."""
import http.client
import threading
import time

from launcher.claims.bench import SAMPLES, Bench, Verdict, require
from launcher.client import Connection
from launcher.console import Failure
from launcher.load import Load

CLAIM = "a plugin that is sick on one of three nodes loses its calls there to the other nodes, while the node stays ready, answers all other calls itself, and no call fails; when the plugin is well again, its calls are answered there"
# Three checks of health, 30 s apart, and the answer to them.
EJECTED_WITHIN, BACK_WITHIN, STEADY_SECONDS = 150.0, 120.0, 20.0
FAULTY = SAMPLES / "faulty" / "target" / "plugin" / "faulty-1.0.0.jar"


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    serve_faulty(bench)
    node = bench.nodes()[0]
    url = f"http://127.0.0.1:{node.port}"
    name = Connection(url).call("GET", "/health/ready").headers["hotswap-node"]
    with Load(url, [bench.tenant_token], clients=2) as other, Calls(bench, url) as direct, Calls(bench, bench.environment["HOTSWAP_RUNTIME_URL"]) as balanced, Ready(url) as ready:
        time.sleep(STEADY_SECONDS)
        print(f"  faulty is made sick on {name}", flush=True)
        began = time.monotonic()
        toggle(bench, url, name)
        ejected = when_ejected(bench, name, True, EJECTED_WITHIN) - began
        time.sleep(3)
        after = time.monotonic()
        time.sleep(STEADY_SECONDS)
        until = time.monotonic()
        print(f"  ejected after {ejected:.1f} s; it is made well again", flush=True)
        toggle(bench, url, name)
        back = when_ejected(bench, name, False, BACK_WITHIN) - until
        time.sleep(3)
        again = time.monotonic()
        time.sleep(STEADY_SECONDS / 2)
    figures = {
        "nodes": len(bench.nodes()),
        "ejected_after_s": ejected,
        "answered_there_again_after_s": back,
        "calls_of_another_plugin_on_that_node": len(other.records) + len(other.failures),
        "failed": len(other.failures),
        "answered_by_another_node": sum(1 for record in other.records if record.node != name),
        "calls_of_the_sick_plugin": direct.count + balanced.count,
        "of_them_failed": direct.failed + balanced.failed,
        "sent_to_that_node_while_ejected": direct.between(after, until),
        "answered_there_while_ejected": direct.by(name, after, until) + balanced.by(name, after, until),
        "answered_there_again": direct.by(name, again, time.monotonic()),
        "readiness_asked": ready.count,
        "unready": ready.refused,
    }
    failures = figures["failed"] + figures["of_them_failed"] + figures["answered_by_another_node"] + figures["answered_there_while_ejected"] + figures["unready"]
    return Verdict(failures == 0 and bool(other.records) and figures["sent_to_that_node_while_ejected"] > 0 and figures["answered_there_again"] > 0, figures)


def serve_faulty(bench: Bench) -> None:
    require(FAULTY)
    bench.developer.register("faulty", FAULTY)
    ended = bench.developer.await_end(bench.developer.deploy("faulty", "1.0.0").expect(202).json["id"])
    if ended["status"] != "Completed":
        raise Failure(f"faulty was not deployed: {ended.get('problem')}")


def toggle(bench: Bench, url: str, name: str) -> None:
    # Who says that the call was forwarded already is answered by this very node.
    path = "/api/v1/plugins/faulty/invoke/toggle-health"
    answer = Connection(url).call("POST", path, bench.tenant_token, b"", {"HotSwap-Forwarded-By": "prove"}).expect(200)
    if answer.headers["hotswap-node"] != name:
        raise Failure(f"{answer.headers['hotswap-node']} answered for {name}.")


def when_ejected(bench: Bench, name: str, ejected: bool, seconds: float) -> float:
    """When the control plane had ejected the node, or taken it back."""
    deadline = time.monotonic() + seconds
    while _is_ejected(bench, name) != ejected:
        if time.monotonic() > deadline:
            raise Failure(f"{name} was not {'ejected' if ejected else 'taken back'} within {seconds:.0f} s.")
        time.sleep(0.3)
    return time.monotonic()


def _is_ejected(bench: Bench, name: str) -> bool:
    found = bench.developer.call("GET", "/plugins/faulty/health?environment=Development").expect(200).json
    return any(node["ejected"] for e in found["environments"] for v in e["versions"] for node in v["nodes"] if node["node"] == name)


class _Again:
    """Does the same again and again until the block ends."""

    PAUSE = 0.02

    def __init__(self):
        self._ended, self._thread = threading.Event(), threading.Thread(target=self._go_on, daemon=True)

    def _go_on(self) -> None:
        while not self._ended.wait(self.PAUSE):
            self._once()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._ended.set()
        self._thread.join(40)


class Calls(_Again):
    """Calls of an operation of the sick plugin that always works, and who answered."""

    def __init__(self, bench: Bench, url: str):
        super().__init__()
        self._token, self._connection = bench.tenant_token, Connection(url)
        self.count, self.failed, self._answered = 0, 0, []

    def _once(self) -> None:
        began = time.monotonic()
        self.count += 1
        try:
            answer = self._connection.call("POST", "/api/v1/plugins/faulty/invoke/echo", self._token, b"x")
        except (OSError, http.client.HTTPException):
            self.failed += 1
            return
        self.failed += answer.status != 200 or answer.body != b"x"
        self._answered.append((began, answer.headers.get("hotswap-node")))

    def between(self, began: float, ended: float) -> int:
        return sum(1 for at, _ in self._answered if began <= at < ended)

    def by(self, node: str, began: float, ended: float) -> int:
        return sum(1 for at, name in self._answered if began <= at < ended and name == node)


class Ready(_Again):
    """Whether the node says that it is ready."""

    PAUSE = 0.1

    def __init__(self, url: str):
        super().__init__()
        self._connection = Connection(url, timeout=10)
        self.count, self.refused = 0, 0

    def _once(self) -> None:
        self.count += 1
        try:
            self.refused += self._connection.call("GET", "/health/ready").status != 200
        except (OSError, http.client.HTTPException):
            self.refused += 1
