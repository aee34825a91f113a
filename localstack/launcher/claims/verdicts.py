"""The real verdict classes on simulated canaries: no stack, many rollouts."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict

CLAIM = "of 1,000 simulated A/A canaries at most 5 % roll back; a broken one is found sooner than by a fixed-horizon test of the same power; without traffic none passes; with 3, 8, 16 or 49 tenants, one of them with 95 % of the calls or none, no more of 2,000 A/A rollouts are Worse than alpha and three standard errors; of 2,000 watches of three days at the limit the fast way back goes no more than one in 1,000 wrong"
NEEDS_STACK = False


def prove(_) -> Verdict:
    figures, held = jvm.figures("functions/domain", "io.hotswap.domain.verdict.VerdictSimulation", "--canaries", "1000", "--few-tenants", "2000", "--json", tests=True)
    return Verdict(held, figures)
