"""Plugins that do not all fit into a node's cache, and calls of them by Zipf's law."""
import io
import itertools
import json
import random
import zipfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

from launcher.claims.bench import MARKDOWN, Bench, require
from launcher.client import Connection
from launcher.console import Failure
from launcher.load import Load
from launcher.nodes import operator_url

EXPONENT = 1.3
PREFIX = "scale-out-"
MANIFEST = "META-INF/hotswap-plugin.json"


def ensure(bench: Bench, count: int) -> list:
    """As many plugins, the same code under other names, deployed once for all runs."""
    names = [f"{PREFIX}{number}" for number in range(1, count + 1)]
    require(MARKDOWN["1.0.0"])
    served = {plugin["name"] for plugin in _status(bench.nodes()[0])["plugins"] if plugin["serving"]}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: _deploy(bench, name), [name for name in names if name not in served]))
    return names


def _deploy(bench: Bench, name: str) -> None:
    file = bench.home.path / f"{name}.jar"
    file.write_bytes(_renamed(name))
    bench.developer.register(name, file)
    ended = bench.developer.await_end(bench.developer.deploy(name, "1.0.0").expect(202).json["id"])
    if ended["status"] != "Completed":
        raise Failure(f"The deployment of {name} ended {ended['status']}: {ended.get('problem')}")


def _renamed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(MARKDOWN["1.0.0"]) as jar, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as renamed:
        for entry in jar.infolist():
            content = jar.read(entry)
            renamed.writestr(entry.filename, json.dumps(json.loads(content) | {"name": name}) if entry.filename == MANIFEST else content)
    return out.getvalue()


def _status(node) -> dict:
    return Connection(operator_url(node)).call("GET", "/status").json


class ZipfLoad(Load):
    """The first of the plugins is called most."""

    def calling(self, plugins: list) -> "ZipfLoad":
        self._plugins = plugins
        self._weights = list(itertools.accumulate((rank + 1) ** -EXPONENT for rank in range(len(plugins))))
        return self

    def plugin(self) -> str:
        return random.choices(self._plugins, cum_weights=self._weights)[0]


def most_on(records: list) -> dict:
    """The node that answered most calls of each plugin."""
    counts = defaultdict(Counter)
    for record in records:
        counts[record.plugin][record.node] += 1
    return {plugin: nodes.most_common(1)[0][0] for plugin, nodes in counts.items()}


def loaded_share(node) -> float:
    """How much of what this node could serve is loaded on it."""
    lines = Connection(operator_url(node)).call("GET", "/metrics").body.decode().splitlines()
    loaded, cold = (next(float(line.split()[1]) for line in lines if line.startswith(f"plugin_cache_{name}_bytes ")) for name in ("loaded", "cold"))
    return loaded / (loaded + cold)


def cache_of(nodes: list) -> Counter:
    """Hits, misses and evictions of these nodes since they began."""
    total = Counter()
    for node in nodes:
        for line in Connection(operator_url(node)).call("GET", "/metrics").body.decode().splitlines():
            name, _, value = line.rpartition(" ")
            if name.startswith("plugin_cache_") and name.endswith("_total"):
                total[name.removeprefix("plugin_cache_").removesuffix("_total")] += float(value)
    return total
