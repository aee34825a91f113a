"""What no client should send, thrown at a node in a JVM of its own: no stack."""
import os

from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "ten minutes of generated and damaged HTTP: no 500, no connection that hangs, no memory that grows, and no call of a client that does everything right fails (HOTSWAP_FUZZ_SECONDS, HOTSWAP_FUZZ_SEED)"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
    seconds, seed = os.environ.get("HOTSWAP_FUZZ_SECONDS", "600"), os.environ.get("HOTSWAP_FUZZ_SEED", "15")
    figures, held = jvm.figures("runtime-container/runtime", "io.hotswap.runtime.HttpFuzzClaim", seconds, seed, tests=True, beside=(jar,), options=("-Xmx512m",))
    return Verdict(held, figures)
