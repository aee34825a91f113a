"""The real loading, retiring and proving of the node, in a JVM of its own: no stack."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT
from launcher.nodes import COLLECTOR

CLAIM = "2,000 load/unload cycles of a plugin that uses its own Jackson leave no class loader, no metaspace (5 %) and no open file; twelve ways to leak are each named"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
    options = (*COLLECTOR, "-Xmx512m", f"-javaagent:{jar}", "--enable-native-access=ALL-UNNAMED")
    figures, held = jvm.figures("runtime-container/runtime", "io.hotswap.runtime.unloading.LeaksClaim", "2000", tests=True, beside=(jar,), options=options)
    return Verdict(held, figures)
