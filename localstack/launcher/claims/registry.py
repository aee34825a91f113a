"""A large registry beside a small one, on an engine of their own: no stack."""
from launcher import build
from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT

CLAIM = "lists, finds and the search of libraries answer right, and the p99 of each with 1,000 plugins of 50 versions is at most three times the one with 10 of 5, and 20 ms"
NEEDS_STACK = False
SMALL, LARGE, ASKED = (10, 5), (1_000, 50), 200
# The program compiles what it reads of these; the libraries are in a function's jar.
BESIDE = ("functions/domain/target/classes", "functions/serialization/target/classes", "localstack/engine/target/classes", "functions/deployments/target/hotswap-deployments.jar")


def prove(_) -> Verdict:
    build.require()
    numbers = map(str, (*SMALL, *LARGE, ASKED))
    beside = tuple(ROOT / place for place in BESIDE)
    figures, held = jvm.figures("functions/persistence", "io.hotswap.persistence.dynamo.registry.RegistryClaim", *numbers, tests=True, beside=beside)
    return Verdict(held, figures)
