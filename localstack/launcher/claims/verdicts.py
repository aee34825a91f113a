"""The real verdict classes on simulated canaries: no stack, many rollouts."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict

CLAIM = "of 1,000 simulated A/A canaries at most 5 % roll back; a broken one is found sooner than by a fixed-horizon test of the same power; without traffic none passes"
NEEDS_STACK = False


def prove(_) -> Verdict:
    figures, held = jvm.figures("functions/domain", "io.hotswap.domain.verdict.VerdictSimulation", "--canaries", "1000", "--json", tests=True)
    return Verdict(held, figures)
