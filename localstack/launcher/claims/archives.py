"""Spoilt archives for the validator's and the node's own reader, in a JVM of its own: no stack."""
import os

from launcher.claims import jvm
from launcher.claims.bench import Verdict
from launcher.home import ROOT
from launcher.nodes import COLLECTOR

CLAIM = "ten minutes of spoilt archives (ARCHIVES_SECONDS, ARCHIVES_SEED): each is accepted or refused by validator and node, what is accepted reads as Java's own reader has it, none takes 20 s or 64 MB, the heap does not grow"
NEEDS_STACK = False


def prove(_) -> Verdict:
    jar = ROOT / "runtime-container/runtime/target/hotswap-runtime.jar"
    fixtures = ROOT / "runtime-container/plugin-fixtures/target/classes"
    arguments = (os.environ.get("ARCHIVES_SECONDS", "600"), os.environ.get("ARCHIVES_SEED", "1"))
    figures, held = jvm.figures("runtime-container/runtime", "io.hotswap.runtime.archives.ArchivesClaim", *arguments, tests=True, beside=(jar, fixtures), options=(*COLLECTOR, "-Xmx512m"))
    return Verdict(held, figures)
