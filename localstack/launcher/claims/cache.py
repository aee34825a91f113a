"""The node's own eviction policy, replayed; and what a loaded version really takes."""
from launcher import build
from launcher.claims import jvm
from launcher.claims.bench import SAMPLES, Verdict

CLAIM = "calls of 1,000 plugins by Zipf's law (1.3), 4 MB each, in a cache of 2 GB: at least 90 % find their plugin loaded; beside LFU, Belady and what no policy can exceed"
NEEDS_STACK = False
MODULE = "runtime-container/runtime"
CALLS = 1_000_000
# What is estimated for an archive may be off by so much in either direction; more, and `Footprint` wants new constants.
TOLERANCE = 1.5


def prove(_) -> Verdict:
    build.require()
    rates, held = jvm.figures(MODULE, "io.hotswap.runtime.caching.CacheReplay", str(CALLS), tests=True)
    taken, _ = jvm.figures(MODULE, "io.hotswap.runtime.caching.MeasuringFootprint", str(SAMPLES), tests=True, beside=(build.RUNTIME,))
    honest = all(1 / TOLERANCE < taken[f"{name}_loaded_kib"] / taken[f"{name}_estimated_kib"] < TOLERANCE for name in ("markdown", "payment-processor"))
    return Verdict(held and honest, {"calls": CALLS} | {f"{policy}_percent": 100 * rate for policy, rate in rates.items()} | taken)
