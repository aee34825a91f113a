"""Every fault at every step of every strategy, with the real machines and the real steps in memory, by a clock that is not real."""
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "strategy x step x fault in memory: each ends in its time, with one default version, no place held, no task token unanswered and nothing left in the routing"
NEEDS_STACK = False


def prove(_) -> Verdict:
    domain = ROOT / "functions/domain/target"
    beside = (domain / "classes", domain / "test-classes", ROOT / "functions/deployments/target/hotswap-deployments.jar")
    matrix, held = jvm.figures("statemachines", "io.hotswap.statemachines.FaultMatrix", tests=True, beside=beside)
    return Verdict(held, {"cells": len(matrix) if isinstance(matrix, list) else matrix.get("cells", len(matrix))})
