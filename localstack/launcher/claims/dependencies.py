"""The real solver, and a node's calls between plugins, in JVMs of their own: no stack."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "which versions of plugins go together is answered like brute force on 1,000 random graphs, every solution is valid, and 22 known conflicts are explained in the words that were read; of 10,000 calls from one plugin to another none fails while both are replaced, and each is one trace"
NEEDS_STACK = False


def prove(_) -> Verdict:
    solved, solver_held = jvm.figures("functions/domain", "io.hotswap.domain.dependency.DependencyClaim", "1000", tests=True)
    jar = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
    called, calls_held = jvm.figures("runtime-container/runtime", "io.hotswap.runtime.PluginCallsClaim", "10000", tests=True, beside=(jar,))
    return Verdict(solver_held and calls_held, solved | called)
