"""The node's own route table and calls, in a JVM of its own: no stack."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "50 versions of a plugin for 1,000 tenants, 1,000,000 calls while pins and a canary move: none is answered by another version than the document of its generation says"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
    figures, held = jvm.figures("runtime-container/runtime", "io.hotswap.runtime.routing.MisrouteClaim", "50", "1000", "1000000", tests=True, beside=(jar,))
    return Verdict(held, figures)
