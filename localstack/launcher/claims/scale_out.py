"""Nodes join and leave under calls of plugins that do not all fit."""
import time

from launcher import nodes, processes, up
from launcher.claims import jvm, warm_load
from launcher.claims.bench import Bench, Verdict, percentile
from launcher.home import ROOT

CLAIM = "nodes join and leave under calls of plugins that do not all fit in a node's cache: no failed call; a node that joins moves at most 1/N + 5 % of the warm places"
PLUGINS = 16
# Room for about half of them: one is estimated at 0.95 MB.
CACHE = "8MB"
ROUNDS, SECONDS = 3, 10
MORE = 0.05


def prove(bench: Bench) -> Verdict:
    plugins = warm_load.ensure(bench, PLUGINS)
    before = bench.home.state()["counts"]["Development"]
    recipes = _with_small_caches(bench, before + 1)
    joining = nodes.names("Development", before + 1)[-1]
    try:
        _start(bench, recipes, leave_out=joining)
        shares = [round(warm_load.loaded_share(node), 2) for node in bench.nodes()]
        load, cache, placed = _under_calls(bench, plugins, recipes, joining)
    finally:
        print("  back to the nodes of the last up", flush=True)
        up.again(bench.home)
    moved, held = _moved(before)
    calls = cache["hits"] + cache["misses"]
    figures = {
        "nodes": f"{before} to {before + 1} and back, {ROUNDS} times",
        "calls": len(load.records) + len(load.failures),
        "failed": len(load.failures),
        "first_failure": load.failures[0] if load.failures else None,
        "places_moved_by_a_join": moved["moved"],
        "at_most": 1 / (before + 1) + MORE,
        "plugins_served_elsewhere_then": f"{sum(placed[0].get(it) != placed[1].get(it) for it in plugins)} of {len(plugins)}",
        "loaded_share_of_a_node": shares,
        "hit_rate": cache["hits"] / max(1, calls),
        "misses": cache["misses"],
        "evictions": cache["evictions"],
        "p50_ms": 1000 * percentile([record.seconds for record in load.records], 0.5),
        "p99_ms": 1000 * percentile([record.seconds for record in load.records], 0.99),
    }
    return Verdict(held and load.all_answered and max(shares) < 1, figures)


def _with_small_caches(bench: Bench, count: int) -> dict:
    """The nodes of the last `up` and one more, and a balancer that knows them all, as AWS' would."""
    return {
        name: recipe.given({"HOTSWAP_CACHE_MAX_SIZE": CACHE}) if recipe.settings else recipe
        for name, recipe in up.node_recipes(bench.home, {"Development": count}).items()
    }


def _start(bench: Bench, recipes: dict, leave_out: str) -> None:
    for name, recipe in recipes.items():
        if name != leave_out:
            processes.ensure(bench.home, recipe)
            processes.wait_until_healthy(bench.home, name, 60)


def _under_calls(bench: Bench, plugins: list, recipes: dict, joining: str) -> tuple:
    staying = bench.nodes()
    placed, left = [], None
    load = warm_load.ZipfLoad(bench.environment["HOTSWAP_RUNTIME_URL"], [bench.tenant_token]).calling(plugins)
    with load:
        time.sleep(SECONDS)
        began = warm_load.cache_of(staying)
        for number in range(ROUNDS):
            alone = time.monotonic()
            time.sleep(SECONDS)
            processes.ensure(bench.home, recipes[joining])
            processes.wait_until_healthy(bench.home, joining, 60)
            joined = time.monotonic()
            time.sleep(SECONDS)
            placed = placed or [warm_load.most_on(load.between(alone, joined)), warm_load.most_on(load.between(joined, time.monotonic()))]
            new = processes.known(bench.home)[joining]
            seen = warm_load.cache_of([new])
            left = seen if left is None else left + seen
            processes.stop(bench.home, [new])
            print(f"  {joining} joined and left, {number + 1} of {ROUNDS}: {len(load.records)} calls, {len(load.failures)} failed", flush=True)
        time.sleep(SECONDS)
        ended = warm_load.cache_of(staying)
    ended.subtract(began)
    return load, ended + left, placed


def _moved(nodes_before: int) -> tuple[dict, bool]:
    """By the rule itself, for 1,000 plugins: what 16 show is chance."""
    names = nodes.names("Development", nodes_before + 1)
    domain = ROOT / "functions/domain/target"
    return jvm.figures("functions/domain", "io.hotswap.domain.node.MovedPlaces", *names, tests=True, beside=(domain / "classes",))
