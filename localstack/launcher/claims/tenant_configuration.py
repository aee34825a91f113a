"""A tenant's configuration changes under calls, and bad ones are refused."""
import json
import time

from launcher.claims.bench import Bench, percentile
from launcher.claims.tenant_settings import Owners, Settings
from launcher.client import Connection
from launcher.console import Failure
from launcher.load import Load

RAW = b"before <b>raw</b> after\n"
ROUNDS, LIMIT, PATIENCE = 10, 5.0, 60.0


def configured(bench: Bench, settings: Settings, owners: Owners, _serving: str) -> tuple:
    """Each change is seen by every node, while the tenant and others call; then whatever is wrong with a configuration."""
    url, token = bench.environment["HOTSWAP_RUNTIME_URL"], owners.token("configured")
    seconds = []
    settings.put("configured", "config", {"config": {}})
    with Load(url, [token], clients=2) as own, Load(url, bench.tenants(4), clients=2) as others:
        for number in range(ROUNDS):
            seconds.append(_seen(bench, settings, token, number % 2 == 0))
    accepted = _bad(settings)
    calls, failed = len(own.records) + len(others.records), len(own.failures) + len(others.failures)
    found = {
        "changes": ROUNDS, "median_s": percentile(seconds, 0.5), "worst_s": max(seconds), "calls": calls, "calls_failed": failed,
        "first_failure": next(iter(own.failures + others.failures), "none"), "bad_tried": len(BAD), "bad_not_refused_as_told": accepted or "none",
    }
    return max(seconds) < LIMIT and failed == 0 and calls > 0 and not accepted, found


def _seen(bench: Bench, settings: Settings, token: str, raw: bool) -> float:
    """Seconds from the answer until the last node renders by it."""
    settings.put("configured", "config", {"config": {"allowRawHtml": raw}})
    began, waiting = time.monotonic(), [Connection(f"http://127.0.0.1:{node.port}") for node in bench.nodes()]
    while waiting := [node for node in waiting if (b"<b>" in rendered(node, token)) != raw]:
        if time.monotonic() - began > PATIENCE:
            raise Failure(f"{len(waiting)} nodes did not take the configuration within {PATIENCE:.0f} s.")
        time.sleep(0.02)
    return time.monotonic() - began


def rendered(node: Connection, token: str) -> bytes:
    return node.call("POST", "/api/v1/plugins/markdown/invoke/render", token, RAW, {"Content-Type": "text/markdown"}).body


def _nested(levels: int) -> list:
    return [] if levels == 0 else [_nested(levels - 1)]


# Name, body, headers, status, pointer.
BAD = [
    ("wrong type", {"config": {"allowRawHtml": "yes"}}, {}, 400, "/config/allowRawHtml"),
    ("missing", {}, {}, 400, "/config"),
    ("unknown field", {"config": {"allowHtml": True}}, {}, 400, "/config/allowHtml"),
    ("unknown beside it", {"config": {}, "configuration": {}}, {}, 400, "/configuration"),
    ("400 KB", {"config": {"allowRawHtml": "x" * 400_000}}, {}, 413, "/config"),
    ("deep nesting", {"config": {"allowRawHtml": _nested(100)}}, {}, 400, "/config"),
    ("wrong content type", {"config": {}}, {"Content-Type": "text/xml"}, 415, "#header/Content-Type"),
    ("stale If-Match", {"config": {}}, {"If-Match": '"1"'}, 412, "#header/If-Match"),
]


def _bad(settings: Settings) -> list:
    """What was answered otherwise than as a problem with its place, or changed anything."""
    before, otherwise = settings.shown("configured"), []
    for name, body, headers, status, pointer in BAD:
        answer = settings.call("PUT", "configured", "/config", body, headers)
        problem = json.loads(answer.body)
        if answer.status != status or pointer not in [it["pointer"] for it in problem.get("errors", [])]:
            otherwise.append(f"{name}: {answer.status} {answer.body[:200]!r}")
    if settings.shown("configured") != before:
        otherwise.append("the settings changed")
    return otherwise
