"""The registry's comparison of versions, in a JVM of its own: no stack."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "what changes between two versions is called compatible, breaking or unknown as it is, in 62 pairs with a known change, 16 of which nobody can decide, and in the sample plugins' history"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "functions/registration/target/hotswap-registration.jar"
    figures, held = jvm.figures("functions/api", "io.hotswap.api.compatibility.VersionsClaim", tests=True, beside=(jar,))
    return Verdict(held, figures)
