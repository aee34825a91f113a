"""Clients that take all they can get of a node's memory, against a node in a JVM of its own: no stack."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "two clients that pipeline and read nothing, 85 that send 6 MB each without a token, and one tenant's 80 slow calls of 6 MB: memory is bounded, and no call of another client fails"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
    figures, held = jvm.figures("runtime-container/runtime", "io.hotswap.runtime.RudeClientsClaim", "60", tests=True, beside=(jar,), options=("-Xmx512m",))
    return Verdict(held, figures)
