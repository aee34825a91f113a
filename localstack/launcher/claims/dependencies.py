"""The real solver, in a JVM of its own: no stack."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict

CLAIM = "which versions of plugins go together is answered like brute force on 1,000 random graphs, every solution is valid, and 21 known conflicts are explained in the words that were read"
NEEDS_STACK = False


def prove(_) -> Verdict:
    figures, held = jvm.figures("functions/domain", "io.hotswap.domain.dependency.DependencyClaim", "1000", tests=True)
    return Verdict(held, figures)
