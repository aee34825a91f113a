"""What 100, 1,000 and 10,000 tenants of one plugin cost, on the running stack."""
import subprocess
import threading
import time
from pathlib import Path

from launcher import nodes, processes, up
from launcher.claims import tenant_bytes
from launcher.claims.bench import Bench, Verdict, other
from launcher.claims.bulk import BulkChange
from launcher.claims.tenant_settings import Owners, Prober, Settings, status
from launcher.console import Failure

CLAIM = "with 100, 1,000 and 10,000 tenants on one plugin (as many as --tenants allows), half of them with a configuration, 5 % pinned and 3 % disabled, a change writes as many bytes, and nodes follow it, a deployment and a restart within seconds"
SIZES = (100, 1_000, 10_000)
# Of a hundred tenants.
PINNED, DISABLED, CONFIGURED = 5, 3, 50
LIMIT, RESTART_LIMIT, ROUNDS, WRITERS = 5.0, 30.0, 5, 8


def prove(bench: Bench) -> Verdict:
    serving, settings, owners = bench.ensure_markdown(), Settings(bench), Owners(bench)
    prober = Prober(bench, settings, "probed", owners.token("probed"))
    prober.once()
    figures, sizes, filled = {"nodes": len(bench.nodes())}, [], 0
    # They count to the plugin's limit.
    others = tenant_bytes.tenants(bench, settings, "probed")
    for size in [it for it in SIZES if others < it <= bench.most_tenants]:
        changes, seconds = _filled(bench, settings, filled, size - others, serving)
        filled = size - others
        found = {"bulk_changes_a_second": changes, "configurations_a_second": seconds} | _measured(bench, settings, owners, prober)
        print(f"  {size}: {found}", flush=True)
        figures |= {f"{size}_{key}": value for key, value in found.items()}
        sizes.append(found)
    if not sizes:
        raise Failure(f"{others} tenants have settings of the plugin already: allow more of them, or begin with a new stack.")
    least, most = min(it["written_bytes"] for it in sizes), max(it["written_bytes"] for it in sizes)
    held = most - least <= 0.05 * least and all(it["applied_worst_s"] < LIMIT and it["deployed_s"] < LIMIT + it["deployment_s"] and it["restart_s"] < RESTART_LIMIT and it["restarted_as_set"] for it in sizes)
    return Verdict(held, figures)


def _tenant(number: int) -> str:
    return f"sized-{number}"


def _filled(bench: Bench, settings: Settings, begin: int, end: int, serving: str) -> tuple:
    """Changes a second of the bulk job that makes the tenants, and of the configurations that follow one by one."""
    numbers = range(begin, end)
    began = time.monotonic()
    _bulk(bench, [_line(number, serving) for number in numbers])
    bulk = len(numbers) / (time.monotonic() - began)
    configured = [number for number in numbers if number % 100 < CONFIGURED]
    began = time.monotonic()
    _together(configured, lambda number: settings.put(_tenant(number), "config", {"config": {"allowRawHtml": True}}))
    return bulk, len(configured) / (time.monotonic() - began)


def _line(number: int, serving: str) -> dict:
    line = {"tenantId": _tenant(number), "quotas": {"maxRequestsPerMinute": 1_000, "maxConcurrentExecutions": 100}}
    if _is_pinned(number):
        line["pin"] = {"version": serving}
    if _is_disabled(number):
        line["enabled"] = False
    return line


def _is_pinned(number: int) -> bool:
    return number % 100 >= 100 - PINNED


def _is_disabled(number: int) -> bool:
    return CONFIGURED <= number % 100 < CONFIGURED + DISABLED


def _bulk(bench: Bench, lines: list) -> None:
    job = BulkChange(bench, lines).run()
    if job.get("refused"):
        raise Failure(f"Lines of the bulk change were refused: {job}")


def _together(numbers: list, work) -> None:
    faults = []

    def share(mine: list) -> None:
        try:
            for number in mine:
                work(number)
        except Exception as fault:  # noqa: BLE001: raised by whoever waits
            faults.append(fault)

    threads = [threading.Thread(target=share, args=(numbers[begin::WRITERS],), daemon=True) for begin in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _measured(bench: Bench, settings: Settings, owners: Owners, prober: Prober) -> dict:
    prober.disabled.clear()
    prober.enabled.clear()
    for _ in range(ROUNDS):
        prober.once()
    applied = prober.disabled + prober.enabled
    tenants, written = tenant_bytes.of_one_change(bench, settings, _tenant(0))
    read = tenant_bytes.read_of_one_change(bench, settings, _tenant(0))
    version, began = other(bench.serving(bench.nodes()[0])), time.monotonic()
    bench.deployed(version)
    deployment = time.monotonic() - began
    deployed = bench.seconds_until_all_serve(version, began)
    heap = _heap_after_collection(bench.nodes()[0])
    return {
        "tenants": tenants, "written_bytes": written, "read_bytes": read, "applied_median_s": sorted(applied)[len(applied) // 2], "applied_worst_s": max(applied),
        "deployment_s": deployment, "deployed_s": deployed, "node_heap_mb": heap,
    } | _restarted(bench, owners)


def _heap_after_collection(node) -> float:
    host = nodes.host(node)
    jcmd = Path(f"/proc/{host}/exe").resolve().parent / "jcmd"
    subprocess.run([jcmd, str(host), "GC.run"], check=True, capture_output=True)
    lines = subprocess.run([jcmd, str(host), "GC.class_histogram"], check=True, capture_output=True, text=True).stdout.split("\n")
    total = next(line for line in reversed(lines) if line.startswith("Total"))
    return int(total.split()[2]) / 1e6


def _restarted(bench: Bench, owners: Owners) -> dict:
    """A node starts from its disk: how soon it answers, and whether tenants are what they were."""
    node, recipes = bench.nodes()[0], up.node_recipes(bench.home)
    kept = sum(file.stat().st_size for file in (bench.home.nodes / node.name / "tenants").iterdir())
    processes.stop(bench.home, [node])
    began = time.monotonic()
    processes.ensure(bench.home, recipes[node.name])
    processes.wait_until_healthy(bench.home, node.name, 120)
    again = next(each for each in bench.nodes() if each.name == node.name)
    served = bench.serving(again)
    seconds = time.monotonic() - began
    as_set = served is not None and status(again, owners.token(_tenant(CONFIGURED))) == 403 and status(again, owners.token(_tenant(0))) == 200
    return {"disk_kb": kept / 1e3, "restart_s": seconds, "restarted_as_set": as_set}
