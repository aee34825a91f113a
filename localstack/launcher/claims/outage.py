"""The control plane is gone."""
import time

from launcher import emulator, function_host, processes, up
from launcher.claims.bench import Bench, Verdict, percentile

CLAIM = "with everything killed but nodes and balancer, calls go on; a node restarted then serves from its own disk"
SECONDS = 20


def prove(bench: Bench) -> Verdict:
    bench.ensure_markdown()
    control_plane = [p for name, p in processes.known(bench.home).items() if name in (emulator.NAME, function_host.NAME)]
    recipes = up.node_recipes(bench.home)
    with bench.load() as load:
        time.sleep(5)
        processes.stop(bench.home, control_plane)
        gone = time.monotonic()
        time.sleep(SECONDS)
        restarting = time.monotonic()
        node = bench.nodes()[0]
        serving = bench.serving(node)
        processes.stop(bench.home, [node])
        began = time.monotonic()
        processes.ensure(bench.home, recipes[node.name])
        processes.wait_until_healthy(bench.home, node.name, 60)
        restarted = next(each for each in bench.nodes() if each.name == node.name)
        answered = bench.serving(restarted)
        seconds = time.monotonic() - began
        time.sleep(3)
    still_gone = not any(process.alive for process in control_plane)
    during = load.between(gone, restarting)
    figures = {
        "calls_without_control_plane": len(during),
        "failed": len(load.failures),
        "first_failure": load.failures[0] if load.failures else None,
        "p99_ms_before": 1000 * percentile([r.seconds for r in load.between(0, gone)], 0.99),
        "p99_ms_without_control_plane": 1000 * percentile([r.seconds for r in during], 0.99),
        "restarted_node": node.name,
        "served_before": serving,
        "served_after_restart": answered,
        "restart_to_answer_s": seconds,
    }
    print("  bringing the control plane back: ./localstack/up --no-demo", flush=True)
    up.again(bench.home)
    return Verdict(still_gone and not load.failures and answered == serving and bool(during), figures)
