"""A tenant that asks for more than it may, and what others notice of it."""
import http.client
import threading
import time
from collections import Counter

from launcher.claims.bench import Bench, Verdict, percentile
from launcher.claims.spin import serve_faulty
from launcher.claims.tenant_settings import Owners, Settings
from launcher.client import Connection, ControlPlane
from launcher.load import DOCUMENT, Load

CLAIM = ("a tenant at ten times its quota fails no other tenant's call, whose p99 at most doubles (or grows by 20 ms); over three nodes it gets its quota within a tenth, "
         "at one node that node's third; its bodies in flight are at most the bytes that it may hold")
ROUNDS, PHASE, QUOTA, MINUTE = 3, 30.0, 1_200, 60.0
# Its clients are processes beside the nodes: that much is noise.
SLOWER_MS = 20.0
# Of a small quota, which each node's third of can be told.
FAIR, FOLLOWED = 90, 5.0
BYTES, BODY, HOLDERS = 3_000_000, 500_000, 12


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    figures, wrong = {"nodes": len(bench.nodes())}, []
    for part in (_neighbour, _fair, _bytes):
        held, found = part(bench)
        figures |= {f"{part.__name__[1:]}_{key}": value for key, value in found.items()}
        print(f"  {part.__name__[1:]}: {found}", flush=True)
        wrong += [] if held else [part.__name__[1:]]
    return Verdict(not wrong, figures | {"wrong": wrong or "nothing"})


class Caller:
    """A tenant's client that calls so many times a second, of one connection after the other, and remembers when it was answered what."""

    def __init__(self, urls: list, token: str, rate: float):
        self._urls, self._token, self._pause, self._running = urls, token, 1 / rate, True
        self.answers, self.faults = [], []
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def _go_on(self) -> None:
        connections, following = [Connection(url) for url in self._urls], time.monotonic()
        while self._running:
            connection = connections[len(self.answers) % len(connections)]
            try:
                answer = connection.call("POST", "/api/v1/plugins/markdown/invoke/render", self._token, DOCUMENT, {"Content-Type": "text/markdown"})
                self.answers.append((time.monotonic(), answer.status, int(answer.headers.get("retry-after", 0))))
            except (OSError, http.client.HTTPException) as fault:
                self.faults.append(f"{type(fault).__name__}: {fault}")
            following = max(following + self._pause, time.monotonic() - 1)
            time.sleep(max(0.0, following - time.monotonic()))

    def __enter__(self) -> "Caller":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._running = False
        self._thread.join()


def _counted(callers: list, began: float, ended: float) -> Counter:
    return Counter(status for caller in callers for at, status, _ in caller.answers if began <= at < ended)


def _neighbour(bench: Bench) -> tuple:
    """B calls all the while; A as often as it may, then ten times as often; three times."""
    url, settings, owners = bench.environment["HOTSWAP_RUNTIME_URL"], Settings(bench), Owners(bench)
    settings.put("noisy", "quotas", {"maxRequestsPerMinute": QUOTA, "maxConcurrentExecutions": 100})
    token, a_second = owners.token("noisy"), QUOTA / MINUTE
    quiet, loud, refused, untold, failures, asked = [], [], 0, 0, [], 0
    with Load(url, bench.tenants(1), clients=2) as others:
        time.sleep(FOLLOWED)
        for _ in range(ROUNDS):
            for rate, p99s in ((1, quiet), (10, loud)):
                callers = [Caller([url], token, rate * a_second / 4) for _ in range(4)]
                began = time.monotonic()
                with callers[0], callers[1], callers[2], callers[3]:
                    time.sleep(PHASE)
                ended = time.monotonic()
                p99s.append(1000 * percentile([it.seconds for it in others.between(began, ended)], 0.99))
                told = [it for caller in callers for it in caller.answers]
                refused += sum(1 for _, status, _ in told if status == 429)
                untold += sum(1 for _, status, after in told if status == 429 and after < 1)
                failures += [fault for caller in callers for fault in caller.faults] + [status for _, status, _ in told if status not in (200, 429)]
                asked += len(told) if rate == 10 else 0
    settings.delete("noisy", "quotas")
    found = {
        "a_minute": QUOTA, "asked_a_minute": asked * MINUTE / (ROUNDS * PHASE), "refused": refused, "refused_without_retry_after": untold, "own_faults": failures[:3] or "none",
        "others_calls": len(others.records), "others_failed": len(others.failures), "others_p99_ms_beside_it_at_quota": _ms(quiet), "others_p99_ms_beside_it_at_ten_times": _ms(loud)}
    slower = max(loud) > max(2 * max(quiet), max(quiet) + SLOWER_MS)
    return others.all_answered and not slower and refused > 0 and untold == 0 and not failures and asked * MINUTE / (ROUNDS * PHASE) > 5 * QUOTA, found


def _ms(values: list) -> str:
    return " / ".join(f"{value:.1f}" for value in values)


def _fair(bench: Bench) -> tuple:
    """Ten times the quota: from node to node in turn, at one node alone, and over one connection to the balancer. The first minute is not counted."""
    settings, owners, nodes = Settings(bench), Owners(bench), [f"http://127.0.0.1:{node.port}" for node in bench.nodes()]
    ways = {"spread": nodes, "sticky": nodes[:1], "by_balancer": [bench.environment["HOTSWAP_RUNTIME_URL"]]}
    for name in ways:
        settings.put(f"fair-{name}", "quotas", {"maxRequestsPerMinute": FAIR, "maxConcurrentExecutions": 100})
    time.sleep(FOLLOWED)
    callers = {name: Caller(urls, owners.token(f"fair-{name}"), 10 * FAIR / MINUTE) for name, urls in ways.items()}
    with callers["spread"], callers["sticky"], callers["by_balancer"]:
        time.sleep(MINUTE)
        began = time.monotonic()
        time.sleep(2 * MINUTE)
        ended = time.monotonic()
    got = {name: _counted([caller], began, ended)[200] / 2 for name, caller in callers.items()}
    for name in ways:
        settings.delete(f"fair-{name}", "quotas")
    third = FAIR / len(nodes)
    return abs(got["spread"] - FAIR) <= 0.1 * FAIR and abs(got["sticky"] - third) <= 0.1 * third, {"a_minute": FAIR} | {f"{name}_got_a_minute": count for name, count in got.items()}


def _bytes(bench: Bench) -> tuple:
    """Calls of 500 KB that take two seconds, at one node: as many as its part of the bytes holds; another tenant's beside them all."""
    serve_faulty(bench)
    nodes, owners = bench.nodes(), Owners(bench)
    admin = ControlPlane(bench.environment["HOTSWAP_API_URL"], bench.environment["HOTSWAP_TOKEN_ADMIN"])
    path = "/tenants/heavy/plugins/faulty/quotas?environment=Development"
    admin.call("PUT", path, {"maxRequestsPerMinute": 10_000, "maxConcurrentExecutions": 1_000, "maxBytesInFlight": BYTES}).expect(200)
    time.sleep(FOLLOWED)
    url = f"http://127.0.0.1:{nodes[0].port}"
    heavy, light = _at_once(url, owners.token("heavy")), _at_once(url, owners.token("light"))
    too_large = _slow(url, owners.token("heavy"), BYTES + 1)
    admin.call("DELETE", path).expect(200)
    part = BYTES // len(nodes) // BODY
    found = {
        "bytes": BYTES, "calls_of": BODY, "at_once": HOLDERS, "part_of_a_node": part, "answered": heavy[200], "refused": heavy[429], "others_answered": light[200], "larger_than_the_quota": too_large}
    return heavy[200] == part and heavy[429] == HOLDERS - part and light[200] == HOLDERS and too_large == 413, found


def _at_once(url: str, token: str) -> Counter:
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(_slow(url, token, BODY)), daemon=True) for _ in range(HOLDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


def _slow(url: str, token: str, size: int) -> int:
    return Connection(url).call("POST", "/api/v1/plugins/faulty/invoke/slow", token, b"2000".rjust(size, b"0")).status
