"""What tenants set of a plugin, on the running stack: who notices, how soon, and what it costs."""
import time

from launcher.claims import ejection, strategies, tenant_bytes
from launcher.claims.bench import Bench, Verdict, other, percentile
from launcher.claims.bulk import BulkChange, Limits
from launcher.claims.tenant_configuration import configured
from launcher.claims.tenant_settings import Owners, Prober, Settings, Writers
from launcher.client import Connection
from launcher.console import Failure
from launcher.load import DOCUMENT, Load

CLAIM = "what a tenant sets of a plugin holds on every node within 5 s, moves nobody else and is lost by nobody, also while others change theirs, a canary runs and a node is ejected"
LIMIT, ROUNDS, CALLERS = 5.0, 10, 80
# A window of sixty seconds slides over the calls.
QUOTA, QUOTA_SECONDS = 60, 60.0
# As many a second are aimed at, by as many at once.
AIM, WRITERS = 50, 8
FEW, MANY = 100, 1000
# Changed by a job beside them: a minute of that many a second.
BULK = 60 * AIM


def prove(bench: Bench) -> Verdict:
    serving = bench.ensure_markdown()
    settings, owners = Settings(bench), Owners(bench)
    figures, wrong = {"nodes": len(bench.nodes()), "limit_s": LIMIT}, []
    for name, part in (("switched", _switched), ("pinned", _pinned), ("limited", _limited), ("configured", configured), ("changed", _changed)):
        held, found = part(bench, settings, owners, serving)
        figures |= {f"{name}_{key}": value for key, value in found.items()}
        print(f"  {name}: {found}", flush=True)
        wrong += [] if held else [name]
        serving = bench.serving(bench.nodes()[0])
    return Verdict(not wrong, figures | {"wrong": wrong or "nothing"})


def _switched(bench: Bench, settings: Settings, owners: Owners, _serving: str) -> tuple:
    prober = Prober(bench, settings, "switched", owners.token("switched"))
    for _ in range(ROUNDS):
        prober.once()
    found = {"disable_median_s": percentile(prober.disabled, 0.5), "disable_worst_s": max(prober.disabled), "enable_median_s": percentile(prober.enabled, 0.5), "enable_worst_s": max(prober.enabled)}
    return max(prober.disabled + prober.enabled) < LIMIT, found


def _pinned(bench: Bench, settings: Settings, owners: Owners, serving: str) -> tuple:
    """A Direct deployment goes by; the pinned tenant stays, all others move."""
    version, url = other(serving), bench.environment["HOTSWAP_RUNTIME_URL"]
    settings.put("pinned", "version", {"version": serving, "reason": "proving"})
    with Load(url, [owners.token("pinned")], clients=1) as pinned, Load(url, bench.tenants(4), clients=3) as others:
        time.sleep(2)
        bench.deployed(version)
        deployed = time.monotonic()
        time.sleep(5)
        # Nodes may follow before the answer is here.
        asked = time.monotonic()
        settings.delete("pinned", "version")
        unpinned = time.monotonic()
        moved = _moved(bench, owners.token("pinned"), version, unpinned)
    stayed = {it.version for it in pinned.between(0, asked)}
    new = {it.version for it in others.between(deployed, time.monotonic())}
    calls, failed = len(pinned.records) + len(others.records), len(pinned.failures) + len(others.failures)
    found = {"calls": calls, "calls_failed": failed, "first_failure": next(iter(pinned.failures + others.failures), "none"), "stayed_with": sorted(stayed), "others_then_with": sorted(new), "unpinned_moves_s": moved}
    return failed == 0 and stayed == {serving} and new == {version} and moved < LIMIT, found


def _moved(bench: Bench, token: str, version: str, began: float) -> float:
    """Seconds until the last node answers the tenant with the version."""
    waiting = [Connection(f"http://127.0.0.1:{node.port}") for node in bench.nodes()]
    while waiting := [it for it in waiting if _call(it, token).headers.get("hotswap-plugin-version") != version]:
        if time.monotonic() - began > 60:
            raise Failure(f"{len(waiting)} nodes did not move the tenant to {version} within a minute.")
        time.sleep(0.02)
    return time.monotonic() - began


def _limited(bench: Bench, settings: Settings, owners: Owners, _serving: str) -> tuple:
    """A tenant calls more often than its ceiling; another one beside it. The first minute is not counted: a tenant that has not called may use the whole quota at once."""
    url, token = bench.environment["HOTSWAP_RUNTIME_URL"], owners.token("limited")
    settings.put("limited", "quotas", {"maxRequestsPerMinute": QUOTA, "maxConcurrentExecutions": 10})
    time.sleep(LIMIT)
    connection, answers = Connection(url), []
    with Load(url, bench.tenants(1), clients=1) as others:
        counted = time.monotonic() + QUOTA_SECONDS
        while (now := time.monotonic()) < counted + QUOTA_SECONDS:
            answer = _call(connection, token)
            answers += [answer] if now >= counted else []
            time.sleep(0.1)
    settings.delete("limited", "quotas")
    answered = sum(1 for it in answers if it.status == 200)
    refused = [it for it in answers if it.status == 429]
    told = sum(1 for it in refused if int(it.headers.get("retry-after", 0)) > 0)
    found = {"a_minute": QUOTA, "calls": len(answers), "answered": answered, "refused": len(refused), "refused_with_retry_after": told, "others_calls": len(others.records), "others_failed": len(others.failures)}
    fair = answered <= 1.1 * QUOTA and answered + len(refused) == len(answers)
    return fair and len(refused) == told > 0 and others.all_answered, found


def _call(connection: Connection, token: str):
    return connection.call("POST", "/api/v1/plugins/markdown/invoke/render", token, DOCUMENT, {"Content-Type": "text/markdown"})


def _changed(bench: Bench, settings: Settings, owners: Owners, serving: str) -> tuple:
    """Many tenants change their settings while a canary runs, a node is ejected and calls go on."""
    names = [f"changed-{number}" for number in range(MANY)]
    Writers(settings, names[:FEW], WRITERS, AIM).once()
    few, few_bytes = tenant_bytes.of_one_change(bench, settings, names[0])
    prober = Prober(bench, settings, "probed", owners.token("probed"))
    load = Load(bench.environment["HOTSWAP_RUNTIME_URL"], bench.tenants(CALLERS))
    ejection.serve_faulty(bench)
    node, name = _a_node(bench)
    limits = Limits(bench, settings.shown(names[0])["pluginId"], [f"bulk-{number}" for number in range(BULK)])
    with load:
        # What tenants are like without any change is part of a verdict.
        time.sleep(20)
        with Writers(settings, names, WRITERS, AIM) as writers, prober, BulkChange(bench, limits.lines()) as bulk:
            began = time.monotonic()
            ejection.toggle(bench, node, name)
            canary = strategies._canary(bench, load, serving, other(serving))
            ejected = ejection.when_ejected(bench, name, True, ejection.EJECTED_WITHIN) - began
    ejection.toggle(bench, node, name)
    lost, bulk_lost = writers.lost(), limits.lost()
    writers.once()
    many, many_bytes = tenant_bytes.of_one_change(bench, settings, names[0])
    seconds = prober.disabled + prober.enabled
    found = {
        "aimed_a_second": AIM, "reached_a_second": writers.rate, "changes": writers.made, "refused": writers.refused, "lost": lost,
        "bulk_lines": BULK, "bulk_a_second": bulk.rate, "bulk_refused": bulk.job["refused"], "bulk_lost": bulk_lost,
        "canary": canary["ended"], "canary_verdicts": canary["verdicts"], "calls": len(load.records) + len(load.failures), "calls_failed": len(load.failures), "first_failure": next(iter(load.failures), "none"),
        "ejected_after_s": ejected, "applied": len(seconds), "applied_p50_s": percentile(seconds, 0.5), "applied_p99_s": percentile(seconds, 0.99),
        "bytes_a_change": f"{few_bytes} of {few} tenants, {many_bytes} of {many}",
    }
    held = lost == bulk_lost == bulk.job["refused"] == 0 and writers.made > 0 and writers.refused == 0 and canary["held"] and load.all_answered and percentile(seconds, 0.99) < LIMIT
    return held and abs(many_bytes - few_bytes) <= 0.05 * few_bytes, found


def _a_node(bench: Bench) -> tuple:
    url = f"http://127.0.0.1:{bench.nodes()[0].port}"
    return url, Connection(url).call("GET", "/health/ready").headers["hotswap-node"]
